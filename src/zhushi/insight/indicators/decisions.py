"""What waits for somebody's decision; each is a list whose length counts.

Each begins with what waits, which is little, and asks for each whether the scope reaches its
matter; the other way round a database would walk along all matters.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from zhushi.matters.lifecycle import UNSETTLED
from zhushi.matters.models import Commitment, Extension, Matter, Publication
from zhushi.people.access import Scope


def asked_for_time(scope: Scope) -> QuerySet[Extension]:
    """Units' requests for more time that nobody has granted or refused; one a matter at most."""
    undecided = Extension.objects.filter(is_granted=None, dispatch__ended_at=None)
    return undecided.filter(_reached(scope, "dispatch__matter"))


def promises_due(scope: Scope, until: date) -> QuerySet[Commitment]:
    """Promises without a result whose day is ``until`` or earlier."""
    unsettled = Commitment.objects.filter(settled_at=None, status__in=UNSETTLED)
    return unsettled.filter(_reached(scope, "matter"), due_on__lte=until)


def copies_to_approve(scope: Scope) -> QuerySet[Publication]:
    """Drafts of public answers that no second person has approved or taken back."""
    waiting = Publication.objects.filter(approved_at=None, recalled_at=None)
    return waiting.filter(_reached(scope, "matter"))


def _reached(scope: Scope, matter: str) -> Exists:
    return Exists(Matter.objects.in_scope(scope).filter(pk=OuterRef(matter)))
