"""What is kept no longer than was promised; the rules stand with the verbs."""

from datetime import datetime
from typing import NamedTuple

from zhushi.activities.actions.close_household import forget_households
from zhushi.activities.actions.forget_visitors import forget_visitors
from zhushi.core import jobs
from zhushi.grouping.actions.forget_places import forget_places
from zhushi.matters.actions.forget_due import forget_due
from zhushi.matters.models import Matter
from zhushi.papers.actions.drop_export import expire_exports
from zhushi.people.actions.forget_joinings import forget_joinings
from zhushi.people.actions.forget_volunteers import forget_volunteers
from zhushi.people.models import Session


class Forgotten(NamedTuple):
    """Of how many of each."""

    matters: int
    visitors: int
    applicants: int
    volunteers: int
    drafts: int
    jobs: int
    households: int
    exports: int


def apply_retention(*, at: datetime) -> Forgotten:
    """Forget who and what is due, and sessions that ended."""
    Session.objects.filter(expire_date__lt=at).delete()
    matters = forget_due(at=at)
    held = Matter.objects.exclude(identity=None).values_list("identity", flat=True)
    return Forgotten(
        matters,
        forget_visitors(still_needed=held, at=at),
        forget_joinings(at=at),
        forget_volunteers(at=at),
        forget_places(at=at),
        jobs.forget_ended(at=at),
        forget_households(at=at),
        expire_exports(at=at),
    )
