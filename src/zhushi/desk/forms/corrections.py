"""What is wrong in the own file, and the office's answer."""

from django import forms

from zhushi.desk.forms.people import PersonForm
from zhushi.people.choices import CorrectionField
from zhushi.ui.forms import StyledForm


class CorrectionForm(StyledForm, forms.Form):
    field = forms.ChoiceField(label="哪一项不对", choices=[("", "请选"), *CorrectionField.choices])
    said = forms.CharField(
        label="正确的是什么",
        max_length=200,
        help_text="写正确的内容就行，加密存放，只有党联办看得到",
    )

    def clean_field(self) -> CorrectionField:
        return CorrectionField(self.cleaned_data["field"])


class ValueForm(PersonForm):
    """One column of a person, cleaned as in the form of the whole."""

    def __init__(self, *args, column: str, said: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {column}:
            del self.fields[name]
        self.column = column
        self.fields[column].required = True
        if column == "sex":
            said = next((key for key, label in self.fields["sex"].choices if label == said), "")
        self.initial[column] = said

    @property
    def value(self) -> str:
        return self.cleaned_data[self.column]


class AnswerForm(StyledForm, forms.Form):
    sentence = forms.CharField(
        label="为什么不改", min_length=4, max_length=200, help_text="本人看得到"
    )
