"""Signing in, joining, changing a password."""

from django import forms

from zhushi.ui.forms import StyledForm


def _password(label: str, autocomplete: str, **more) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **more)


class SignInForm(StyledForm, forms.Form):
    username = forms.CharField(
        label="登录名",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = _password("密码", "current-password")


class NewPassword(StyledForm, forms.Form):
    """A new password typed twice; its strength is the action's business."""

    password = _password("新密码", "new-password", help_text="至少 12 位，不要只用数字。")
    again = _password("再输入一遍", "new-password")

    def clean_again(self):
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError("两次输入的不一样。")
        return self.cleaned_data["again"]


class ChangePassword(NewPassword):
    old = _password("现在的密码", "current-password")
    field_order = ("old", "password", "again")
