"""A proposal: what it is called, what it says, and until when others may sign."""

from django import forms

from zhushi.matters.actions.propose import TITLE_LENGTH
from zhushi.ui.forms import StyledForm


class ProposalForm(StyledForm, forms.Form):
    title = forms.CharField(label="题目", max_length=TITLE_LENGTH)
    content = forms.CharField(
        label="正文",
        widget=forms.Textarea({"rows": 10}),
        max_length=8000,
        help_text="有什么问题、建议怎么办。本区的党代表都看得到，不写群众的姓名、电话、住址。",
    )
    cosign_until = forms.DateField(
        label="联名到哪天",
        widget=forms.DateInput,
        help_text="到日子自动提交；也可以早些自己提交。",
    )
    is_in_session = forms.BooleanField(label="党代会期间的提案", required=False)
    room = forms.ChoiceField(label="哪个工作室")

    def __init__(self, *args, rooms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {room.code: room for room in rooms}
        self.fields["room"].choices = [(room.code, room.name) for room in rooms]
        if len(self.rooms) == 1:
            del self.fields["room"]

    @property
    def written(self) -> dict:
        said = dict(self.cleaned_data)
        said["room"] = self.rooms[said.get("room") or next(iter(self.rooms))]
        return said
