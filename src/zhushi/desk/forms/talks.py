"""How many talks a month and until when; when one took place; to which month one is put off."""

from datetime import date, timedelta
from typing import Any

from django import forms

from zhushi.core import clock
from zhushi.ui.forms import StyledForm

LONGEST = timedelta(days=6 * 366)


class RotaForm(StyledForm, forms.Form):
    a_month = forms.IntegerField(label="每月谈几人", min_value=1, max_value=200)
    until = forms.DateField(
        label="谈到哪个月为止", widget=forms.DateInput(), help_text="一般填本届届满的日子。"
    )

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until > clock.today() + LONGEST:
            raise forms.ValidationError("最多排六年，请看看年份。")
        return until


class HoldForm(StyledForm, forms.Form):
    on = forms.DateField(label="哪天谈的", widget=forms.DateInput())


class PostponeForm(StyledForm, forms.Form):
    """The month as the browser's field gives it, 2027-03, or as a day in it."""

    to = forms.CharField(label="推到几月", max_length=10)

    def clean_to(self) -> date:
        text = self.cleaned_data["to"]
        try:
            return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
        except ValueError:
            raise forms.ValidationError("月份请填成 2027-03 这样。") from None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].widget.input_type = "month"
