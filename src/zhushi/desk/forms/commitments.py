"""How a promise ended."""

from django import forms

from zhushi.ui.forms import SegmentedRadio, StyledForm


class SettleForm(StyledForm, forms.Form):
    is_kept = forms.TypedChoiceField(
        label="兑现了吗",
        choices=(("yes", "兑现了"), ("no", "没有兑现")),
        coerce=lambda value: value == "yes",
        widget=SegmentedRadio,
    )
    result = forms.CharField(
        label="兑现情况",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        help_text="来访人能看到这段话。",
    )
    postponed_to = forms.DateField(
        label="推迟到哪天",
        widget=forms.DateInput,
        required=False,
        help_text="没有兑现、但又定了新日期的才填，到那天再问。",
    )
