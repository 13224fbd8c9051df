"""A resident gives or takes back a consent; what follows from it follows at once."""

from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.actions.publish import recall_publication
from zhushi.matters.choices import Channel
from zhushi.matters.models import Matter, Publication
from zhushi.vault.actions.forget import forget
from zhushi.vault.actions.keep import allow
from zhushi.vault.actions.withdraw import withdraw
from zhushi.vault.choices import Purpose


@transaction.atomic
def withdraw_consent(matter: Matter, purpose: Purpose, *, by=None, at: datetime) -> None:
    """Take a consent back; a published answer is recalled in the same moment."""
    if matter.identity is None:
        raise Refused("没有可以撤回的同意。")
    withdraw(matter.identity, purpose, by=by, at=at)
    if purpose == Purpose.PUBLISH:
        _recall(matter, by, at)


@transaction.atomic
def give_consent(matter: Matter, purpose: Purpose, *, by=None, at: datetime) -> None:
    """Allow something later than in the form; raises Refused once the identity is deleted."""
    if matter.identity is None or matter.identity.forgotten_at:
        raise Refused("没有留下身份信息，或已经删除，不用再选这一项。")
    allow(matter.identity, [purpose], channel=Channel.ONLINE, at=at)
    audit.record(
        "consent.give",
        target=f"identity:{matter.identity_id}",
        district_id=matter.district_id,
        by=by,
        at=at,
        purpose=str(purpose),
    )


@transaction.atomic
def forget_resident(matter: Matter, *, by=None, at: datetime) -> None:
    """Delete who the resident is at their own wish; the matter goes on without a name."""
    if matter.identity is None or matter.identity.forgotten_at:
        raise Refused("这里已经没有您的身份信息。")
    _recall(matter, by, at)
    forget(matter.identity, by=by, at=at)


def _recall(matter: Matter, by, at: datetime) -> None:
    standing = Publication.objects.filter(matter=matter, recalled_at=None).first()
    if standing:
        recall_publication(standing, by=by, at=at)
