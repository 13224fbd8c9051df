from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.matters.access import own_dispatch
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings, holdings
from zhushi.vault.actions.look import look
from zhushi.vault.choices import Field, Purpose
from zhushi.vault.queries import allows

CONTACT = frozenset({Field.NAME, Field.PHONE})


@transaction.atomic
def look_at(
    matter: Matter, fields: Sequence[Field], *, reason: str, by, at: datetime
) -> dict[Field, str]:
    """Open identity fields of a matter's resident, if this login may, and leave a line.

    Raises Refused for an anonymous matter, without a right in the room, for a unit without
    the resident's consent, or for hardship without its own consent. Source: trust.md §4.
    """
    if matter.identity is None:
        raise Refused("来访人没有留下身份信息。")
    held = holdings(by, on=day_of(at))
    if matter.visibility == Visibility.SEALED:
        if matter.district_id not in held.scope(Perm.SEALED_HANDLE).districts:
            raise Refused("密封事项的身份只有两名专人能看。")
    else:
        _refuse_without_right(matter, fields, held)
    if Field.HARDSHIP in fields and not allows(matter.identity, Purpose.HARDSHIP):
        raise Refused("来访人没有同意查看困难情况。")
    return look(matter.identity, fields, reason=reason, by=by, by_label=_label(held, by), at=at)


def _refuse_without_right(matter: Matter, fields: Sequence[Field], held: Holdings) -> None:
    scope = held.scope(Perm.IDENTITY_LOOK)
    if matter.district_id in scope.districts or matter.room_id in scope.rooms:
        return
    own = own_dispatch(scope, list(matter.dispatches.all()))
    if own is None:
        raise Refused("您不办理这件事，不能查看身份。")
    if not set(fields) <= CONTACT:
        raise Refused("承办单位只能查看姓名和电话。")
    if not allows(matter.identity, Purpose.CONTACT_TO_UNIT, unit_id=own.unit_id):
        raise Refused("来访人没有同意把身份告诉承办单位，请通过工作室联系。")


def _label(held: Holdings, by) -> str:
    first = held.postings[0]
    place = first.room or first.unit
    return f"{place} {first.get_role_display()}（{by.person.ref}）"
