"""Become a volunteer of a room."""

from django import forms

from zhushi.people.choices import HalfDay, VolunteerKind
from zhushi.portal.forms.public import PublicForm
from zhushi.portal.forms.track import FindBookingForm
from zhushi.ui.fields import PhoneField, Words
from zhushi.ui.forms import PairedCheckboxes, SegmentedRadio


class JoinForm(PublicForm):
    """Who wants to help, with what, when; nothing of it is shown publicly."""

    name = Words(
        label="姓名", limit=20, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "请填姓名。"},
    )  # fmt: skip
    phone = PhoneField(
        label="手机号码",
        help_text="工作室打这个电话联系您；后四位用来查申请。",
        error_messages={"required": "请填电话。"},
    )
    kind = forms.ChoiceField(label="您是", choices=VolunteerKind.choices, widget=SegmentedRadio)
    skills = Words(
        label="能做什么",
        help_text="如：修家电、写字、陪老人看病。几项用顿号分开。",
        limit=120,
        required=False,
    )
    free = forms.MultipleChoiceField(
        label="一般什么时候有空",
        choices=HalfDay.choices,
        required=False,
        widget=PairedCheckboxes,
    )
    has_agreed = forms.BooleanField(
        label="我同意工作室为联系和安排志愿服务保存上面填的内容",
        error_messages={"required": "请先看过并勾选同意，我们才能留下您的姓名和电话。"},
    )

    def asked(self) -> dict:
        """What the applicant told, as the action takes it."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "phone": data["phone"],
            "kind": VolunteerKind(data["kind"]),
            "skills": data["skills"],
            "free": [HalfDay(value) for value in data["free"]],
            "has_agreed": data["has_agreed"],
            "key": data["key"],
        }


class FindJoiningForm(FindBookingForm):
    """An application is found by its code and the last four digits of the telephone."""

    code = Words(
        label="申请码",
        help_text="申请时给您的那一串。",
        limit=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请输入申请码。"},
    )
