"""What is kept no longer than was promised; the rules stand with the two verbs."""

from datetime import datetime

from zhushi.activities.actions.forget_visitors import forget_visitors
from zhushi.matters.actions.forget_due import forget_due
from zhushi.matters.models import Matter
from zhushi.people.actions.forget_joinings import forget_joinings
from zhushi.people.models import Session


def apply_retention(*, at: datetime) -> tuple[int, int, int]:
    """Forget who is due: of how many matters, visitors, applicants; and sessions that ended."""
    Session.objects.filter(expire_date__lt=at).delete()
    matters = forget_due(at=at)
    held = Matter.objects.exclude(identity=None).values_list("identity", flat=True)
    return matters, forget_visitors(still_needed=held, at=at), forget_joinings(at=at)
