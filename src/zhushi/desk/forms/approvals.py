"""The form of the steps of approval; it only cleans input."""

from collections.abc import Sequence
from datetime import date

from django import forms

from zhushi.matters.actions.set_approvals import MOST, Approver
from zhushi.matters.models import ApprovalRule
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Unit
from zhushi.ui.forms import StyledForm, dress

ABLE = (Role.OFFICE, Role.LEADER)
"""Whose logins can approve."""


class ApprovalsForm(StyledForm, forms.Form):
    """A line for each step: its name, who decides, who does in their place; empty lines fall."""

    def __init__(
        self, *args, rules: Sequence[ApprovalRule], district: Unit, on: date, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        held = Posting.objects.current_on(on).filter(district=district, role__in=ABLE)
        people = {
            posting.person_id: posting.person
            for posting in held.select_related("person").order_by("role", "person__name")
        }
        for rule in rules:  # who left stays readable until somebody else is named
            people |= {p.pk: p for p in (rule.approver, rule.deputy) if p}
        self.people: dict[str, Person] = {str(pk): person for pk, person in people.items()}
        choices = [(pk, person.name) for pk, person in self.people.items()]
        for number in range(1, MOST + 1):
            rule = rules[number - 1] if number <= len(rules) else None
            self.fields |= self._line(number, rule, choices)
        for field in self.fields.values():
            dress(field)

    def _line(self, number: int, rule: ApprovalRule | None, choices: list) -> dict:
        def person(label: str, chosen: Person | None) -> forms.ChoiceField:
            return forms.ChoiceField(
                label=label,
                choices=[("", "没有"), *choices],
                required=False,
                initial=str(chosen.pk) if chosen else "",
            )

        return {
            f"name_{number}": forms.CharField(
                label=f"第 {number} 步", max_length=30, required=False, initial=rule and rule.name
            ),
            f"person_{number}": person("审批人", rule and rule.approver),
            f"deputy_{number}": person("代审人", rule and rule.deputy),
        }

    @property
    def lines(self) -> list[tuple[forms.BoundField, ...]]:
        return [
            tuple(self[f"{part}_{number}"] for part in ("name", "person", "deputy"))
            for number in range(1, MOST + 1)
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        for number in range(1, MOST + 1):
            name, person = cleaned.get(f"name_{number}"), cleaned.get(f"person_{number}")
            if name and not person:
                self.add_error(f"person_{number}", "请选审批人。")
            if not name and (person or cleaned.get(f"deputy_{number}")):
                self.add_error(f"name_{number}", "请写这一步的名称，如“区委分管领导审批”。")
        return cleaned

    def steps(self) -> list[Approver]:
        """The filled lines, in their order."""
        said = self.cleaned_data
        return [
            Approver(
                said[f"name_{number}"],
                self.people[said[f"person_{number}"]],
                self.people.get(said[f"deputy_{number}"]),
            )
            for number in range(1, MOST + 1)
            if said[f"name_{number}"]
        ]
