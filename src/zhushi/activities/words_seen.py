"""What a second reader had before their eyes, so that nothing unread becomes public."""

from hashlib import sha256

from zhushi.activities.models import Activity, Exemplar, GoodPractice, Pledge, Project
from zhushi.core.errors import Refused

Readable = Activity | Exemplar | GoodPractice | Pledge | Project

WORDS: dict[type, tuple[str, ...]] = {
    Activity: ("title", "on", "report"),
    Exemplar: ("reason", "activity_id"),
    GoodPractice: ("title", "text", "field"),
    Pledge: ("introduction", "text", "due_on", "status", "result"),
    Project: ("title", "form", "goal", "is_public", "stage", "result", "word"),
}
"""The fields a second reader reads before they say yes."""


def words_seen(thing: Readable) -> str:
    """A short sign of the words as they stand; the page of approval hands it back."""
    parts = [str(getattr(thing, name)) for name in WORDS[type(thing)]]
    if isinstance(thing, Exemplar):
        works = thing.works.all()
        parts += [f"{one.activity_id}/{one.project_id}/{one.matter_ref}" for one in works]
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def check_seen(thing: Readable, seen: str | None) -> None:
    """Raise Refused where the words changed since they were read; None: nobody read a page."""
    if seen is not None and seen != words_seen(thing):
        raise Refused("写的人刚刚改过，请看过新的再审定。")
