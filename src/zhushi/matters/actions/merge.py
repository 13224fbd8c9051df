from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Status
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter

NOT_LEADING = FINAL | {Status.MERGED, Status.SEALED, Status.HANDED_OVER, Status.DECLINED}


@transaction.atomic
def merge(matter: Matter, *, into: Matter, seen: int | None = None, by, at: datetime) -> Matter:
    """Handle a matter together with another of the same content; it is still answered itself.

    Raises Refused if the other is of another district, itself merged, sealed or over.
    Rows are locked in the order of their keys, so the caller holds neither of them.
    """
    if matter.pk == into.pk:
        raise Refused("不能和自己并案。")
    for pk in sorted((matter.pk, into.pk)):
        Matter.objects.select_for_update().get(pk=pk)
    matter = take(matter, "merge", seen=seen)
    into = Matter.objects.get(pk=into.pk)
    if into.district_id != matter.district_id:
        raise Refused("只能和本区的事项并案。")
    if into.status in NOT_LEADING:
        raise Refused(f"{into.ref} 现在是“{into.get_status_display()}”，不能并入。")
    matter.merged_into = into
    matter.accepter, matter.responder = by.person, into.responder
    return move(matter, "merge", by=by, at=at, said=f"并入 {into.ref}", into=into.ref)
