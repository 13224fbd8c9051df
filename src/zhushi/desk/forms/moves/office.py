"""Moves of those who hand out and check: dispatch, decide, press, confirm, send back."""

from datetime import datetime

from django import forms

from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.privacy import redact
from zhushi.core.prose_text import without_files
from zhushi.desk.forms.moves.base import MoveForm
from zhushi.desk.forms.moves.unit import ReplyForm
from zhushi.matters.actions.decide_hand_back import decide_hand_back
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import decide_extension
from zhushi.matters.actions.press import supervise, urge
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.charges import units_for
from zhushi.matters.choices import ClockStep, DispatchStatus
from zhushi.matters.models import Dispatch, Matter
from zhushi.matters.preview import clock_after
from zhushi.matters.routing import named_in
from zhushi.ui.forms import SegmentedRadio

HELPERS = 4
YES_NO = (("yes", "同意"), ("no", "不同意"))


class DispatchForm(MoveForm):
    """One lead and up to four co-handlers; the extract begins as a redacted copy of the words."""

    extra = "desk/matters/_dispatch.html"
    helpers = HELPERS
    drafts = ("extract",)

    extract = forms.CharField(
        label="转办摘要",
        widget=forms.Textarea,
        max_length=4000,
        help_text="单位只看到这一段，看不到原话和身份。已经先隐去了姓名、电话、门牌号，请再看一遍。",
    )
    lead = forms.TypedChoiceField(label="主办单位", empty_value=None)
    lead_task = forms.CharField(label="主办要办的事", max_length=200, required=False)
    enclosures = forms.TypedMultipleChoiceField(
        label="一起交去的附件",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不勾的，单位看不到。照片里有人脸、门牌的不要勾。",
    )
    due_days = forms.IntegerField(
        label="书面答复提前到几个工作日内",
        min_value=1,
        max_value=260,
        required=False,
        help_text="不填就按时限方案。",
    )

    def prepare(self) -> None:
        self.among = units_for(self.matter, on=self.today)
        self.units = [one.unit for one in self.among]
        by_pk = {str(unit.pk): unit for unit in self.units}
        choices = [(pk, unit.name) for pk, unit in by_pk.items()]
        self.fields["lead"].choices = [("", "请选择"), *choices]
        self.fields["lead"].coerce = by_pk.__getitem__
        for number in range(1, self.helpers + 1):
            self.fields[f"helper_{number}"] = forms.TypedChoiceField(
                label=f"协办单位 {number}",
                choices=[("", "没有"), *choices],
                coerce=by_pk.__getitem__,
                empty_value=None,
                required=False,
            )
            self.fields[f"task_{number}"] = forms.CharField(
                label="要办的事", max_length=200, required=False
            )
        files = []
        if getattr(self.matter, "has_enclosures", True):
            files = list(self.matter.enclosures.select_related("attachment"))
        if files:
            self.fields["enclosures"].choices = [(f.pk, f.attachment.name) for f in files]
            self.initial["enclosures"] = [f.pk for f in files if f.is_for_units]
        else:
            del self.fields["enclosures"]
        self.named = named_in(self.matter.content, self.units)
        if self.named:
            self.fields["is_checked"] = forms.BooleanField(
                label="我看过原话：要交的单位不是被反映的单位", required=False
            )
        self.initial["extract"] = self.matter.extract or redact(without_files(self.matter.content))

    @property
    def reply_clock(self):
        """The due day the written answer would get, with its sentence."""
        verb = "forward" if self.matter.is_of_delegates else "dispatch"
        return clock_after(self.matter, verb, ClockStep.REPLY, on=self.today)

    @property
    def helper_rows(self):
        return [
            (self[f"helper_{number}"], self[f"task_{number}"])
            for number in range(1, self.helpers + 1)
        ]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        drawn = ("helper_", "task_")
        return [field for field in self.visible_fields() if not field.name.startswith(drawn)]

    @property
    def has_helpers(self) -> bool:
        return any(unit.value() for unit, _ in self.helper_rows)

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen = {
            cleaned.get("lead"),
            *(cleaned.get(f"helper_{n}") for n in range(1, self.helpers + 1)),
        }
        concerned = [unit.name for unit in self.named if unit in chosen]
        if concerned and not cleaned.get("is_checked"):
            self.add_error(
                "is_checked",
                f"原话里提到了{'、'.join(concerned)}。被反映的正是它的，请改交别的单位，"
                "或先登记回避、转密封通道；不是的，请勾选这一项。",
            )
        return cleaned

    def carry_out(self, *, by, at: datetime) -> Matter:
        said = self.cleaned_data
        helpers = [
            Charge(unit, said[f"task_{number}"])
            for number in range(1, self.helpers + 1)
            if (unit := said[f"helper_{number}"])
        ]
        return dispatch(
            self.matter,
            lead=Charge(said["lead"], said["lead_task"]),
            helpers=helpers,
            extract=said["extract"],
            due_days=said["due_days"],
            enclosures=said.get("enclosures"),
            among=self.among if self.matter.is_fresh else None,
            seen=said["seen"],
            by=by,
            at=at,
        )


