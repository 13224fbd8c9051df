from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters import search
from zhushi.matters.actions._move import move, take
from zhushi.matters.actions.publish import recall_publication
from zhushi.matters.choices import DispatchStatus, Exclusion, Visibility
from zhushi.matters.models import Matter, Publication, Recusal
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.models import Unit


@transaction.atomic
def seal(
    matter: Matter,
    *,
    accused_unit: Unit | None = None,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Take an accusation out of the room's and every unit's sight, to the two named persons.

    by is None when the resident chose the sealed way. From here on no list, search, count,
    file, notice or export of a room or unit holds the matter, nor is its answer public any
    longer. Raises Refused if the district
    has named nobody to receive it. Source: 信访工作条例 arts 22, 30.
    """
    matter = take(matter, "seal", seen=seen)
    held = Posting.objects.current_on(day_of(at)).filter(
        district=matter.district_id, role=Role.CONFIDANT
    )
    confidant = held.select_related("person").order_by("starts_on", "pk").first()
    if confidant is None:
        raise Refused("本区还没有指定密封事项专人，请打区党联办电话，不要在这里写。")
    matter.visibility, matter.exclusion = Visibility.SEALED, Exclusion.ACCUSATION
    matter.responder = confidant.person
    if matter.lead_unit_id:
        matter.dispatches.filter(ended_at=None).update(ended_at=at, status=DispatchStatus.WITHDRAWN)
    matter.lead_unit = None
    if accused_unit:
        Recusal.objects.get_or_create(
            matter=matter, unit=accused_unit, defaults={"reason": "被反映单位", "at": at}
        )
    search.drop(matter)
    if matter.answered_at:  # a matter that is redone may have been published before
        for published in Publication.objects.filter(matter=matter, recalled_at=None):
            recall_publication(published, by=by, at=at)
    return move(matter, "seal", by=by, at=at)
