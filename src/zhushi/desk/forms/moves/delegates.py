"""Moves of what delegates hand in: check, send back, approve, forward, evaluate, settle."""

from datetime import datetime

from django import forms

from zhushi.core.errors import Refused
from zhushi.desk.forms.moves.base import MoveForm
from zhushi.desk.forms.moves.office import YES_NO, DispatchForm
from zhushi.matters.actions.approve import approve
from zhushi.matters.actions.check import check, turn_down
from zhushi.matters.actions.evaluate import evaluate
from zhushi.matters.actions.propose import TITLE_LENGTH
from zhushi.matters.actions.revise import revise
from zhushi.matters.actions.settle import settle
from zhushi.matters.choices import Adoption, Satisfaction
from zhushi.matters.models import Matter
from zhushi.ui.forms import SegmentedRadio

MOST_WORDS = 200_000
OPENING = "现将{kind}“{title}”批转你单位。请研究办理，在规定时限内书面答复。"


def _marks(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=Satisfaction.choices, coerce=Satisfaction, widget=SegmentedRadio
    )


class CheckForm(MoveForm):
    action = staticmethod(check)
    hint = "核对格式、事实和署名。通过以后，按审批步骤逐级送审，您不能再审批这一份。"

    is_hard = forms.BooleanField(
        label="难办，答复时限从长", required=False, help_text="调研报告由三个月变成六个月。"
    )


class TurnDownForm(MoveForm):
    action = staticmethod(turn_down)
    hint = "署名的代表会收到通知，改好再交，编号不变。"

    reason = forms.CharField(
        label="要改什么", widget=forms.Textarea(attrs={"rows": 3}), max_length=300
    )


class ReviseForm(MoveForm):
    action = staticmethod(revise)
    hint = "照退回的意见改好，再交党联办核对。"
    drafts = ("content",)

    title = forms.CharField(label="题目", max_length=TITLE_LENGTH)
    content = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"rows": 16}), max_length=MOST_WORDS
    )

    def prepare(self) -> None:
        self.initial |= {"title": self.matter.title, "content": self.matter.content}

    def carry_out(self, *, by, at: datetime) -> Matter:
        if hasattr(self.matter, "report"):
            raise Refused("请打开这份调研报告，改好再交。")
        return super().carry_out(by=by, at=at)


class ApproveForm(MoveForm):
    action = staticmethod(approve)
    hint = "同意的，送下一步；最后一步同意，由党联办批转。不同意的，退回党联办。"

    is_agreed = forms.TypedChoiceField(
        label="决定", choices=YES_NO, coerce=lambda value: value == "yes", widget=SegmentedRadio
    )
    note = forms.CharField(
        label="批示",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
        help_text="不同意要写明理由。",
    )


class ForwardForm(DispatchForm):
    """One lead and up to twelve others; they read the paper itself and these words."""

    helpers = 12

    def prepare(self) -> None:
        super().prepare()
        self.named = []  # a paper names units as those who should act, not as accused
        self.fields.pop("is_checked", None)
        self.fields["extract"].label = "批转意见"
        self.fields["extract"].help_text = "单位看到全文和这一段。"
        kind = self.matter.get_kind_display()
        opening = OPENING.format(kind=kind, title=self.matter.title)
        self.initial["extract"] = self.matter.extract or opening


class EvaluateForm(MoveForm):
    action = staticmethod(evaluate)
    hint = "态度和结果分开评。不满意的，可以退回重办一次。"

    attitude = _marks("对办理态度")
    result = _marks("对办理结果")
    comment = forms.CharField(
        label="还想说什么", widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )


class SettleForm(MoveForm):
    action = staticmethod(settle)
    hint = "看答复和代表的评价，定是否采纳。定了就办结。"

    adoption = forms.TypedChoiceField(
        label="是否采纳", choices=Adoption.choices, coerce=Adoption, widget=SegmentedRadio
    )
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
        help_text="没有全部采纳的，要写明理由。",
    )
