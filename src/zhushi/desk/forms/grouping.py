"""What the office says before a grouping, of one person in it, and at its end."""

from datetime import date, timedelta
from typing import Any

from django import forms

from zhushi.grouping.choices import Occasion, WishKind
from zhushi.ui.forms import StyledForm

LARGEST = 100_000
STEADY = 1_000_000
"""A price of a move above all that all other rules of a district can come to."""


def _price(label: str, hint: str, first: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, initial=first, min_value=0, max_value=LARGEST
    )


class RulesForm(StyledForm, forms.Form):
    """Hard rules and the prices of the soft ones; a price is how many metres it is worth."""

    occasion = forms.CharField(
        label="因为什么",
        max_length=60,
        required=False,
        help_text="选填，写在草案上，例如“换届”。",
    )
    least = forms.IntegerField(
        label="每室最少几人",
        required=False,
        min_value=0,
        max_value=500,
        help_text="不填：平均数减 3。",
    )
    most = forms.IntegerField(
        label="每室最多几人",
        required=False,
        min_value=1,
        max_value=500,
        help_text="不填：平均数加 4。",
    )
    at_most = forms.IntegerField(
        label="最多动几人", required=False, min_value=0, max_value=100_000, help_text="不填：不限。"
    )
    work = forms.IntegerField(
        label="路程里单位占百分之几",
        initial=40,
        min_value=0,
        max_value=100,
        help_text="其余算住处。只有一样知道的，就按那一样算。",
    )
    move = _price("动一个人", "换了工作室，等于多走几米。", 400)
    unit = _price("选举单位每多散到一室", "同一选举单位尽量在一起。", 700)
    balance = _price("人数每多一人或少一人", "离平均数以外，每人。", 300)
    woman = _price("哪个室没有女代表", "", 800)
    city = _price("哪个室没有市级以上代表", "", 600)
    frontline = _price("哪个室没有一线代表", "", 500)

    is_steady = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", "最多不能比最少还少。")
        return cleaned

    def rules(self) -> dict[str, Any]:
        """As grouping/instance.py reads them."""
        return self.rules_of(self.cleaned_data)

    @classmethod
    def steady(cls) -> dict[str, Any]:
        """The usual rules where only who must move moves."""
        usual = {name: one.initial for name, one in cls.base_fields.items()}
        return cls.rules_of({**usual, "is_steady": True})

    @staticmethod
    def rules_of(said: dict[str, Any]) -> dict[str, Any]:
        return {
            "least": said["least"],
            "most": said["most"],
            "at_most": said["at_most"],
            "home": 100 - said["work"],
            "work": said["work"],
            "move": STEADY if said["is_steady"] else said["move"],
            "balance": said["balance"],
            "groups": [{"of": "unit", "price": said["unit"]}],
            "quotas": [
                {"trait": trait, "least": 1, "price": said[trait]}
                for trait in ("woman", "city", "frontline")
            ],
        }


class OccasionForm(StyledForm, forms.Form):
    occasion = forms.ChoiceField(label="因为什么", choices=Occasion.choices)

    def sentence(self, name: str) -> str:
        """What happened to a person of that name."""
        return f"{name}{Occasion(self.cleaned_data['occasion']).label}"


class WishForm(forms.Form):
    """One person, one room, and what is said of the two; nothing: whatever was said is void."""

    person = forms.CharField(max_length=20)
    room = forms.CharField(max_length=6, required=False)
    kind = forms.TypedChoiceField(
        choices=[("", ""), (WishKind.LOCK, "LOCK"), (WishKind.BAN, "BAN")],
        coerce=WishKind,
        empty_value=None,
        required=False,
    )
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class PriceForm(forms.Form):
    """One person and the room that it is asked of."""

    person = forms.CharField(max_length=20)
    room = forms.CharField(max_length=6)
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class RoomLockForm(forms.Form):
    room = forms.CharField(max_length=6)
    is_locked = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class PairForm(forms.Form):
    person = forms.CharField(max_length=20)
    other = forms.CharField(max_length=20)
    is_together = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class FrontierForm(forms.Form):
    at_most = forms.IntegerField(min_value=0, max_value=LARGEST)


class CompareForm(forms.Form):
    """Two drafts; ``sentence`` says what is wrong with the choice."""

    a = forms.IntegerField(min_value=1, max_value=10**9)
    b = forms.IntegerField(min_value=1, max_value=10**9)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            raise forms.ValidationError("same")
        return cleaned

    @property
    def sentence(self) -> str:
        return "请选两个不同的方案，一个作甲，一个作乙。"


class SubmitForm(forms.Form):
    seen = forms.IntegerField(min_value=1, max_value=10**6)


class ReturnForm(StyledForm, forms.Form):
    words = forms.CharField(label="为什么退回", max_length=200)


class OpinionForm(forms.Form):
    words = forms.CharField(max_length=200)


class AdoptForm(StyledForm, forms.Form):
    since = forms.DateField(label="从哪天起", help_text="原来的任职到前一天为止。")
    words = forms.CharField(label="意见", max_length=200, required=False)
    releases = forms.BooleanField(label="一并换人：从那天起在原来的室的值班都取下", required=False)
    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)

    @staticmethod
    def first_day(today: date) -> date:
        """The first of the next month: the usual day for a change."""
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
