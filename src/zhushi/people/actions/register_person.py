from datetime import datetime

from django.db import transaction

from zhushi.core import audit, crypto
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.privacy import mask_phone, phone_digits
from zhushi.core.refs import next_ref
from zhushi.people.models import Person
from zhushi.rooms.models import Unit


def phone_index_of(phone: str, district: Unit) -> str:
    """The keyed hash under which a person is found again by telephone within a district."""
    digits = phone_digits(phone)
    return crypto.blind_index(digits, f"person:{district.pk}") if digits else ""


@transaction.atomic
def register_person(
    district: Unit, *, name: str, phone: str = "", by, at: datetime, **details
) -> Person:
    """Enter a person of a district; the phone is stored encrypted.

    details: other columns of Person. Raises Refused if the name is empty.
    """
    if not name.strip():
        raise Refused("请填姓名。")
    person = Person(
        district=district, name=name.strip(), ref=next_ref("P", day_of(at).year), **details
    )
    set_phone(person, phone)
    person.save(force_insert=True)
    audit.record("person.register", target=person.ref, district_id=district.pk, by=by, at=at)
    return person


def set_phone(person: Person, phone: str) -> None:
    """Fill the encrypted phone, its mask and its index; the caller saves."""
    if phone.strip():
        person.seal("phone", phone.strip())
    else:
        person.phone = None
    person.masked_phone = mask_phone(phone.strip())
    person.phone_index = phone_index_of(phone, person.district)
