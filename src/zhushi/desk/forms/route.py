"""A door on a visit's route, and what was seen and heard there."""

from uuid import uuid4

from django import forms

from zhushi.activities.models import Household, Stop
from zhushi.ui.forms import StyledForm


class StopForm(StyledForm, forms.Form):
    """Either a household or a place."""

    household = forms.ChoiceField(label="哪一户", required=False)
    place = forms.CharField(
        label="或者写一个地方",
        max_length=80,
        required=False,
        help_text="如“东街七号院门房”。有困难家庭编号的，选上面那一户，不写姓名。",
    )
    note = forms.CharField(
        label="要留意什么", max_length=120, required=False, help_text="如“问问扶手装好没有”"
    )

    def __init__(self, *args, households, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.households: dict[str, Household] = {str(one.pk): one for one in households}
        named = [(key, one.called) for key, one in self.households.items()]
        self.fields["household"].choices = [("", "不选"), *named]
        if not named:
            del self.fields["household"]

    @property
    def door(self) -> dict:
        cleaned = self.cleaned_data
        household = self.households.get(cleaned.get("household", ""))
        return {"household": household, "place": cleaned["place"], "note": cleaned["note"]}


class VisitForm(StyledForm, forms.Form):
    """One field is enough; what help was given is asked only at a household."""

    said = forms.CharField(
        label="看到什么，听到什么", max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    opinion = forms.CharField(
        label="要反映的意见",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="会转成事项，不写姓名。",
    )
    help = forms.CharField(
        label="帮了什么", max_length=200, required=False, help_text="空着就记“上门看望”"
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, stop: Stop, **kwargs) -> None:
        kwargs.setdefault("auto_id", f"id_{stop.pk.hex}_%s")
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex
        if stop.household_id is None:
            del self.fields["help"]
        for name, one in self.fields.items():
            one.widget.attrs.pop("data-draft", None)  # route.js keeps them, by account and stop
            if name != "key":
                one.widget.attrs["autocomplete"] = "off"
