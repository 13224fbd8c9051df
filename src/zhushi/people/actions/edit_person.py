from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.actions.register_person import set_phone
from zhushi.people.models import Person

EDITABLE = frozenset(
    {"name", "sex", "ethnicity", "born", "education", "joined", "employer", "post_title"}
    | {
        "occupation_field",
        "expertise",
        "is_frontline",
        "residence",
        "residence_unit",
        "email",
        "publicity",
    }
)


@transaction.atomic
def edit_person(
    person: Person, *, phone: str | None = None, by, at: datetime, **changes
) -> list[str]:
    """Change what is known of a person and return the names of the columns that changed.

    phone: None leaves it as it is, an empty text removes it. Nothing changed leaves no line.
    Raises Refused if the name becomes empty.
    """
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not changes.get("name", person.name).strip():
        raise Refused("请填姓名。")
    changed = sorted(name for name, value in changes.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, changes[name])
    if phone is not None and phone.strip() != person.open("phone"):
        set_phone(person, phone)
        changed.append("phone")
    if changed:
        person.save()
        audit.record(
            "person.edit",
            target=person.ref,
            district_id=person.district_id,
            by=by,
            at=at,
            changed=changed,
        )
    return changed
