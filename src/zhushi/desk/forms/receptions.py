"""Rules, days, duties and the queue; forms clean input, the actions decide."""

from datetime import date, time, timedelta

from django import forms

from zhushi.activities.choices import DutyPart, RuleKind, Weekday
from zhushi.ui.forms import SegmentedRadio, StyledForm

NTH = [(1, "第一个"), (2, "第二个"), (3, "第三个"), (4, "第四个")]


def _day(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(), **more)


class RuleForm(StyledForm, forms.Form):
    """One fixed day a month; two days a month are two rules."""

    kind = forms.ChoiceField(label="怎么定", choices=RuleKind.choices, widget=SegmentedRadio)
    nth = forms.TypedChoiceField(
        label="第几个", choices=[("", "—"), *NTH], coerce=int, empty_value=None, required=False
    )
    weekday = forms.TypedChoiceField(
        label="星期几",
        choices=[("", "—"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    month_day = forms.IntegerField(
        label="每月几日",
        min_value=1,
        max_value=28,
        required=False,
        help_text="选“每月固定日期”时填，1 到 28。",
    )
    starts_at = forms.TimeField(label="从几点", initial=time(9), widget=forms.TimeInput())
    ends_at = forms.TimeField(label="到几点", initial=time(11, 30), widget=forms.TimeInput())
    slot_minutes = forms.IntegerField(
        label="每个预约多少分钟", initial=30, min_value=5, max_value=240
    )
    slot_places = forms.IntegerField(
        label="每个时段接几位",
        initial=1,
        min_value=1,
        max_value=20,
        help_text="一般几位代表接几位。",
    )
    starts_on = _day("从哪天起实行")

    def clean(self):
        given = super().clean()
        starts_at, ends_at = given.get("starts_at"), given.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "结束时间要晚于开始时间。")
        return given


class EndRuleForm(StyledForm, forms.Form):
    rule = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = _day("最后一天")


class PlanForm(StyledForm, forms.Form):
    """A period of at most a year and a half."""

    since = _day("从")
    until = _day("到")

    def __init__(self, *args, today: date, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since < self.today:
            raise forms.ValidationError("只能安排今天以后的接待日。")
        return since

    def clean(self):
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期不能早于开始日期。")
        elif since and until and until - since > timedelta(days=550):
            self.add_error("until", "一次最多安排一年半。")
        return given


class DutyForm(StyledForm, forms.Form):
    """Who is put on duty, out of the room's teams."""

    person = forms.ChoiceField(label="谁来值班")
    part = forms.ChoiceField(
        label="做什么", choices=DutyPart.choices, initial=DutyPart.RECEIVE, widget=SegmentedRadio
    )

    def __init__(self, *args, candidates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.person.ref: one.person for one in candidates}
        self.fields["person"].choices = [
            ("", "请选一位"),
            *((one.person.ref, _described(one)) for one in candidates),
        ]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]


def _described(one) -> str:
    clash = f"（同一时间在{one.clash}）" if one.clash else ""
    if one.away_until:
        clash = f"（请假到{one.away_until:%-m月%-d日}）"
    return f"{one.person.name} · {one.role}{clash}"


class WalkInForm(StyledForm, forms.Form):
    called_name = forms.CharField(
        label="怎么称呼", max_length=20, required=False, help_text="如“赵先生”。不愿意说就空着。"
    )
    subject = forms.CharField(
        label="想说什么事", max_length=120, required=False, help_text="一句话，叫号时看。"
    )


class CloseForm(StyledForm, forms.Form):
    summary = forms.CharField(
        label="小结",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="今天有什么要交代的。不写来访人姓名。",
    )


class CancelForm(StyledForm, forms.Form):
    reason = forms.CharField(
        label="为什么取消", max_length=120, help_text="群众在网上能看到这句话。", strip=True
    )


class FullNamesForm(StyledForm, forms.Form):
    reason = forms.CharField(
        label="为什么要看全名", max_length=200, help_text="至少四个字。来访人能看到这条理由。"
    )
