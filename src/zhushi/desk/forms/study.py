"""Study: a plan, one thing in it, a note, and what it was good for."""

from collections.abc import Sequence

from django import forms

from zhushi.activities.actions.keep_study_item import Aim
from zhushi.activities.choices import Strand
from zhushi.activities.models import StudyItem
from zhushi.activities.study_periods import StudyPeriod
from zhushi.ui.forms import SegmentedRadio, StyledForm


class PlanForm(StyledForm, forms.Form):
    """For which room and time a plan begins."""

    room = forms.ChoiceField(label="哪个工作室")
    period = forms.ChoiceField(label="哪段时间")
    from_district = forms.BooleanField(
        label="按区里计划建立",
        required=False,
        help_text="把区里为这段时间定的各项抄过来，抄来以后可以改",
    )

    def __init__(self, *args, rooms, periods: list[StudyPeriod], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {room.code: room for room in rooms}
        self.fields["room"].choices = [(room.code, room.name) for room in rooms]
        self.fields["period"].choices = [(str(one), one.label) for one in periods]
        if len(self.rooms) == 1:
            del self.fields["room"]

    @property
    def chosen_room(self):
        return self.rooms[self.cleaned_data.get("room") or next(iter(self.rooms))]

    @property
    def chosen_period(self) -> StudyPeriod:
        return _named(self.cleaned_data["period"])


class PeriodForm(StyledForm, forms.Form):
    """For which time the district lays something down."""

    period = forms.ChoiceField(label="哪段时间")

    def __init__(self, *args, periods: list[StudyPeriod], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(one), one.label) for one in periods]

    @property
    def chosen_period(self) -> StudyPeriod:
        return _named(self.cleaned_data["period"])


class ItemForm(StyledForm, forms.Form):
    """One thing to study: what, of which strand, by when."""

    title = forms.CharField(label="学什么", max_length=80)
    strand = forms.TypedChoiceField(
        label="哪一类", choices=Strand.choices, coerce=Strand, widget=SegmentedRadio
    )
    due_on = forms.DateField(label="哪天前学完", widget=forms.DateInput)
    material = forms.CharField(
        label="材料",
        max_length=300,
        required=False,
        help_text="书名、文件名或者网址，没有就空着",
    )

    @property
    def aim(self) -> Aim:
        return Aim(**self.cleaned_data)


class NoteForm(StyledForm, forms.Form):
    """A few words about what was studied, for few to read: never kept on the device."""

    text = forms.CharField(
        label="学到什么",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="几句就行。只有您自己和本工作室的联络员、组长看得到。可以用手机键盘的语音输入。",
    )


class UseForm(StyledForm, forms.Form):
    """What somebody did with it, and where."""

    text = forms.CharField(
        label="学了以后做了什么",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="一两句。不写群众的姓名、电话、住址。",
    )
    about = forms.ChoiceField(label="用在哪里")

    def __init__(self, *args, groups: list[tuple[str, list[tuple[str, str]]]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "请选"), *groups]


class SessionForm(StyledForm, forms.Form):
    """Which items of the room's plans a session is about."""

    study = forms.MultipleChoiceField(
        label="对应计划里的哪几项", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, items: list[StudyItem], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        self.fields["study"].choices = offered(items)

    @property
    def chosen(self) -> tuple[StudyItem, ...]:
        return tuple(self.items[key] for key in self.cleaned_data["study"])


def offered(items: Sequence[StudyItem]) -> list[tuple[str, str]]:
    """Items as boxes to tick: title, by when, and whether it was studied before."""
    return [
        (
            str(one.pk),
            f"{one.title}（{one.get_strand_display()}，{one.due_on.month}月{one.due_on.day}日前"
            f"{'，学过' if getattr(one, 'is_met', False) else ''}）",
        )
        for one in items
    ]


def _named(text: str) -> StudyPeriod:
    found = StudyPeriod.named(text)
    if found is None:
        raise ValueError(text)
    return found
