"""What every form of the public carries: a key that makes it once-only, and a trap for robots."""

import re
import secrets
from typing import Any

from django import forms

from zhushi.ui.forms import StyledForm

KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")


def new_key() -> str:
    return secrets.token_urlsafe(16)


class PublicForm(StyledForm, forms.Form):
    """A form without an account; ``website`` is hidden from people, so only robots fill it."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label="请空着这一栏",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_key(self) -> str:
        given = self.cleaned_data["key"]
        return given if KEY.fullmatch(given) else new_key()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("“请空着这一栏”里有字，请清空后再提交。")
        return ""
