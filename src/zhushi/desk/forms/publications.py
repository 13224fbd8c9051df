"""The redacted copy of a question and its answer."""

from django import forms

from zhushi.core.privacy import redact
from zhushi.core.prose_text import without_files
from zhushi.matters.models import Matter
from zhushi.ui.forms import StyledForm


class DraftForm(StyledForm, forms.Form):
    title = forms.CharField(label="标题", max_length=80)
    question = forms.CharField(
        label="问题",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="已经先隐去了姓名、电话、门牌号。请再看一遍：旁人能不能认出是谁说的？",
    )
    answer = forms.CharField(
        label="答复", widget=forms.Textarea(attrs={"rows": 8}), max_length=8000
    )

    def __init__(self, *args, matter: Matter, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            return
        standing = getattr(matter, "publication", None)
        if standing:
            self.initial |= {n: getattr(standing, n) for n in ("title", "question", "answer")}
            return
        said = (
            without_files(matter.content)
            if matter.is_of_delegates
            else matter.extract or matter.content
        )
        reply = matter.replies.filter(sent_back_at=None).order_by("-pk").first()
        self.initial |= {
            "title": redact(matter.title),
            "question": redact(said)[:4000],
            "answer": redact(reply.text) if reply else "",
        }


class ApproveForm(StyledForm, forms.Form):
    is_read = forms.BooleanField(
        label="我逐字看过：没有姓名、电话、门牌号，旁人认不出是谁说的",
        error_messages={"required": "请看过全文再审定，并勾选这一项。"},
    )
