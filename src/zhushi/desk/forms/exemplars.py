"""Why somebody's work is worth learning from, and what that rests on."""

from django import forms

from zhushi.activities.actions.propose_exemplar import Works
from zhushi.desk.works import Offered
from zhushi.ui.forms import StyledForm


class ExemplarForm(StyledForm, forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text="至少二十个字：做了什么，别人能学什么。不打分，不排名；不写群众的姓名、电话、住址。",
    )
    activity = forms.ChoiceField(label="在哪次走访上看到的", required=False)
    works = forms.MultipleChoiceField(
        label="凭哪几件事",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只列出您看得到的。别人看不到的，只显示“一件事”。",
    )

    def __init__(self, *args, offered: Offered, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["works"].choices = offered.choices
        self.fields["activity"].choices = [("", "不是走访看到的"), *offered.visits]
        if not offered.choices:
            del self.fields["works"]

    @property
    def proposal(self) -> dict:
        cleaned = self.cleaned_data
        return {
            "reason": cleaned["reason"],
            "activity": self.offered.visit(cleaned["activity"]),
            "works": Works(**self.offered.chosen(cleaned.get("works", []))),
        }
