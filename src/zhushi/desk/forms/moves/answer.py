"""Moves towards the resident: tell, call back, ask, add, rate, redo, close, archive, note."""

from datetime import datetime

from django import forms

from zhushi.desk.forms.moves.base import MoveForm
from zhushi.matters.actions.archive import archive
from zhushi.matters.actions.ask import MAX_ADDITION, add, ask
from zhushi.matters.actions.close import close
from zhushi.matters.actions.escalate import escalate
from zhushi.matters.actions.note import note
from zhushi.matters.actions.rate import rate
from zhushi.matters.actions.redo import redo
from zhushi.matters.actions.tell import call_back, tell
from zhushi.matters.choices import Satisfaction
from zhushi.matters.models import Matter
from zhushi.ui.forms import SegmentedRadio

WAYS = (("电话", "电话"), ("当面", "当面"), ("书面", "书面"), ("回执码", "本人凭回执自己看"))
REACHED = (("yes", "联系上了"), ("no", "没有联系上"))


class Noted(MoveForm):
    """A move with one free sentence."""

    note = forms.CharField(
        label="说明", widget=forms.Textarea(attrs={"rows": 3}), max_length=300, required=False
    )


def reached_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="联系上了吗",
        choices=REACHED,
        coerce=lambda value: value == "yes",
        widget=SegmentedRadio,
    )


class TellForm(Noted):
    action = staticmethod(tell)
    hint = "把答复念给本人听，或者交给本人。没有联系上也记一笔，状态不变。"

    how = forms.ChoiceField(label="怎么告知的", choices=WAYS, widget=SegmentedRadio)
    is_reached = reached_field()
    field_order = ("how", "is_reached", "note")


class CallBackForm(Noted):
    action = staticmethod(call_back)
    hint = "问问结果落实了没有。"

    is_reached = reached_field()
    field_order = ("is_reached", "note")


class RateForm(MoveForm):
    action = staticmethod(rate)
    hint = "照本人的原话记：态度和结果分开问，不要替本人选。"

    attitude = forms.TypedChoiceField(
        label="对办理态度", choices=Satisfaction.choices, coerce=Satisfaction, widget=SegmentedRadio
    )
    result = forms.TypedChoiceField(
        label="对办理结果", choices=Satisfaction.choices, coerce=Satisfaction, widget=SegmentedRadio
    )
    comment = forms.CharField(
        label="本人还说了什么",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class RedoForm(Noted):
    action = staticmethod(redo)
    hint = "只能重办一次，由原主办单位在重办时限内再答复。"


class EscalateForm(Noted):
    action = staticmethod(escalate)
    hint = "重办后仍不满意的，请有关单位开会协调。"

    note = forms.CharField(
        label="要协调的问题", widget=forms.Textarea(attrs={"rows": 3}), max_length=300
    )


class CloseForm(Noted):
    action = staticmethod(close)
    hint = "办结以后，来访人仍能凭回执查看，也能要求回访。"


class ArchiveForm(MoveForm):
    action = staticmethod(archive)
    hint = "归档以后，这件事不再变动。"


class NoteForm(MoveForm):
    action = staticmethod(note)
    drafts = ("text",)

    text = forms.CharField(label="记什么", widget=forms.Textarea, max_length=2000)
    is_public = forms.BooleanField(
        label="作为进展给来访人看", required=False, help_text="不勾只有工作人员看到。"
    )


class AskForm(MoveForm):
    action = staticmethod(ask)
    hint = "来访人凭回执看到问题并回答。等回答的时候，答复时限暂停，最多十个工作日。"

    text = forms.CharField(
        label="想问什么", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class AddForm(MoveForm):
    """What the resident added at the desk or on the telephone; there is no older version of it."""

    hint = "来访人当面或打电话补充的，照原话记。正在等回答的问题也算答了。"
    drafts = ("text",)

    text = forms.CharField(label="补充的情况", widget=forms.Textarea, max_length=MAX_ADDITION)

    def carry_out(self, *, by, at: datetime) -> Matter:
        return add(self.matter, text=self.cleaned_data["text"], by=by, at=at)
