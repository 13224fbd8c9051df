"""A unit's part of a matter is taken together with the matter, matter first."""

from copy import copy

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import take
from zhushi.matters.models import Dispatch, Matter


def take_charge(
    dispatch: Dispatch, verb: str, *, seen: int | None = None
) -> tuple[Matter, Dispatch]:
    """Lock matter and dispatch for a verb; raises Refused once the unit is out of it."""
    is_known = Dispatch._meta.get_field("matter").is_cached(dispatch)
    known = dispatch.matter if is_known else Matter(pk=dispatch.matter_id)
    is_fresh = known.is_fresh
    matter = take(known, verb, seen=seen)
    if is_fresh:  # it was read after its matter was locked
        locked = copy(dispatch)
    else:
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related("unit")
        locked = rows.get(pk=dispatch.pk)
    if locked.ended_at:
        raise Refused(f"{locked.unit.name}已经不办这件事了。")
    return matter, locked
