"""Forms of research reports; they only clean input."""

from django import forms

from zhushi.activities.halves import Half
from zhushi.desk.report_sources import Offered
from zhushi.people.models import Person
from zhushi.research.actions.keep_picture import MOST_AT_ONCE
from zhushi.research.actions.keep_source import Source
from zhushi.research.actions.start_report import TITLE_LENGTH
from zhushi.research.models import PriorityArea, Theme
from zhushi.rooms.models import Workroom
from zhushi.ui.forms import FilesField, StyledForm, dress

MOST_WORDS = 200_000
PICTURE_EDGE = 2000
HOW = (
    "一行一段。行首写“一、”“（一）”“1.”的是各级标题，编号会自动理顺。"
    "表格每行一行，格与格之间用“｜”隔开，或者从表格软件里直接贴过来。"
    "图先在报告页上放好，它的一行“【图：…】说明”写在哪里，图就在哪里。"
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


class SourceForm(StyledForm, forms.Form):
    """What the findings rest on: one of what is offered, or a matter by its number."""

    what = forms.ChoiceField(label="活动记录或者数字", required=False)
    ref = forms.CharField(label="或者写事项编号", max_length=24, required=False)
    note = forms.CharField(
        label="说明了什么", max_length=200, required=False, help_text="如“五号院电梯停了三个月”"
    )

    def __init__(self, *args, offered: Offered, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["what"].choices = [("", "不选"), *offered.choices]

    @property
    def source(self) -> Source | None:
        return self.offered.chosen(self.cleaned_data["what"])


class ReportPicturesForm(StyledForm, forms.Form):
    pictures = FilesField(
        label="放图",
        at_most=MOST_AT_ONCE,
        shrunk_to=PICTURE_EDGE,
        help_text="先缩小再传，图里的位置和设备会去掉。放好以后，把图下面那一行抄到正文里它该在的地方。",
    )


class PriorityForm(StyledForm, forms.Form):
    name = forms.CharField(label="重点工作", max_length=40)
    since = forms.DateField(label="从哪天起", widget=forms.DateInput)


class ThemeForm(StyledForm, forms.Form):
    """A theme of a half-year; ``rooms``: None where it is the district's."""

    half = forms.ChoiceField(label="哪个半年")
    title = forms.CharField(label="主题", max_length=60)
    priority = forms.ModelChoiceField(
        label="围绕哪项重点工作", queryset=PriorityArea.objects.none(), empty_label="请选择"
    )
    why = forms.CharField(
        label="要弄清什么",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(
        self, *args, halves: list[Half], priorities, rooms: list[Workroom] | None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.halves = {str(half): half for half in halves}
        self.fields["half"].choices = [(key, half.label) for key, half in self.halves.items()]
        self.fields["priority"].queryset = priorities
        self.rooms = {room.code: room for room in rooms or ()}
        if rooms is not None:
            choices = [(code, room.name) for code, room in self.rooms.items()]
            self.fields["room"] = forms.ChoiceField(label="哪个工作室", choices=choices)
            dress(self.fields["room"])

    @property
    def theme(self) -> dict:
        given = {key: self.cleaned_data[key] for key in ("title", "priority", "why")}
        return {**given, "half": self.halves[self.cleaned_data["half"]]}

    @property
    def room(self) -> Workroom | None:
        return self.rooms.get(self.cleaned_data.get("room", ""))
