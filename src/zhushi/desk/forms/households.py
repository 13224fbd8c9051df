"""A household in difficulty: who it is, how it is filed, what was done for it."""

from uuid import uuid4

from django import forms

from zhushi.activities.actions.enter_household import Filed, Told
from zhushi.activities.choices import HouseholdKind
from zhushi.desk.forms.activities import TeamForm
from zhushi.ui.forms import StyledForm

NO_DRAFT = {"autocomplete": "off"}


class ToldForm(StyledForm, forms.Form):
    """Who it is and how it fares; never kept on the device."""

    name = forms.CharField(label="怎样称呼", max_length=40, widget=forms.TextInput(NO_DRAFT))
    contact = forms.CharField(
        label="怎样联系", max_length=60, required=False, widget=forms.TextInput(NO_DRAFT)
    )
    address = forms.CharField(
        label="住在哪里", max_length=120, required=False, widget=forms.TextInput(NO_DRAFT)
    )
    circumstances = forms.CharField(
        label="困难情况",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="只写帮扶要用到的。",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    @property
    def told(self) -> Told:
        names = ("name", "contact", "address", "circumstances")
        return Told(**{name: self.cleaned_data[name] for name in names})


class FiledForm(TeamForm):
    """How it is filed: this is all that lists show."""

    kind = forms.ChoiceField(label="哪一类", choices=HouseholdKind.choices)
    community = forms.ChoiceField(label="哪个社区", required=False)
    lead = forms.ChoiceField(
        label="谁来照看",
        required=False,
        help_text="照看的人看得到这一户，别的代表和志愿者看不到。",
    )

    def __init__(self, *args, communities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.communities = {unit.slug: unit for unit in communities}
        named = [(slug, unit.name) for slug, unit in self.communities.items()]
        self.fields["community"].choices = [("", "不写"), *named]

    @property
    def filed(self) -> Filed:
        cleaned = self.cleaned_data
        community = self.communities.get(cleaned["community"])
        return Filed(HouseholdKind(cleaned["kind"]), community, self.person("lead"))


class HouseholdForm(FiledForm, ToldForm):
    """A new one: both halves, and the consent."""

    agrees = forms.BooleanField(
        label="本人或家属同意把这些写下来，只给工作室里照看的人看", required=True
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    field_order = ("kind", "community", "lead", "name", "contact", "address", "circumstances")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex


class HelpForm(StyledForm, forms.Form):
    """One visit or help: what is enough, the rest may stay empty."""

    what = forms.CharField(
        label="做了什么", max_length=200, help_text="如“上门看望”“送米面油”。不写姓名、病情。"
    )
    amount = forms.CharField(
        label="多少", max_length=60, required=False, help_text="如“米面油各一份”"
    )
    on = forms.DateField(label="哪天", widget=forms.DateInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex


class EndForm(StyledForm, forms.Form):
    reason = forms.CharField(
        label="为什么结束", max_length=120, help_text="如“情况好转”“搬走了”。不写姓名、病情。"
    )
