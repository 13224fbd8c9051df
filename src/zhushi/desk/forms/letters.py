"""Forms of official documents; they only clean input."""

from django import forms

from zhushi.papers.gbt9704.letter import LONGEST_TITLE
from zhushi.papers.letters.kinds import SPECS
from zhushi.ui.forms import StyledForm

HOW = (
    "一行一段。行首写“一、”“（一）”“1.”的是各级标题；表格每行一行，格与格之间用“｜”隔开。"
    "不写群众的姓名、电话、住址。"
)


class LetterForm(StyledForm, forms.Form):
    """The words of a letter; everything the record knows is filled in beforehand."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    to = forms.CharField(
        label="主送", max_length=200, required=False, help_text="几个机关之间用顿号。"
    )
    present = forms.CharField(
        label="出席、请假、列席",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text="每类一行，例如 出席：甲、乙",
    )
    body = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"rows": 16}), max_length=50_000, help_text=HOW
    )
    appendix_title = forms.CharField(label="附件名称", max_length=LONGEST_TITLE, required=False)
    appendix = forms.CharField(
        label="附件正文",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=200_000,
        required=False,
        help_text="没有附件就空着。",
    )
    copies = forms.CharField(
        label="抄送", max_length=200, required=False, help_text="几个机关之间用逗号。"
    )

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if kind in ("MINUTES", "RECEPTION"):
            del self.fields["to"]
        if kind != "MINUTES":
            del self.fields["present"]


class IssueForm(StyledForm, forms.Form):
    on = forms.DateField(label="成文日期", widget=forms.DateInput)


class ScanForm(StyledForm, forms.Form):
    file = forms.FileField(label="签章件", help_text="盖章后扫描的 PDF 或照片，只能传一次。")


class VoidForm(StyledForm, forms.Form):
    reason = forms.CharField(label="为什么作废", max_length=120)


class WordingForm(StyledForm, forms.Form):
    """The wording of one kind."""

    title = forms.CharField(label="标题", max_length=120)
    body = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 14}), max_length=4000)

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = "　".join(f"{{{name}}}" for name in SPECS[kind].names)
        self.fields["body"].help_text = f"可以用：{names}。没有内容的那一行会自动去掉。"


class HeadForm(StyledForm, forms.Form):
    issuer = forms.CharField(
        label="发文机关标志", max_length=30, help_text="红头上的名称，全称或规范化简称。"
    )
    mark = forms.CharField(
        label="机关代字", max_length=12, help_text="例如 雁党联办函；年份和序号由系统编，不重不漏。"
    )
    printed_by = forms.CharField(
        label="印发机关", max_length=30, required=False, help_text="写在最后一页，信函不写。"
    )
