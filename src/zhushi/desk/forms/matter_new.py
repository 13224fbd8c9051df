"""Taking down an opinion: the words first, everything else may stay empty."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django import forms

from zhushi.activities.models import Duty, Turn
from zhushi.core.attachments import discard, stored
from zhushi.desk.forms.moves.base import CommunityField, TopicField
from zhushi.matters.actions.receive import Received, receive
from zhushi.matters.choices import Channel, OpinionType
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom
from zhushi.ui.fields import PhoneField
from zhushi.ui.forms import FilesField, StyledForm
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose

CONTENT_LENGTH = 5000
UNTICKED = {
    Purpose.HARDSHIP: "不勾：困难情况只封存，谁也看不到。",
    Purpose.CONTACT_TO_UNIT: "不勾：单位不知道是谁说的，有事通过工作室联系。",
    Purpose.CONTENT_TO_UNIT: "不勾：单位只看到隐去身份的摘要。",
    Purpose.PUBLISH: "不勾：问题和答复都不公开。",
}
PURPOSES = {f"allow_{purpose.value.lower()}": purpose for purpose in UNTICKED}


class NewMatterForm(StyledForm, forms.Form):
    """rooms: where this login takes things down; with one there is nothing to choose."""

    drafts = ("content",)

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False)
    content = forms.CharField(
        label="来访人的原话",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=CONTENT_LENGTH,
        help_text="照来访人说的记，不要替他总结。",
    )
    name = forms.CharField(label="怎么称呼", max_length=40, required=False)
    phone = PhoneField(
        label="电话",
        required=False,
        help_text="用来回访；后四位是来访人查看答复的口令。",
    )
    address = forms.CharField(label="住哪里", max_length=120, required=False)
    hardship = forms.CharField(
        label="困难情况", widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False
    )
    title = forms.CharField(
        label="标题", max_length=80, required=False, help_text="不写就用第一句话，受理时再改。"
    )
    opinion_type = forms.TypedChoiceField(
        label="类型", choices=OpinionType.choices, coerce=OpinionType, initial=OpinionType.HELP
    )
    channel = forms.TypedChoiceField(
        label="怎么来的", choices=Channel.choices, coerce=Channel, initial=Channel.RECEPTION
    )
    topic = TopicField(label="归类", required=False)
    community = CommunityField(label="哪个社区的事", required=False)
    receiver = forms.ModelChoiceField(
        label="接待的党代表", queryset=Person.objects.none(), required=False, empty_label="没有"
    )
    delegate_view = forms.CharField(
        label="党代表的看法",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    is_urgent = forms.BooleanField(label="紧急，当天办", required=False)
    files = FilesField(
        label="照片和材料",
        required=False,
        help_text="最多 5 个，每个不超过 10 MB。照片里的位置信息会去掉。",
    )
    field_order = ("key", "turn", "room", "content")

    def __init__(
        self, *args, rooms: Sequence[Workroom], today: date, turn: Turn | None = None, **kwargs
    ) -> None:
        self.rooms, self.today, self.queued = list(rooms), today, turn
        super().__init__(*args, **kwargs)
        for name, purpose in PURPOSES.items():
            field = forms.BooleanField(
                label=purpose.label, required=False, help_text=UNTICKED[purpose]
            )
            self.fields[name] = field
        self.fields["topic"].of_district(self.rooms[0].district)
        self.fields["community"].of_district(self.rooms[0].district_id, today)
        self.fields["receiver"].queryset = self._delegates()
        if len(self.rooms) > 1:
            self._let_choose()
        if not self.is_bound:
            self._fill()

    def _let_choose(self) -> None:
        by_pk = {str(room.pk): room for room in self.rooms}
        self.fields["room"] = forms.TypedChoiceField(
            label="哪个工作室",
            choices=[(pk, room.name) for pk, room in by_pk.items()],
            coerce=by_pk.__getitem__,
        )
        self.fields["room"].widget.attrs["class"] = "form-select"
        self.order_fields(self.field_order)

    def _delegates(self):
        held = Posting.objects.current_on(self.today).filter(
            room__in=[room.pk for room in self.rooms], role=Role.DELEGATE
        )
        return Person.objects.filter(pk__in=held.values("person")).order_by("name")

    def _fill(self) -> None:
        self.initial["key"] = uuid4().hex
        if self.queued:
            self.initial |= {
                "turn": self.queued.pk,
                "name": "" if self.queued.identity_id else self.queued.called_name,
                "content": self.queued.subject,
                "receiver": self.queued.received_by_id,
            }
        if not self.initial.get("receiver"):
            duty = Duty.objects.filter(day__room__in=self.rooms, day__on=self.today)
            self.initial["receiver"] = duty.values_list("person", flat=True).first()

    def clean_content(self) -> str:
        return self.cleaned_data["content"].strip()

    def carry_out(self, *, by, at: datetime) -> Received:
        """Take it down together with its files; the same form again keeps no second copy."""
        said = dict(self.cleaned_data)
        files = said.pop("files")
        room = said.pop("room", None) or self.rooms[0]
        consents = frozenset(p for name, p in PURPOSES.items() if said.pop(name))
        who = Who(**{n: said.pop(n) for n in ("name", "phone", "address", "hardship")})
        who = Who(who.name, who.phone, who.address, who.hardship, consents)
        said["turn"] = self.queued
        if not files:
            return receive(room, who=who, **said, by=by, at=at)
        with stored(files, district_id=room.district_id, at=at) as kept:
            received = receive(room, who=who, attachments=kept, **said, by=by, at=at)
            if received.is_repeat:
                discard(kept)
        return received
