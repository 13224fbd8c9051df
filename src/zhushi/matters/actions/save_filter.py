"""Keep a list's filter under a name, and forget it again."""

from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.filters import MatterFilter
from zhushi.matters.models import SavedFilter

AT_MOST = 12
LONGEST_NAME = 20
LONGEST_QUERY = 500


@transaction.atomic
def save_filter(chosen: MatterFilter, *, name: str, by, at: datetime) -> SavedFilter:
    """Keep a filter for this login; the same name again replaces the earlier one.

    Raises Refused without a name or a filter, and for more than twelve.
    """
    name = name.replace("\0", "").strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"请给这次筛选起个名字，最多 {LONGEST_NAME} 个字。")
    if not chosen.query:
        raise Refused("现在没有筛选条件，没有可存的。")
    if len(chosen.query) > LONGEST_QUERY:
        raise Refused("筛选条件太长，存不下。请少选几项。")
    kept = SavedFilter.objects.filter(user=by)
    if kept.exclude(name=name).count() >= AT_MOST:
        raise Refused(f"最多存 {AT_MOST} 个筛选，请先删掉不用的。")
    saved, _ = SavedFilter.objects.update_or_create(
        user=by, name=name, defaults={"query": chosen.query}
    )
    _record("filter.save", by=by, at=at)
    return saved


@transaction.atomic
def forget_filter(pk: int, *, by, at: datetime) -> None:
    """Forget one of this login's filters; nothing if it is gone already."""
    gone, _ = SavedFilter.objects.filter(user=by, pk=pk).delete()
    if gone:
        _record("filter.forget", by=by, at=at)


def _record(event: str, *, by, at: datetime) -> None:
    audit.record(event, target=by.username, district_id=by.person.district_id, by=by, at=at)
