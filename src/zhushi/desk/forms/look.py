"""A look at who the resident is, with the reason they will read."""

from django import forms

from zhushi.ui.forms import StyledForm
from zhushi.vault.choices import Field


class LookForm(StyledForm, forms.Form):
    fields_asked = forms.TypedMultipleChoiceField(
        label="看哪几项", coerce=Field, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="为什么要看",
        max_length=200,
        help_text="至少四个字。来访人能看到这句话，也能看到是谁、什么时候看的。",
    )

    def __init__(self, *args, fields: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_asked"].choices = fields

    def clean(self) -> dict:
        cleaned = super().clean()
        if "fields_asked" in cleaned:
            cleaned["fields"] = cleaned.pop("fields_asked")
        return cleaned
