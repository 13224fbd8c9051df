"""Forms of a theme's plan; short, for a phone."""

from django import forms

from zhushi.research.models import Theme
from zhushi.ui.forms import StyledForm


class QuestionsForm(StyledForm, forms.Form):
    """All questions of a theme, one a line."""

    drafts = ("questions",)

    questions = forms.CharField(
        label="要弄清哪些问题",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一个问题。",
    )

    @property
    def lines(self) -> list[str]:
        return self.cleaned_data["questions"].splitlines()


class PlanItemForm(StyledForm, forms.Form):
    on = forms.DateField(label="哪天", widget=forms.DateInput)
    place = forms.CharField(label="去哪里", max_length=80, required=False)
    what = forms.CharField(label="做什么", max_length=60, help_text="如“看三个小区的电梯”")


class ThemeGuestForm(StyledForm, forms.Form):
    name = forms.CharField(label="姓名", max_length=20)
    body = forms.CharField(
        label="单位或身份", max_length=60, help_text="如“区人大代表”“区政协委员”"
    )


class ThemeOfForm(StyledForm, forms.Form):
    """Which theme an activity looks into."""

    theme = forms.ModelChoiceField(
        label="属于哪个主题",
        queryset=Theme.objects.none(),
        required=False,
        empty_label="不属于哪个主题",
    )

    def __init__(self, *args, themes, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes
