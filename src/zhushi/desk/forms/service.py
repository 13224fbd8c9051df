"""Needs, projects and shifts of the service side."""

from decimal import Decimal
from uuid import uuid4

from django import forms

from zhushi.activities.actions.confirm_shift import LONGEST
from zhushi.activities.actions.note_need import Wanted
from zhushi.activities.actions.plan_project import Outline
from zhushi.activities.actions.plan_shift import MOST, Hours
from zhushi.activities.choices import ActivityKind
from zhushi.activities.kinds import KINDS
from zhushi.activities.models.shift import hours_of
from zhushi.desk.forms.activities import TeamForm
from zhushi.matters.models import Matter
from zhushi.ui.forms import StyledForm, dress

MANY = 999_999


class NeedForm(StyledForm, forms.Form):
    """One sentence is enough; the rest helps to find who can do it."""

    drafts = ("text",)

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    room = forms.ChoiceField(label="记在哪个工作室")
    text = forms.CharField(
        label="需要什么",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="写事情，不写居民的姓名和门牌。",
    )
    wished = forms.CharField(
        label="要哪方面的人", max_length=60, required=False, help_text="如医疗、法律、修水电"
    )
    place = forms.CharField(label="在哪里", max_length=80, required=False)
    concerns = forms.IntegerField(
        label="大约关系到多少人", required=False, min_value=1, max_value=MANY
    )
    matter_ref = forms.CharField(
        label="来自哪件事项", max_length=20, required=False, help_text="登记号；没有就空着"
    )

    def __init__(self, *args, rooms, matters, statement=None, **kwargs) -> None:
        self.rooms = {room.code: room for room in rooms}
        self.matters, self.statement = matters, statement
        kwargs.setdefault("initial", {}).setdefault("key", str(uuid4()))
        super().__init__(*args, **kwargs)
        if len(self.rooms) == 1:
            del self.fields["room"]
        else:
            self.fields["room"].choices = [(room.code, room.name) for room in rooms]

    def clean_matter_ref(self) -> str:
        ref = self.cleaned_data["matter_ref"].strip().upper()
        try:
            if ref and "\0" not in ref:
                self.matters.only("pk").get(ref=ref)
        except Matter.DoesNotExist:
            raise forms.ValidationError("没有这个登记号，请核对。") from None
        return ref

    @property
    def chosen_room(self):
        return self.rooms[self.cleaned_data.get("room") or next(iter(self.rooms))]

    @property
    def wanted(self) -> Wanted:
        plain = ("text", "wished", "place", "concerns", "matter_ref")
        given = {name: self.cleaned_data[name] for name in plain}
        return Wanted(**given, statement=self.statement)


class ReasonForm(StyledForm, forms.Form):
    """Why something is not done after all."""

    reason = forms.CharField(label="为什么不做了", max_length=120)


