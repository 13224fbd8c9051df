"""Seats: which congress, from when to when."""

from django import forms

from zhushi.people.choices import MandateLevel
from zhushi.ui.forms import StyledForm


class TermForm(StyledForm, forms.Form):
    electing_unit = forms.CharField(label="选举单位", max_length=100, required=False)
    congress_no = forms.CharField(
        label="第几次党代会", max_length=20, required=False, help_text="如 十四"
    )
    starts_on = forms.DateField(label="任期从", widget=forms.DateInput)
    ends_on = forms.DateField(
        label="到", required=False, widget=forms.DateInput, help_text="不知道就不填"
    )


class CongressForm(StyledForm, forms.Form):
    """One last day for everybody of a congress."""

    level = forms.ChoiceField(choices=MandateLevel.choices, widget=forms.HiddenInput)
    congress_no = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    ends_on = forms.DateField(label="哪天届满", widget=forms.DateInput)

    def clean_level(self) -> MandateLevel:
        return MandateLevel(self.cleaned_data["level"])
