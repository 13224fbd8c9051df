"""What every verb on a household does alike; the trail names its room and number, nothing more."""

from datetime import date, datetime

from zhushi.activities.models import Household
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


def locked(household: Household) -> Household:
    found = Household.objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=household.pk)


def target_of(household: Household) -> str:
    """The household as the trail names it."""
    return f"household:{household.room.code}:{household.number}"


def audited(event: str, household: Household, *, by, at: datetime) -> None:
    target = target_of(household)
    audit.record(event, target=target, district_id=household.district_id, by=by, at=at)


def check_standing(household: Household) -> None:
    if household.forgotten_at:
        raise Refused("这一户的资料已经删除。")
    if household.closed_on:
        raise Refused("这一户已经结束帮扶。")


def check_keeper(keeper: Person | None, room: Workroom, *, on: date) -> None:
    held = Posting.objects.current_on(on).filter(room=room)
    if keeper and not held.filter(person=keeper).exists():
        raise Refused(f"{keeper.name}现在不在这个工作室的队伍里，请另选。")
