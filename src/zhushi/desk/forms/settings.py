"""Forms of topics, limits and the calendar; they only clean input."""

from datetime import date

from django import forms

from zhushi.activities.choices import Period
from zhushi.matters.choices import ClockStep, LimitUnit
from zhushi.matters.deadlines import LimitRule
from zhushi.matters.limits import Default
from zhushi.matters.models import Topic
from zhushi.ui.forms import StyledForm, dress

FIRST_YEAR, LAST_YEAR = 2020, 2100
"""The years whose calendar has a page."""


class TopicForm(StyledForm, forms.Form):
    """A new topic, on top or below another."""

    name = forms.CharField(label="类别名称", max_length=30)
    parent = forms.ModelChoiceField(
        label="归在哪一类下面", queryset=Topic.objects.none(), required=False, empty_label="第一级"
    )

    def __init__(self, *args, district_id: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tops = Topic.objects.filter(district=district_id, parent=None, is_active=True)
        self.fields["parent"].queryset = tops


class TopicEditForm(StyledForm, forms.Form):
    """Another name, or out of use; matters keep it."""

    name = forms.CharField(label="类别名称", max_length=30)
    is_active = forms.BooleanField(
        label="还在用", required=False, help_text="不勾就不再出现在选项里，已归这一类的事项不变。"
    )


class LimitsForm(StyledForm, forms.Form):
    """All limits of one version; the field of a limit is ``STEP`` or ``STEP:TYPE``."""

    name = forms.CharField(label="方案名称", max_length=60)
    starts_on = forms.DateField(label="从哪天起用")

    def __init__(
        self, *args, table: dict[tuple[str, str], LimitRule], labels: dict, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for key, limit in table.items():
            top = 12 if limit.unit == LimitUnit.MONTHS else 260
            field = forms.IntegerField(
                label=f"{labels[key]}（{LimitUnit(limit.unit).label}）",
                min_value=1,
                max_value=top,
                initial=limit.length,
                help_text=limit.basis,
            )
            dress(field)
            self.fields[field_of(key)] = field

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[field_of(key)] for key in self.table]

    def limits(self) -> list[Default]:
        """What was filled in, as rows of a profile."""
        return [
            Default(
                ClockStep(step),
                kind,
                self.cleaned_data[field_of((step, kind))],
                LimitUnit(limit.unit),
                limit.basis,
            )
            for (step, kind), limit in self.table.items()
        ]


def field_of(key: tuple[str, str]) -> str:
    return "limit_" + "_".join(part for part in key if part)


class CalendarForm(StyledForm, forms.Form):
    """One day off, or one weekend day worked in exchange."""

    on = forms.DateField(label="日期")
    is_off = forms.TypedChoiceField(
        label="放假还是上班",
        choices=(("yes", "放假"), ("no", "调休上班")),
        coerce=lambda value: value == "yes",
    )
    name = forms.CharField(label="名称", max_length=40, help_text="例如：春节，或本区活动。")
    source = forms.CharField(label="依据", max_length=200, required=False)
    is_official = forms.BooleanField(
        label="这是国务院通知里的安排",
        required=False,
        help_text="勾了，这一年就算已经公布，暂按推算的期限会重新算一遍。"
        "请先把别的日子都录完，最后一天再勾。",
    )

    def clean_on(self) -> date:
        on = self.cleaned_data["on"]
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise forms.ValidationError(f"日期要在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间。")
        return on


class NormForm(StyledForm, forms.Form):
    """How often one of the eight is owed, and where that stands."""

    least = forms.IntegerField(label="至少几次", min_value=0, max_value=99)
    period = forms.ChoiceField(label="多久", choices=Period.choices)
    source = forms.CharField(label="依据", max_length=120, help_text="例如文件名和文号")
