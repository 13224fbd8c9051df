"""Volunteers of a room, their teams, and the answer to who wants to be one."""

from django import forms

from zhushi.people.choices import HalfDay, VolunteerKind
from zhushi.ui.forms import PairedCheckboxes, SegmentedRadio, StyledForm


class VolunteerFilter(StyledForm, forms.Form):
    kind = forms.ChoiceField(
        label="是什么人", required=False, choices=[("", "全部"), *VolunteerKind.choices]
    )
    team = forms.ChoiceField(label="小队", required=False)
    free = forms.ChoiceField(
        label="什么时候有空", required=False, choices=[("", "不限"), *HalfDay.choices]
    )

    def __init__(self, *args, teams, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "全部"), *((str(t.pk), t.name) for t in teams)]


class VolunteerForm(StyledForm, forms.Form):
    kind = forms.ChoiceField(label="是", choices=VolunteerKind.choices, widget=SegmentedRadio)
    skills = forms.CharField(
        label="能做什么", max_length=120, required=False, help_text="几项用顿号分开"
    )
    free = forms.MultipleChoiceField(
        label="一般什么时候有空",
        choices=HalfDay.choices,
        required=False,
        widget=PairedCheckboxes,
    )
    teams = forms.MultipleChoiceField(
        label="小队", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, teams, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(team.pk): team for team in teams}
        self.fields["teams"].choices = [(key, team.name) for key, team in self.known.items()]
        if not self.known:
            del self.fields["teams"]

    def clean_kind(self) -> VolunteerKind:
        return VolunteerKind(self.cleaned_data["kind"])

    def clean_free(self) -> list[HalfDay]:
        return [HalfDay(value) for value in self.cleaned_data["free"]]

    def clean_teams(self) -> list:
        return [self.known[key] for key in self.cleaned_data["teams"]]


class TeamForm(StyledForm, forms.Form):
    name = forms.CharField(label="小队名字", max_length=30)


class DeclineForm(StyledForm, forms.Form):
    sentence = forms.CharField(
        label="一句话说明",
        min_length=4,
        max_length=200,
        help_text="申请人凭申请码看得到",
    )
