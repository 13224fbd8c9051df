"""Leave and who stands in; no reason is asked."""

from django import forms

from zhushi.ui.forms import StyledForm


class LeaveForm(StyledForm, forms.Form):
    starts_on = forms.DateField(label="从哪天起", widget=forms.DateInput)
    ends_on = forms.DateField(label="到哪天", widget=forms.DateInput, help_text="含这一天")

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "最后一天不能早于第一天。")
        return cleaned


class BackForm(StyledForm, forms.Form):
    back_on = forms.DateField(label="哪天回来", widget=forms.DateInput)


class StandInForm(StyledForm, forms.Form):
    """Who stands in, out of the room's teams."""

    person = forms.ChoiceField(label="谁来代班")

    def __init__(self, *args, postings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {posting.person.ref: posting.person for posting in postings}
        self.fields["person"].choices = [
            ("", "请选一位"),
            *(
                (p.person.ref, f"{p.person.name} · {p.get_role_display()} · {p.room.name}")
                for p in postings
            ),
        ]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]
