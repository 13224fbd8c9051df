"""A household in difficulty is written down with its consent, encrypted; or written anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zhushi.activities.actions._household import audited, check_keeper, check_standing, locked
from zhushi.activities.choices import HouseholdKind
from zhushi.activities.models import Household
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom


@dataclass(frozen=True)
class Told:
    """Who a household is and how it fares: all of this is kept encrypted."""

    name: str
    contact: str = ""
    address: str = ""
    circumstances: str = ""


@dataclass(frozen=True)
class Filed:
    """What lists may show of it."""

    kind: HouseholdKind
    community: Unit | None = None
    keeper: Person | None = None


@transaction.atomic
def enter_household(
    room: Workroom, *, told: Told, filed: Filed, agrees: bool, key: str = "", by, at: datetime
) -> Household:
    """Write a household down under the room's next number; the same form again is the same one.

    key: the form's own; without one, as from a file, every call is a household.
    Raises Refused without its consent, without a name, or for a keeper in none of the room's teams.
    """
    if not agrees:
        raise Refused("本人或家属同意以后才能登记。")
    if not told.name.strip():
        raise Refused("请写怎样称呼这一户。")
    check_keeper(filed.keeper, room, on=day_of(at))
    Workroom.objects.select_for_update(of=("self",)).get(pk=room.pk)
    own = f"{by.pk}:{key}" if key else None
    if own and (made := Household.objects.filter(room=room, key=own).first()):
        return made
    last = Household.objects.filter(room=room).aggregate(Max("number"))["number__max"] or 0
    household = Household(
        district_id=room.district_id,
        room=room,
        number=last + 1,
        kind=filed.kind,
        community=filed.community,
        keeper=filed.keeper,
        agreed_on=day_of(at),
        since=day_of(at),
        key=own,
    )
    _seal(household, told, by, at)
    household.save(force_insert=True)
    audited("household.enter", household, by=by, at=at)
    return household


@transaction.atomic
def rewrite_household(
    household: Household, *, told: Told, seen: str, by, at: datetime
) -> Household:
    """Write the encrypted part anew; seen: the ``version_of`` what was open.

    Raises Refused where it was not opened first, was changed meanwhile, or is closed.
    """
    if not told.name.strip():
        raise Refused("请写怎样称呼这一户。")
    household = locked(household)
    check_standing(household)
    if version_of(household) != seen:
        raise Refused("先打开看过再改；您打开以后别人改过的，请再打开一次。")
    _seal(household, told, by, at)
    household.save()
    audited("household.rewrite", household, by=by, at=at)
    return household


@transaction.atomic
def file_household(household: Household, *, filed: Filed, by, at: datetime) -> Household:
    """Change kind, community and who looks after it; raises Refused as ``enter_household``."""
    household = locked(household)
    check_standing(household)
    check_keeper(filed.keeper, household.room, on=day_of(at))
    household.kind, household.community = filed.kind, filed.community
    household.keeper = filed.keeper
    household.save(update_fields=["kind", "community", "keeper"])
    audited("household.file", household, by=by, at=at)
    return household


def version_of(household: Household) -> str:
    """What a form that shows a household hands back, so that nothing unseen is written over."""
    return household.written_at.isoformat()


def _seal(household: Household, told: Told, by, at: datetime) -> None:
    for field in Household.sealed_fields:
        household.seal(field, getattr(told, field).replace("\r\n", "\n").strip())
    household.written_by, household.written_at = by, at
