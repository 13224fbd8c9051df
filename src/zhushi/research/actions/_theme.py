"""What every verb on a theme does alike: lock it, note it in the trail."""

from datetime import datetime

from zhushi.core import audit
from zhushi.research.models import Theme


def locked(theme: Theme) -> Theme:
    found = Theme.objects.select_for_update(of=("self",)).select_related("room", "district")
    return found.get(pk=theme.pk)


def audited(event: str, theme: Theme, *, by, at: datetime) -> None:
    audit.record(event, target=f"theme:{theme.pk}", district_id=theme.district_id, by=by, at=at)
