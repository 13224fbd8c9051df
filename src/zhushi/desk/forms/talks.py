"""How many talks a month and until when; when one took place; to which month one is put off."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

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


class InviteForm(StyledForm, forms.Form):
    """When and where."""

    on = forms.DateField(label="哪天", widget=forms.DateInput())
    starts_at = forms.TimeField(label="几点", widget=forms.TimeInput())
    place = forms.CharField(label="地点", max_length=80)


class RecordForm(StyledForm, forms.Form):
    """What was said; ``seen``: the version that was open when it was written anew."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label="谈话记录",
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text="加密保存，只有党联办能看，每看一次都留痕。",
    )


class OpinionForm(StyledForm, forms.Form):
    """The words for a matter, written for it and not copied."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    content = forms.CharField(
        label="要办的事",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="重新写要办的事，不带是谁谈的。事项里不提个别谈话。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", str(uuid4()))
        super().__init__(*args, **kwargs)


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
