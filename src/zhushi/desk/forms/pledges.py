"""What a delegate promises, and how it ended."""

from django import forms

from zhushi.activities.choices import PledgeStatus
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Posting
from zhushi.ui.forms import SegmentedRadio, StyledForm


class PledgeForm(StyledForm, forms.Form):
    """One delegate introduces themselves and promises one thing by a day."""

    person = forms.ChoiceField(label="哪位党代表")
    introduction = forms.CharField(
        label="怎样介绍自己",
        max_length=200,
        required=False,
        help_text="一句话，如“在中学教了二十年书”",
    )
    text = forms.CharField(
        label="承诺做什么",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="一件具体的事，公开给所有人看",
    )
    due_on = forms.DateField(label="哪天前做到", widget=forms.DateInput)

    def __init__(self, *args, postings: list[Posting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {p.person.ref: p.person for p in postings if p.role in RECEIVING}
        offered = [(ref, person.name) for ref, person in self.people.items()]
        self.fields["person"].choices = offered

    @property
    def pledged(self) -> dict:
        return {**self.cleaned_data, "person": self.people[self.cleaned_data["person"]]}


class SettlePledgeForm(StyledForm, forms.Form):
    outcome = forms.TypedChoiceField(
        label="做得怎样",
        choices=(
            (PledgeStatus.KEPT, "做到了"),
            (PledgeStatus.OPEN, "还在做"),
            (PledgeStatus.NOT_KEPT, "没有做到"),
        ),
        coerce=PledgeStatus,
        widget=SegmentedRadio,
    )
    result = forms.CharField(
        label="做了什么，或者为什么",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="公开给所有人看：不写群众的姓名、电话、住址。",
    )
    due_on = forms.DateField(
        label="新的日子",
        widget=forms.DateInput,
        required=False,
        help_text="还在做的才填，到那天再问。",
    )
