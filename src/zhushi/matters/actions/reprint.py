from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter


@transaction.atomic
def reprint(matter: Matter, *, by, at: datetime) -> Matter:
    """Leave a line that somebody had the receipt shown again; code and PIN stay the same.

    Raises Refused for a sealed matter, whose receipt only its resident holds.
    """
    if matter.visibility != Visibility.NORMAL:
        raise Refused("密封事项的回执只有本人有。")
    audit.record("receipt.reprint", target=matter.ref, district_id=matter.district_id, by=by, at=at)
    return matter
