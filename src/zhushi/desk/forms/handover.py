"""Who takes over."""

from django import forms

from zhushi.people.models import Person
from zhushi.ui.forms import StyledForm


class HandoverForm(StyledForm, forms.Form):
    to = forms.ChoiceField(label="交给谁")

    def __init__(self, *args, postings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {posting.person.ref: posting.person for posting in postings}
        roles: dict[str, str] = {}
        for posting in postings:
            place = posting.unit.name if posting.unit else ""
            known = roles.get(posting.person.ref)
            words = f"{place}{posting.get_role_display()}"
            roles[posting.person.ref] = f"{known}、{words}" if known else words
        self.fields["to"].choices = [
            ("", "请选一位"),
            *((ref, f"{self.people[ref].name} · {words}") for ref, words in roles.items()),
        ]

    def clean_to(self) -> Person:
        return self.people[self.cleaned_data["to"]]
