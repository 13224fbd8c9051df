"""Forms of research reports; they only clean input."""

from django import forms

from zhushi.people.models import Person
from zhushi.research.actions.start_report import TITLE_LENGTH
from zhushi.research.models import Theme
from zhushi.ui.forms import StyledForm

MOST_WORDS = 200_000
HOW = (
    "一行一段。行首写“一、”“（一）”“1.”的是各级标题，编号会自动理顺。"
    "表格每行一行，格与格之间用“｜”隔开，或者从表格软件里直接贴过来。"
)


class StartReportForm(StyledForm, forms.Form):
    """What it is about and who signs."""

    title = forms.CharField(label="题目", max_length=TITLE_LENGTH)
    theme = forms.ModelChoiceField(
        label="属于哪个主题",
        queryset=Theme.objects.none(),
        required=False,
        empty_label="自选题目",
    )
    authors = forms.MultipleChoiceField(
        label="署名的代表",
        widget=forms.CheckboxSelectMultiple,
        help_text="都能写、能改；排在第一位的牵头。",
    )

    def __init__(self, *args, themes, people: list[Person], first: Person | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = [person for person in people if person == first]
        self.people = {p.ref: p for p in [*own, *(p for p in people if p != first)]}
        self.fields["theme"].queryset = themes
        self.fields["authors"].choices = [(ref, p.name) for ref, p in self.people.items()]
        if own:
            self.initial["authors"] = [own[0].ref]

    @property
    def started(self) -> dict:
        chosen = [self.people[ref] for ref in self.people if ref in self.cleaned_data["authors"]]
        return {**self.cleaned_data, "authors": chosen}


class WriteReportForm(StyledForm, forms.Form):
    """The whole report as text; ``seen``: the version it began with."""

    title = forms.CharField(label="题目", max_length=TITLE_LENGTH)
    text = forms.CharField(
        label="正文",
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=MOST_WORDS,
        required=False,
        help_text=HOW,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