class DecideForm(MoveForm):
    """Grant or refuse what a unit asked for; ``waits`` finds the part that asks."""

    is_granted = forms.TypedChoiceField(
        label="决定", choices=YES_NO, coerce=lambda value: value == "yes", widget=SegmentedRadio
    )
    note = forms.CharField(
        label="说明",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
        help_text="不同意要写明理由。",
    )

    @property
    def asked(self) -> Dispatch | None:
        return next((d for d in self.dispatches if d.ended_at is None and self.waits(d)), None)

    def target(self) -> Dispatch:
        if self.asked is None:
            raise Refused("没有等待裁定的申请，可能别人已经裁定了。")
        return self.asked


class DecideHandBackForm(DecideForm):
    action = staticmethod(decide_hand_back)
    hint = "同意的，重新交办，下一个单位不能再退；不同意的，仍由原单位办。"
    extra = "desk/matters/_hand_back.html"

    def waits(self, part: Dispatch) -> bool:
        return part.status == DispatchStatus.RETURNED and hasattr(part, "hand_back")


class DecideExtensionForm(DecideForm):
    action = staticmethod(decide_extension)
    hint = "同意的，理由和新的日期来访人都能看到。"
    extra = "desk/matters/_extension.html"

    def waits(self, part: Dispatch) -> bool:
        return hasattr(part, "extension") and part.extension.decided_at is None


class UrgeForm(MoveForm):
    action = staticmethod(urge)
    hint = "通知会发给承办单位的经办人，记入办理经过。"

    note = forms.CharField(
        label="要说的话", widget=forms.Textarea(attrs={"rows": 3}), max_length=300, required=False
    )


class SuperviseForm(UrgeForm):
    action = staticmethod(supervise)
    hint = "督办比催办重：记入办理经过，报告时列出。"


class EnterReplyForm(ReplyForm):
    """A paper answer of a unit that does not log in, entered by the room, with its scan."""

    hint = "照纸面抄录，扫描件一起存。答复仍然要党联办核对。"

    def target(self) -> Dispatch:
        lead = next((d for d in self.dispatches if d.is_lead and d.ended_at is None), None)
        if lead is None:
            raise Refused("这件事没有正在办理的主办单位。")
        return lead

    def carry_out(self, *, by, at: datetime) -> Matter:
        said = dict(self.cleaned_data)
        with stored(said.pop("scan"), district_id=self.matter.district_id, at=at) as kept:
            scan = kept[0] if kept else None
            return reply(self.target(), **said, scan=scan, is_paper=True, by=by, at=at)


class ConfirmForm(MoveForm):
    action = staticmethod(confirm)
    hint = "核对：问的每一点都答了吗？看得懂吗？有没有写出来访人的身份？"
    extra = "desk/matters/_standing_reply.html"

    @property
    def standing(self):
        """The answer that waits to be checked."""
        waiting = self.matter.replies.filter(sent_back_at=None, confirmed_at=None)
        return waiting.select_related("unit", "commitment").order_by("-pk").first()


class SendBackForm(ConfirmForm):
    action = staticmethod(send_back)
    hint = "退回去补写，答复的日期不变。"

    reason = forms.CharField(
        label="要补什么", widget=forms.Textarea(attrs={"rows": 3}), max_length=300
    )
