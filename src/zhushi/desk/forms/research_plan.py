"""Forms of a theme's plan; short, for a phone."""

from django import forms

from zhushi.matters.models import Topic
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


class TopicsForm(StyledForm, forms.Form):
    """The topics whose matters tell of a theme."""

    topics = forms.MultipleChoiceField(
        label="哪些类别的事项和主题有关",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="第一级的类别包括它下面的。",
    )

    def __init__(self, *args, district: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        found = Topic.objects.filter(district=district, is_active=True).select_related("parent")
        self.known = {str(topic.pk): topic for topic in sorted(found, key=in_their_order)}
        self.fields["topics"].choices = [
            (key, f"{topic.parent.name} · {topic.name}" if topic.parent else topic.name)
            for key, topic in self.known.items()
        ]

    @property
    def chosen(self) -> list[Topic]:
        return [self.known[key] for key in self.cleaned_data["topics"]]


def in_their_order(topic: Topic) -> tuple:
    """Sorts topics so that each stands behind the one above it."""
    top = topic.parent or topic
    return top.position, top.pk, topic.parent_id is not None, topic.position, topic.pk
