"""Whether a login may put into public what somebody else wrote."""

from zhushi.activities.models import Pledge, Project
from zhushi.activities.words_seen import words_seen
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by


def showing_of(thing: Pledge | Project, request) -> dict:
    """Whether this login may show it or take it back, or waits for somebody else to."""
    approves = held_by(request).scope(Perm.PUBLISH_APPROVE).has_room(thing.room)
    is_own = thing.worded_by_id == request.user.pk
    return {
        "seen": words_seen(thing),
        "may_show": approves and not thing.shown_at and not is_own,
        "may_hide": approves and bool(thing.shown_at),
        "awaits_other": approves and not thing.shown_at and is_own,
    }
