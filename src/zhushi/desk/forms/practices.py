"""A good practice: what it is, how it is done, in which field of work."""

from django import forms

from zhushi.ui.forms import StyledForm


class PracticeForm(StyledForm, forms.Form):
    title = forms.CharField(label="题目", max_length=60)
    text = forms.CharField(
        label="怎样做的",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="别人照着能做：做了什么，靠什么，有什么效果。不写群众的姓名、电话、住址。",
    )
    field = forms.CharField(
        label="行业领域", max_length=60, required=False, help_text="如“教育”“医疗”，方便同行找"
    )
