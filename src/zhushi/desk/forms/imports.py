"""Tables on their way in: the files, which column is which, what to take."""

from django import forms

from zhushi.exchange.imports.delegates import COLUMNS
from zhushi.exchange.imports.draft import Heading
from zhushi.ui.forms import StyledForm

TABLES = ".xlsx,.csv"


class TableFile(forms.FileField):
    widget = forms.FileInput(attrs={"accept": TABLES})

    def __init__(self, **kwargs) -> None:
        super().__init__(allow_empty_file=True, **kwargs)


class RosterFileForm(StyledForm, forms.Form):
    file = TableFile(label="名册文件", help_text="Excel（.xlsx）或 CSV，不超过 10 MB")


class DivisionFilesForm(StyledForm, forms.Form):
    streets = TableFile(label="街道表", help_text="要有两列：9 位街道代码、街道名称。.csv 或 .xlsx")
    communities = TableFile(
        label="社区（村）表", help_text="要有两列：12 位社区代码、社区名称。.csv 或 .xlsx"
    )


class PlaceForm(StyledForm, forms.Form):
    """On which sheet and line the headings stand."""

    sheet = forms.ChoiceField(label="工作表", required=False)
    line = forms.IntegerField(label="表头在第几行", required=False, min_value=1, max_value=5000)

    def __init__(self, *args, sheets: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name or "（唯一的表）") for name in sheets]


class MatchForm(StyledForm, forms.Form):
    """Each of our columns ↔ a column of the sheet; ``-`` means that the sheet has none."""

    def __init__(self, *args, headings: list[Heading], places: dict[str, int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "（表里没有）"), *((str(one.index), one.label) for one in headings)]
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=column.label,
                choices=choices,
                required=column.required,
                initial=str(places.get(column.key, "")),
                widget=forms.Select(attrs={"class": "form-select w-100"}),
                error_messages={"required": "这一项必须有，请选一列。"},
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        taken: dict[str, str] = {}
        for column in COLUMNS:
            if not (index := cleaned.get(column.key)):
                continue
            if index in taken:
                self.add_error(column.key, f"这一列已经对应“{taken[index]}”，请另选。")
            taken.setdefault(index, column.label)
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        return {key: int(index) for key, index in self.cleaned_data.items() if index}


class ApplyForm(StyledForm, forms.Form):
    """What to take of a roster with bad cells, and since when new seats count."""

    take = forms.ChoiceField(
        label="导入哪些",
        choices=[("all", "有错就都不导入，改好文件再来"), ("good", "只导入没有错误的行")],
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label="新任代表的任期自", widget=forms.DateInput, help_text="已登记的代表不改"
    )

    def __init__(self, *args, has_errors: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_errors:
            del self.fields["take"]


class PastFileForm(StyledForm, forms.Form):
    file = TableFile(
        label="历史事项文件",
        help_text="CSV 或 .xlsx，不超过 20 MB；要有编号、时间、内容、答复、答复时间几列",
    )


class PastApplyForm(ApplyForm):
    """Which room keeps the matters of earlier years."""

    room = forms.ModelChoiceField(label="放在哪个工作室", queryset=None, empty_label="请选")
    field_order = ("room", "take")

    def __init__(self, *args, rooms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["since"]
        self.fields["room"].queryset = rooms