class OutlineForm(TeamForm):
    """What a project is to reach; only title and goal have to be written."""

    form = forms.ChoiceField(label="形式")
    title = forms.CharField(label="项目名称", max_length=60)
    goal = forms.CharField(label="要达到什么", max_length=1000, widget=forms.Textarea({"rows": 3}))
    lead = forms.ChoiceField(label="谁负责", required=False)
    others = forms.MultipleChoiceField(
        label="和哪些工作室一起做", required=False, widget=forms.CheckboxSelectMultiple
    )
    partners = forms.CharField(
        label="合作单位", max_length=200, required=False, help_text="如社区卫生服务中心、律所"
    )
    budget_note = forms.CharField(
        label="经费说明", max_length=200, required=False, help_text="一句话，不记账"
    )
    is_public = forms.BooleanField(
        label="放到工作室的公开网页上，由另一个人审定",
        required=False,
        help_text="公开名称、目标、场次的空位和成果，不公开任何人的名字",
    )

    def __init__(self, *args, rooms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = list(KINDS[ActivityKind.SERVICE].forms.items())
        self.rooms = {room.code: room for room in rooms}
        self.fields["others"].choices = [(room.code, room.name) for room in rooms]
        if not rooms:
            del self.fields["others"]

    @property
    def outline(self) -> Outline:
        cleaned = self.cleaned_data
        plain = ("title", "goal", "form", "partners", "budget_note", "is_public")
        return Outline(
            **{name: cleaned[name] for name in plain},
            owner=self.person("lead"),
            others=tuple(self.rooms[code] for code in cleaned.get("others", ())),
        )


class ResultForm(StyledForm, forms.Form):
    result = forms.CharField(
        label="做成了什么",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="写事情和数目，不写居民姓名。",
    )


class WordForm(StyledForm, forms.Form):
    word = forms.CharField(
        label="群众怎么说",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="写原话的意思，好的不好的都写，不写姓名。",
    )


class MilestoneForm(StyledForm, forms.Form):
    text = forms.CharField(label="哪一步", max_length=60)
    due_on = forms.DateField(label="哪天以前", widget=forms.DateInput)


class TakeForm(StyledForm, forms.Form):
    """Which ongoing project takes a need on."""

    project = forms.ChoiceField(label="并入哪个项目")

    def __init__(self, *args, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(one.pk): one for one in projects}
        self.fields["project"].choices = [(key, one.title) for key, one in self.projects.items()]

    @property
    def chosen(self):
        return self.projects[self.cleaned_data["project"]]


class HoursForm(StyledForm, forms.Form):
    """When and where people are wanted, and how many."""

    on = forms.DateField(label="哪天", widget=forms.DateInput)
    starts_at = forms.TimeField(label="几点开始", widget=forms.TimeInput)
    ends_at = forms.TimeField(label="几点结束", widget=forms.TimeInput)
    place = forms.CharField(label="在哪里", max_length=80, required=False)
    capacity = forms.IntegerField(label="要几个人", min_value=1, max_value=MOST)
    skills = forms.CharField(
        label="最好会什么", max_length=80, required=False, help_text="用顿号隔开，如“修水电、理发”"
    )

    @property
    def hours(self) -> Hours:
        return Hours(**self.cleaned_data)


class PutOnForm(StyledForm, forms.Form):
    """Somebody whom the liaison puts on a shift."""

    person = forms.ChoiceField(label="请谁来")

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.ref: one for one in people}
        self.fields["person"].choices = [(ref, one.name) for ref, one in self.people.items()]

    @property
    def chosen(self):
        return self.people[self.cleaned_data["person"]]


class ConfirmForm(StyledForm, forms.Form):
    """One field a person: the hours of who came, 0 for who did not; and one who came unasked."""

    unasked = forms.ChoiceField(label="没有报名，也来了的", required=False)
    unasked_hours = forms.DecimalField(
        label="几小时",
        required=False,
        min_value=0,
        max_value=LONGEST // 60,
        decimal_places=2,
        help_text="有几位就记几次",
    )

    def __init__(self, *args, signups, length: int, people=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.ref: one for one in people}
        offered = [(ref, one.name) for ref, one in self.people.items()]
        self.fields["unasked"].choices = [("", "没有"), *offered]
        self.fields["unasked_hours"].initial = hours_of(length)
        if not self.people:
            del self.fields["unasked"], self.fields["unasked_hours"]
        for one in signups:
            spent = length if one.minutes is None else one.minutes
            self.fields[f"hours_{one.pk}"] = forms.DecimalField(
                label=f"{one.person.name}（小时）",
                min_value=0,
                max_value=LONGEST // 60,
                decimal_places=2,
                initial=hours_of(spent),
            )
            dress(self.fields[f"hours_{one.pk}"])

    @property
    def minutes(self) -> dict[int, int]:
        """By the key of the sign-up."""
        return {
            int(name.removeprefix("hours_")): int(hours * Decimal(60))
            for name, hours in self.cleaned_data.items()
            if name.startswith("hours_")
        }

    @property
    def expected(self) -> list:
        """The fields of those who had a place."""
        return [field for field in self if field.name.startswith("hours_")]

    @property
    def came_unasked(self) -> dict:
        """Who came without a place, and for how long."""
        person = self.people.get(self.cleaned_data.get("unasked", ""))
        hours = self.cleaned_data.get("unasked_hours")
        return {person: int(hours * Decimal(60))} if person and hours else {}

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("unasked") and not cleaned.get("unasked_hours"):
            self.add_error("unasked_hours", "请写几小时。")
        return cleaned


class ProofForm(StyledForm, forms.Form):
    """For whom, and for which days."""

    person = forms.ChoiceField(label="给谁开")
    since = forms.DateField(label="从哪天", widget=forms.DateInput)
    until = forms.DateField(label="到哪天", widget=forms.DateInput)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.ref: one for one in people}
        self.fields["person"].choices = [(ref, one.name) for ref, one in self.people.items()]

    @property
    def chosen(self):
        return self.people[self.cleaned_data["person"]]
