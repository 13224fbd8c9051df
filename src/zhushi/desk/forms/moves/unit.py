"""Moves of a handling unit, each on its own part of the matter."""

from datetime import datetime

from django import forms

from zhushi.core.attachments import stored
from zhushi.desk.forms.moves.base import OwnPartForm
from zhushi.matters.actions.contact import contact
from zhushi.matters.actions.extend import ask_extension
from zhushi.matters.actions.hand_back import hand_back
from zhushi.matters.actions.opine import opine
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import ReplyClass
from zhushi.matters.limits import EXTENSION_WORKDAYS
from zhushi.matters.models import Matter
from zhushi.rooms.models import Unit
from zhushi.ui.forms import FilesField


class SignInForm(OwnPartForm):
    action = staticmethod(sign_in)
    hint = "签收以后，您就是本单位的经办人。"


class HandBackForm(OwnPartForm):
    action = staticmethod(hand_back)
    hint = "只能退一次，由党联办裁定。裁定前这件事仍在本单位。"
    drafts = ("reason",)

    reason = forms.CharField(
        label="为什么不属于本单位职责", widget=forms.Textarea(attrs={"rows": 4}), max_length=300
    )
    proposed_unit = forms.ModelChoiceField(
        label="建议由哪个单位办", queryset=Unit.objects.none(), empty_label="请选择"
    )

    def prepare(self) -> None:
        self.fields["proposed_unit"].queryset = (
            Unit.objects.of_district(self.matter.district_id)
            .handlers()
            .valid_on(self.today)
            .exclude(pk__in=[d.unit_id for d in self.dispatches if d.ended_at is None])
        )


class AskExtensionForm(OwnPartForm):
    action = staticmethod(ask_extension)
    hint = "只能申请一次，到期前至少一个工作日提出，由党联办决定。"

    workdays = forms.IntegerField(label="延长几个工作日", min_value=1, max_value=EXTENSION_WORKDAYS)
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=300,
        help_text="来访人能看到这段话。",
    )


class ContactForm(OwnPartForm):
    action = staticmethod(contact)
    hint = "联系过本人，或者到现场看过，记一笔。没有身份的，通过工作室联系。"

    note = forms.CharField(
        label="怎么联系的、了解到什么", widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )


class OpineForm(OwnPartForm):
    action = staticmethod(opine)
    hint = "协办意见交给主办单位，由主办单位一并答复来访人。"
    drafts = ("text",)

    text = forms.CharField(label="协办意见", widget=forms.Textarea, max_length=4000)


class ReplyForm(OwnPartForm):
    """A signed answer in one of four classes; class B promises something by a day."""

    hint = "写给来访人看：问的每一点都答到，办了什么，为什么，接下来怎样。"
    extra = "desk/matters/_classes.html"
    drafts = ("text",)

    reply_class = forms.TypedChoiceField(
        label="答复类别", choices=ReplyClass.choices, coerce=ReplyClass, widget=forms.RadioSelect
    )
    text = forms.CharField(label="答复", widget=forms.Textarea(attrs={"rows": 9}), max_length=8000)
    signatory = forms.CharField(label="签发人", max_length=40, help_text="单位里谁签发的这份答复。")
    promised = forms.CharField(
        label="承诺做什么",
        max_length=300,
        required=False,
        help_text="到那天系统会再问一次。",
    )
    promised_on = forms.DateField(label="哪天做到", widget=forms.DateInput, required=False)
    promised.needed_when = promised_on.needed_when = "B 类必填"  # type: ignore[attr-defined]
    scan = FilesField(
        label="盖章的扫描件", at_most=1, required=False, help_text="PDF 或照片，不超过 10 MB。"
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reply_class") == ReplyClass.B:
            if not cleaned.get("promised"):
                self.add_error("promised", "B 类答复要写清承诺做什么。")
            if not cleaned.get("promised_on") and "promised_on" not in self.errors:
                self.add_error("promised_on", "B 类答复要写哪天做到。")
        return cleaned

    def carry_out(self, *, by, at: datetime) -> Matter:
        said = dict(self.cleaned_data)
        with stored(said.pop("scan"), district_id=self.matter.district_id, at=at) as kept:
            return reply(self.target(), **said, scan=kept[0] if kept else None, by=by, at=at)
