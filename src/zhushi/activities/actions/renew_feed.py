from datetime import datetime

from django.db import transaction
from django.db.models import F

from zhushi.activities.models import Feed
from zhushi.core import audit
from zhushi.people.models import Person


@transaction.atomic
def renew_feed(person: Person, *, by, at: datetime) -> Feed:
    """Give a person an address for their calendar; one given before stops working."""
    feed, is_first = Feed.objects.select_for_update().get_or_create(person=person)
    if not is_first:
        feed.edition = F("edition") + 1
        feed.save(update_fields=["edition"])
        feed.refresh_from_db(fields=["edition"])
    audit.record("feed.renew", target=person.ref, district_id=person.district_id, by=by, at=at)
    return feed
