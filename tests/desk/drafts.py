"""What the tests of drafts say of their pages."""

from datetime import date

from django.urls import reverse

from tests.world import NOON, World
from zhushi.grouping.models import Draft
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate, Person

LIST = reverse("desk:grouping")


def page(answer) -> str:
    return answer.content.decode()


def rules(office, **changes) -> dict:
    """The form of the rules as it stands, with changes."""
    form = office.get(LIST).context["form"]
    first = {name: one.initial for name, one in form.fields.items() if one.initial is not None}
    return {**first, **changes}


def address(name: str, draft: Draft) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": draft.pk})


def seat_delegates(world: World) -> list[Person]:
    """Six delegates of the district, all of them living in 东街 and sitting in 西 or nowhere."""
    found = []
    for number in range(6):
        person = register_person(
            world.雁, name=f"代表{number}", residence_unit=world.东社区 if number else None,
            by=world.己, at=NOON,
        )  # fmt: skip
        Mandate.objects.create(
            person=person, level=MandateLevel.DISTRICT, electing_unit="", starts_on=date(2021, 9, 1)
        )
        if number % 2:
            post(
                person, role=Role.DELEGATE, place=world.西, starts_on=date(2022, 1, 1),
                by=world.己, at=NOON,
            )  # fmt: skip
        found.append(person)
    return found
