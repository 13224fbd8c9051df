"""One note on the phone: the words alone are mandatory."""

from uuid import uuid4

from django import forms

from zhushi.matters.choices import Channel
from zhushi.ui.fields import PhoneField
from zhushi.ui.forms import SegmentedRadio, StyledForm

WAYS = [(Channel.VISIT, "走访"), (Channel.RECEPTION, "接待"), (Channel.PHONE, "电话")]


class QuickNoteForm(StyledForm, forms.Form):
    """rooms: where this login takes things down; with one there is nothing to choose."""

    drafts = ("content",)

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    content = forms.CharField(
        label="他说了什么",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="照本人原话。可以用手机键盘的语音输入。",
        error_messages={"required": "请写下他说的事，一句话也行。"},
    )
    channel = forms.ChoiceField(label="怎么听到的", choices=WAYS, widget=SegmentedRadio)
    room = forms.ChoiceField(label="记在哪个工作室")
    delegate_view = forms.CharField(
        label="您的看法", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    name = forms.CharField(label="怎么称呼本人", max_length=40, required=False)
    phone = PhoneField(
        label="本人电话",
        required=False,
        help_text="只有工作室能看到，用来告诉本人结果。",
    )

    def __init__(self, *args, rooms, **kwargs):
        self.rooms = {room.code: room for room in rooms}
        kwargs.setdefault("initial", {}).setdefault("key", str(uuid4()))
        super().__init__(*args, **kwargs)
        if len(self.rooms) == 1:
            del self.fields["room"]
        else:
            self.fields["room"].choices = [(room.code, room.name) for room in rooms]

    @property
    def chosen_room(self):
        code = self.cleaned_data.get("room") or next(iter(self.rooms))
        return self.rooms[code]
