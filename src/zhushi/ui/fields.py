"""Fields that say in plain words what is wrong and lose nothing that was typed."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SPACES = re.compile(r"[\s\-‐-―－()（）.]+")


class Words(forms.CharField):
    """Text from a stranger: line ends as one sign, nothing invisible that a database refuses."""

    default_error_messages = {
        "unreadable": _("文字里有看不见的坏字符，请删掉重写一遍。"),
        "too_long": _("最多 %(limit)d 字，您写了 %(length)d 字。请删去一些，或把材料作为附件。"),
    }

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit
        self.validators = []
        self.widget.attrs["maxlength"] = str(limit)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if "\0" in value or any(unicodedata.category(sign) == "Cs" for sign in value):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        if len(value) > self.limit:
            raise forms.ValidationError(
                self.error_messages["too_long"],
                "too_long",
                {"limit": self.limit, "length": len(value)},
            )


class PhoneField(Words):
    """A telephone number as people write it; cleans to its digits."""

    default_error_messages = {"no_phone": _("电话好像不对，请核对。手机 11 位，固话带区号。")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}))
        kwargs["widget"].attrs["autocomplete"] = "tel"
        super().__init__(limit=30, **kwargs)

    def clean(self, value: Any) -> str:
        text = SPACES.sub("", unicodedata.normalize("NFKC", super().clean(value)))
        if text and not re.fullmatch(r"\+?[0-9]{7,15}", text):
            raise forms.ValidationError(self.error_messages["no_phone"], "no_phone")
        return text
