"""The address of a person's own calendar: known to who was given it, and kept nowhere."""

import hmac
import re

from zhushi.activities.models import Feed
from zhushi.core.crypto import blind_index
from zhushi.people.models import Person

DIGITS = 32


def key_of(person: Person) -> str:
    """The last part of the address; empty as long as the person has asked for none."""
    feed = Feed.objects.filter(person=person).first()
    return _key(feed) if feed else ""


def person_of(key: str) -> Person | None:
    """Whose calendar an address is; None for one that is made up or has been renewed."""
    found = re.fullmatch(rf"([0-9]{{1,12}})-([0-9a-f]{{{DIGITS}}})", key)
    feed = Feed.objects.select_related("person").filter(pk=int(found[1])).first() if found else None
    if feed is None or not hmac.compare_digest(_key(feed), key):
        return None
    return feed.person


def _key(feed: Feed) -> str:
    secret = blind_index(f"{feed.pk}:{feed.person_id}:{feed.edition}", "calendar")
    return f"{feed.pk}-{secret[:DIGITS]}"
