"""What is said before a roster, of one person on one day, and of one's own time."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from zhushi.activities.choices import Weekday
from zhushi.activities.halves import Half
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.grouping.rosters.question import BACKUP, OFF, RECEIVE
from zhushi.rooms.models import Workroom
from zhushi.ui.forms import StyledForm

DAYS_A_WEEK = 7


class RosterForm(StyledForm, forms.Form):
    """For which half-year and rooms, how many on duty, and whether what stands may change."""

    half = forms.ChoiceField(label="哪个半年")
    room = forms.ChoiceField(label="工作室", required=False)
    on_duty = forms.IntegerField(
        label="每次几人接待",
        initial=2,
        min_value=1,
        max_value=5,
        help_text="一般 2 到 3 人，其中一人带班。",
    )
    backups = forms.IntegerField(label="每次几人替补", initial=1, min_value=0, max_value=3)
    weeks = forms.IntegerField(
        label="两次值班最好隔几周",
        initial=3,
        min_value=0,
        max_value=26,
        help_text="排不开时会近一些。",
    )
    is_anew = forms.BooleanField(label="已经排的也可以重排（已公布的日子不动）", required=False)

    with_days = forms.BooleanField(
        label="这半年的接待日没有生成的，先按各室的规则生成", required=False, initial=True
    )

    def __init__(self, *args: Any, rooms: QuerySet[Workroom], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms, self.choice = rooms, RoomChoice.among(rooms)
        now = Half.of(today)
        halves = [now, now.after]
        self.fields["half"].choices = [(str(half), half.label) for half in halves]
        self.fields["half"].initial = str(now.after)
        count = len(self.choice.rooms)
        self.fields["room"] = self.choice.field(f"全部 {count} 个" if count > 1 else "")
        if self.choice.is_many:
            self.fields["room"].help_text = f"不填：全部 {rooms.count()} 个。"

    @property
    def has_rooms(self) -> bool:
        return self.choice.is_many or bool(self.choice.rooms)

    def clean_room(self) -> list[Workroom]:
        """The rooms that are meant: one, or all."""
        words = self.cleaned_data["room"]
        if not words:
            return list(self.rooms)
        if not self.choice.is_many:
            return [room for room in self.choice.rooms if room.code == words]
        found = list(self.rooms.filter(named(words))[:2])
        if len(found) != 1:
            said = "没有这个工作室" if not found else "不止一个工作室的名称里有这几个字"
            raise forms.ValidationError(f"{said}，请再写全一些，或填编号。")
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.has_rooms:
            raise forms.ValidationError("还没有开放的工作室，请先设立工作室。")
        return said

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {
            "rooms": said["room"],
            "half": Half.named(said["half"]),
            "rules": {
                "on_duty": said["on_duty"],
                "backups": said["backups"],
                "spacing": said["weeks"] * DAYS_A_WEEK,
            },
            "is_anew": said["is_anew"],
            "with_days": said["with_days"],
        }


class LockForm(forms.Form):
    """One person, one day, and what must be; nothing: whatever was said is void."""

    day = forms.CharField(max_length=30)
    person = forms.CharField(max_length=20)
    part = forms.TypedChoiceField(
        choices=[("", ""), (RECEIVE, ""), (BACKUP, ""), (OFF, "")],
        coerce=str,
        empty_value=None,
        required=False,
    )
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class SeenForm(forms.Form):
    """Which version of a roster somebody has before their eyes."""

    seen = forms.IntegerField(min_value=1, max_value=10**6)


class WeekdaysForm(StyledForm, forms.Form):
    """On which days of the week one cannot come as a rule."""

    weekdays = forms.TypedMultipleChoiceField(
        label="每周哪几天一般不方便",
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class BlockOutForm(StyledForm, forms.Form):
    """Some days on which one cannot come; nobody asks why."""

    starts_on = forms.DateField(label="从哪天", widget=forms.DateInput())
    ends_on = forms.DateField(
        label="到哪天", widget=forms.DateInput(), required=False, help_text="只有一天就不用填。"
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["ends_on"] = said.get("ends_on") or said.get("starts_on")
        return said


class SwapForm(StyledForm, forms.Form):
    """Whom to ask, and perhaps which of their duties to take for it."""

    asked = forms.ChoiceField(label="请谁替", required=False)
    returns = forms.ChoiceField(
        label="我替对方哪一次",
        required=False,
        help_text="不选就是请对方帮忙，不用还。",
    )

    def __init__(self, *args: Any, people: list, duties: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        self.duties = {str(duty.pk): duty for duty in duties}
        everybody = [("", f"谁方便都行（{len(people)} 位都会收到）")]
        self.fields["asked"].choices = [*everybody, *((p.ref, p.name) for p in people)]
        self.fields["returns"].choices = [
            ("", "不用还"),
            *(
                (str(d.pk), f"{d.person.name} {d.day.on.month}月{d.day.on.day}日 {d.day.room.name}")
                for d in duties
            ),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        asked = self.people.get(said.get("asked") or "")
        returns = self.duties.get(said.get("returns") or "")
        if returns is not None and (asked is None or returns.person_id != asked.pk):
            self.add_error("returns", "请选对方自己的值班；先选请谁替。")
        return {"asked": asked, "returns": returns}
