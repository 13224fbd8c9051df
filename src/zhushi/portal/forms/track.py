"""Follow a matter with its receipt."""

import re
import unicodedata

from django import forms

from zhushi.matters.choices import Satisfaction
from zhushi.ui.fields import Words
from zhushi.ui.forms import SegmentedRadio, StyledForm

NOT_DIGITS = re.compile(r"\D+")


class CodeForm(StyledForm, forms.Form):
    """The code alone shows where a matter stands."""

    code = Words(
        label="回执码",
        help_text="回执单上的 12 位和末位校验。空格、大小写都不要紧。",
        limit=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "例如 K7QM 4XRH P9TW 3",
            }
        ),
        error_messages={"required": "请输入回执码。"},
    )


class SecretForm(StyledForm, forms.Form):
    """The second secret opens the content."""

    secret = Words(
        label="电话后四位，或回执上的六位口令",
        help_text="交意见时留了电话的，填电话后四位；没留的，填回执上的口令。",
        limit=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": "请填电话后四位或口令。"},
    )

    def clean_secret(self) -> str:
        """The digits alone: people type blanks between them, as the receipt shows them."""
        return NOT_DIGITS.sub("", unicodedata.normalize("NFKC", self.cleaned_data["secret"]))


class FindBookingForm(CodeForm, SecretForm):
    """A booking is found by both secrets at once."""

    code = Words(
        label="预约码",
        help_text="预约成功时给您的那一串。",
        limit=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请输入预约码。"},
    )
    field_order = ("code", "secret")


class RateForm(StyledForm, forms.Form):
    """Attitude and result apart; nothing is chosen beforehand."""

    attitude = forms.ChoiceField(
        label="办理的态度", choices=Satisfaction.choices, widget=SegmentedRadio
    )
    result = forms.ChoiceField(
        label="办理的结果", choices=Satisfaction.choices, widget=SegmentedRadio
    )
    comment = Words(
        label="想补充什么", limit=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AddForm(StyledForm, forms.Form):
    """An answer to the room's question, or more on the matter."""

    text = Words(
        label="要补充的情况",
        limit=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写要补充的内容。"},
    )
