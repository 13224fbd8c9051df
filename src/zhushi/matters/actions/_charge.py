"""A unit's part of a matter is taken together with the matter, matter first."""

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import take
from zhushi.matters.models import Dispatch, Matter


def take_charge(
    dispatch: Dispatch, verb: str, *, seen: int | None = None
) -> tuple[Matter, Dispatch]:
    """Lock matter and dispatch for a verb; raises Refused once the unit is out of it."""
    matter = take(Matter(pk=dispatch.matter_id), verb, seen=seen)
    locked = (
        Dispatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=dispatch.pk)
    )
    if locked.ended_at:
        raise Refused(f"{locked.unit.name}已经不办这件事了。")
    return matter, locked
