"""Dress for forms: a mixin gives every widget its class and type; a field takes several files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
FIRST_YEAR, LAST_YEAR = 1900, 2100


class SegmentedRadio(forms.RadioSelect):
    """Two to five short answers side by side; nothing is chosen beforehand."""

    segments = True


class PairedCheckboxes(forms.CheckboxSelectMultiple):
    """Boxes two by two, such as the mornings and afternoons of a week."""

    pairs = True


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to `at_most` files of `megabytes` each, as a list; contents are checked elsewhere.

    shrunk_to: only pictures are meant, and the browser makes the longer side so many pixels.
    """

    widget = SeveralFiles
    default_error_messages = {
        "too_many": _("最多 %(at_most)d 个文件，您选了 %(chosen)d 个。请去掉几个再交。"),
        "too_big": _("“%(name)s”超过 %(megabytes)d MB，请换一个小一点的。"),
    }

    def __init__(
        self, *, at_most: int = 5, megabytes: int = 10, shrunk_to: int = 0, **kwargs: Any
    ) -> None:
        self.at_most, self.megabytes, self.shrunk_to = at_most, megabytes, shrunk_to
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        found = {"data-files": self.at_most, "data-megabytes": self.megabytes}
        if self.shrunk_to:
            found |= {
                "data-shrink": self.shrunk_to,
                "accept": "image/*",
                "data-word": "拍照或选照片",
            }
        return found

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [f for f in (data if isinstance(data, list | tuple) else [data]) if f]
        if len(given) > self.at_most:
            raise forms.ValidationError(
                self.error_messages["too_many"],
                "too_many",
                {"at_most": self.at_most, "chosen": len(given)},
            )
        for file in given:
            if file.size > self.megabytes * MEGABYTE:
                raise forms.ValidationError(
                    self.error_messages["too_big"],
                    "too_big",
                    {"name": file.name, "megabytes": self.megabytes},
                )
        if not given:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(file, initial) for file in given]


class StyledForm:
    """Mixin before `forms.Form` or `forms.ModelForm`.

    `drafts = ("text",)` names text areas whose words the browser keeps until they are sent.
    Never name a field of a sealed form there.
    """

    drafts: tuple[str, ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field)
            if name in self.drafts:
                field.widget.attrs["data-draft"] = name


def dress(field: forms.Field) -> None:
    """Give one field plain words for what is missing, its widget classes and a native type."""
    widget = field.widget
    _speak_plainly(field)
    if isinstance(field, forms.DateField) and sane_day not in field.validators:
        field.validators.append(sane_day)
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        if isinstance(widget, forms.RadioSelect) and isinstance(field, forms.ChoiceField):
            _drop_blank(field)
        return
    if isinstance(widget, forms.Select):
        _add(widget, "form-select")
        return
    if widget.is_hidden:
        return
    _add(widget, "form-control")
    if isinstance(widget, forms.Textarea):
        if widget.attrs.get("rows") in (None, "10", 10):
            widget.attrs["rows"] = 5
        widget.attrs.pop("cols", None)
    elif isinstance(widget, forms.DateTimeInput):
        _native(widget, "datetime-local", "%Y-%m-%dT%H:%M")
    elif isinstance(widget, forms.DateInput):
        _native(widget, "date", "%Y-%m-%d")
    elif isinstance(widget, forms.TimeInput):
        _native(widget, "time", "%H:%M")


def sane_day(on: date) -> None:
    """Refuse a year that is a slip of the finger, and from which no clock can count on."""
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise forms.ValidationError(f"日期要在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，请核对。")


def _speak_plainly(field: forms.Field) -> None:
    """Our words in place of Django's stock ones; what a form says for itself stays."""
    stock = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") == stock:
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        field.error_messages["required"] = _("请选一项。") if chosen else _("这一项要填。")
    stock = forms.ChoiceField.default_error_messages["invalid_choice"]
    if field.error_messages.get("invalid_choice") == stock:
        field.error_messages["invalid_choice"] = _("请从给出的选项里选。")


def _native(
    widget: forms.DateTimeInput | forms.DateInput | forms.TimeInput, kind: str, form: str
) -> None:
    widget.input_type, widget.format = kind, form


def _add(widget: forms.Widget, name: str) -> None:
    given = widget.attrs.get("class", "").split()
    if name not in given:
        widget.attrs["class"] = " ".join([*given, name])


def _drop_blank(field: forms.ChoiceField) -> None:
    """An empty radio button says nothing: no answer is no answer."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = None
        return
    given = list(field.choices)  # type: ignore[arg-type]  # the stubs allow more than a field keeps
    field.choices = [choice for choice in given if choice[0] not in ("", None)]
