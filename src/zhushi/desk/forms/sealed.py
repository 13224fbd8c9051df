"""Forms of sealed matters; nothing of them is kept on the device."""

from django import forms

from zhushi.ui.forms import StyledForm


class HandOverForm(StyledForm, forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    to = forms.CharField(label="移送的机关", max_length=60, help_text="例如：区纪委监委信访室。")
    receipt = forms.CharField(label="对方的收件编号", max_length=40, required=False)
