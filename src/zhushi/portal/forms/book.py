"""Book a time, and find a booking again."""

from django import forms

from zhushi.portal.forms.public import PublicForm
from zhushi.ui.fields import PhoneField, Words
from zhushi.vault.actions.keep import Who


class BookForm(PublicForm):
    """Who comes, as far as they want to say."""

    name = Words(
        label="怎么称呼",
        help_text="到时叫号用，如“王女士”。不填就叫号码。",
        limit=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label="电话",
        help_text="接待有变动时通知您；后四位可代替口令取消预约。",
        required=False,
    )
    subject = Words(
        label="想谈什么事",
        help_text="一句话，让接待的人早作准备。",
        limit=120,
        required=False,
    )

    def who(self) -> Who:
        return Who(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])
