"""A proof of service is looked up by its number and its code."""

from django import forms

from zhushi.ui.fields import Words
from zhushi.ui.forms import StyledForm

PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class ProofForm(StyledForm, forms.Form):
    number = Words(
        label="证明编号",
        help_text="FW 开头的那一串。",
        limit=30,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": "请输入证明编号。"},
    )
    code = Words(
        label="核对码",
        help_text="印在二维码旁边。",
        limit=60,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": "请输入核对码。"},
    )
