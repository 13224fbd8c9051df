"""A second person confirms, and the delegate says whether it may be public."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._exemplar import audited, locked
from zhushi.activities.models import Exemplar
from zhushi.activities.words_seen import check_seen
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.people.models import User


@transaction.atomic
def confirm_exemplar(exemplar: Exemplar, *, seen: str | None = None, by, at: datetime) -> Exemplar:
    """Let a second person confirm it and ask the delegate whether it may be public.

    seen: the ``words_seen`` on the page of who confirms. Raises Refused for who proposed it, for
    the delegate, and where it was proposed anew since; confirmed already, nothing happens.
    """
    exemplar = locked(exemplar)
    if exemplar.proposed_by_id == by.pk:
        raise Refused("推荐人不能自己确认，请另一个人来看。")
    if exemplar.person_id == by.person_id:
        raise Refused("不能确认自己。")
    if exemplar.confirmed_at:
        return exemplar
    check_seen(exemplar, seen)
    exemplar.confirmed_by, exemplar.confirmed_at = by, at
    exemplar.save(update_fields=["confirmed_by", "confirmed_at"])
    outbox.tell(
        User.objects.filter(person=exemplar.person_id).values_list("pk", flat=True),
        event=f"exemplar.confirm:{exemplar.pk}:{at.timestamp():.0f}",
        text="您被推荐为先进典型，请看一看理由，同意不同意公开由您定",
        about=f"exemplar:{exemplar.pk}",
        at=at,
    )
    audited("exemplar.confirm", exemplar, by, at)
    return exemplar


@transaction.atomic
def answer_exemplar(exemplar: Exemplar, *, agrees: bool, by, at: datetime) -> Exemplar:
    """Let the delegate agree to it being public, or take that back, which ends it at once.

    Raises Refused for anybody else, and before it is confirmed.
    """
    exemplar = locked(exemplar)
    if exemplar.person_id != by.person_id:
        raise Refused("同意不同意公开，由本人定。")
    if not exemplar.confirmed_at:
        raise Refused("还没有确认，等确认以后再定。")
    if agrees == bool(exemplar.agreed_at):
        return exemplar
    exemplar.agreed_at = at if agrees else None
    if not agrees:
        exemplar.published_at = None
    exemplar.save(update_fields=["agreed_at", "published_at"])
    audited("exemplar.agree" if agrees else "exemplar.disagree", exemplar, by, at)
    return exemplar
