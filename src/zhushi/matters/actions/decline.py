from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Exclusion
from zhushi.matters.models import Matter
from zhushi.matters.routing import ROUTES


@transaction.atomic
def decline(
    matter: Matter,
    *,
    exclusion: Exclusion,
    guidance: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Decline a matter with guidance to who can help; the person is told where to go.

    Raises Refused if the decision table says something else for this content.
    """
    route = ROUTES[exclusion]
    if route.verb != "decline":
        raise Refused(f"{exclusion.label}不能退给来访人自己找，应当“{route.label}”。")
    matter = take(matter, "decline", seen=seen)
    matter.exclusion, matter.accepter, matter.responder = exclusion, by.person, by.person
    matter.outcome = guidance.strip() or route.say
    said = f"{exclusion.label}。依据：{route.basis}。{matter.outcome}"
    return move(
        matter, "decline", by=by, at=at, said=said, public=f"已告诉您该找谁：{matter.outcome}"[:300]
    )
