"""An activity: its programme, who came, what was said; short forms for a phone."""

from collections.abc import Sequence
from uuid import uuid4

from django import forms

from zhushi.activities.actions.keep_photo import MOST_PHOTOS
from zhushi.activities.actions.plan_activity import Programme
from zhushi.activities.actions.record_activity import Said
from zhushi.activities.choices import ActivityKind
from zhushi.activities.kinds import KINDS
from zhushi.activities.kinds.base import Kind
from zhushi.activities.models import StudyItem
from zhushi.desk.forms.study import offered
from zhushi.people.models import Posting
from zhushi.ui.forms import FilesField, StyledForm

MANY = 9999
PHOTO_EDGE = 1600
"""A picture's longer side in pixels, as the browser sends it: enough for a page of paper."""


class PeopleField(forms.MultipleChoiceField):
    """People of the room's teams by reference, as boxes to tick."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **kwargs)


class TeamForm(StyledForm, forms.Form):
    """A form that offers the people of a team."""

    def __init__(self, *args, postings: list[Posting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {posting.person.ref: posting.person for posting in postings}
        offered: dict[str, str] = {}
        for posting in postings:
            name, role = posting.person.name, posting.get_role_display()
            offered.setdefault(posting.person.ref, f"{name} · {role}")
        choices = list(offered.items())
        for name, field in self.fields.items():
            if isinstance(field, PeopleField):
                field.choices = choices
            elif name == "lead":
                field.choices = [("", "不定"), *choices]

    def person(self, name: str):
        return self.people.get(self.cleaned_data[name])

    def chosen(self, name: str) -> tuple:
        return tuple(self.people[ref] for ref in self.cleaned_data[name])


class ProgrammeForm(TeamForm):
    """What is planned; only name and day are needed."""

    form = forms.ChoiceField(label="形式")
    title = forms.CharField(label="名称", max_length=60)
    on = forms.DateField(label="哪天", widget=forms.DateInput)
    starts_at = forms.TimeField(label="几点开始", required=False, widget=forms.TimeInput)
    ends_at = forms.TimeField(label="几点结束", required=False, widget=forms.TimeInput)
    place = forms.CharField(label="地点", max_length=80, required=False)
    agenda = forms.CharField(
        label="议程或提纲", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    lead = forms.ChoiceField(label="谁牵头", required=False)
    people = PeopleField(label="请哪些人参加")
    others = forms.MultipleChoiceField(
        label="和哪些工作室一起办",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="通知时也告诉他们的联络员，由他们定本室谁去；次数只记在主办的工作室",
    )
    study = forms.MultipleChoiceField(
        label="学计划里的哪几项", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args,
        kind: Kind,
        rooms,
        study: Sequence[StudyItem] = (),
        is_new: bool = True,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {room.code: room for room in rooms}
        self.fields["others"].choices = [(room.code, room.name) for room in rooms]
        if not self.rooms:
            del self.fields["others"]
        self.fields["form"].choices = list(kind.forms.items())
        self.study = {str(item.pk): item for item in study}
        self.fields["study"].choices = offered(study)
        if not study:
            del self.fields["study"]
        if not is_new:
            del self.fields["form"]

    @property
    def programme(self) -> Programme:
        cleaned = self.cleaned_data
        plain = ("title", "on", "starts_at", "ends_at", "place", "agenda")
        return Programme(
            **{name: cleaned[name] for name in plain},
            lead=self.person("lead"),
            people=self.chosen("people"),
            others=tuple(self.rooms[code] for code in cleaned.get("others", ())),
            study=tuple(self.study[key] for key in cleaned.get("study", ())) or None,
        )


class BringForm(TeamForm):
    """Who goes there from a room that takes part."""

    brought = PeopleField(label="本室谁去")


class AttendanceForm(TeamForm):
    came = PeopleField(label="来了哪些人")
    came_count = forms.IntegerField(
        label="一共来了多少人", required=False, min_value=0, max_value=MANY, help_text="数一数就行"
    )


class RecordForm(TeamForm):
    """The record, and one statement at a time."""

    record = forms.CharField(label="记录", max_length=5000, widget=forms.Textarea({"rows": 6}))
    lead = forms.ChoiceField(label="谁说的", required=False)
    speaker = forms.CharField(
        label="或者是哪方面的人", max_length=30, required=False, help_text="如“一位居民”，不写姓名"
    )
    said = forms.CharField(
        label="说了什么", max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    @property
    def statements(self) -> list[Said]:
        cleaned = self.cleaned_data
        return [Said(cleaned["said"], self.person("lead"), cleaned["speaker"])]


class PhotosForm(StyledForm, forms.Form):
    photos = FilesField(
        label="照片",
        at_most=MOST_PHOTOS,
        shrunk_to=PHOTO_EDGE,
        help_text="不拍证件和群众的脸。传之前先缩小，照片里的位置和手机型号会去掉。",
    )


class StatementForm(StyledForm, forms.Form):
    """One statement, as it was said."""

    speaker = forms.CharField(
        label="哪方面的人说的", max_length=30, required=False, help_text="如“一位居民”，不写姓名"
    )
    text = forms.CharField(label="说了什么", max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, is_of_team: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_of_team:
            del self.fields["speaker"]


class ReportForm(StyledForm, forms.Form):
    """What everybody may read of it."""

    report = forms.CharField(
        label="报道",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="公开给所有人看：不写群众的姓名、电话、住址。",
    )


class GuestForm(StyledForm, forms.Form):
    name = forms.CharField(label="姓名", max_length=20)
    body = forms.CharField(
        label="单位或身份", max_length=60, required=False, help_text="如“区人大代表”“区政协委员”"
    )


class CancelForm(StyledForm, forms.Form):
    reason = forms.CharField(label="为什么取消", max_length=120)


class NoteForm(StyledForm, forms.Form):
    """Three things, and what happened is kept: what, when, and a few words."""

    drafts = ("record", "said")

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    what = forms.ChoiceField(label="什么活动")
    room = forms.ChoiceField(label="记在哪个工作室")
    on = forms.DateField(label="哪天", widget=forms.DateInput)
    record = forms.CharField(
        label="记几句",
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="看到什么、做了什么，一句话也行。可以用手机键盘的语音输入。",
    )
    place = forms.CharField(label="地点", max_length=80, required=False)
    said = forms.CharField(
        label="听到什么意见",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="不写本人姓名，联络员会接着办。",
    )

    photos = FilesField(
        label="照片",
        required=False,
        at_most=MOST_PHOTOS,
        shrunk_to=PHOTO_EDGE,
        help_text="可以不拍。不拍证件和群众的脸，位置会去掉。",
    )

    def __init__(self, *args, rooms, **kwargs) -> None:
        self.rooms = {room.code: room for room in rooms}
        kwargs.setdefault("initial", {}).setdefault("key", str(uuid4()))
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [
            (kind.label, [(f"{kind.code}:{form}", word) for form, word in kind.forms.items()])
            for kind in KINDS.values()
            if kind.is_noted
        ]
        if len(self.rooms) == 1:
            del self.fields["room"]
        else:
            self.fields["room"].choices = [(room.code, room.name) for room in rooms]

    def clean_what(self) -> tuple[ActivityKind, str]:
        kind, _, form = self.cleaned_data["what"].partition(":")
        return ActivityKind(kind), form

    @property
    def chosen_room(self):
        code = self.cleaned_data.get("room") or next(iter(self.rooms))
        return self.rooms[code]
