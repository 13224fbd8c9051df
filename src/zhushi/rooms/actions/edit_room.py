from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.rooms.models import Workroom

EDITABLE = frozenset(
    {"name", "place", "directions", "phone", "opening", "facilities", "venue"}
    | {"longitude", "latitude"}
)


@transaction.atomic
def edit_room(room: Workroom, *, by, at: datetime, **changes) -> Workroom:
    """Change what a visitor reads about a room; code, unit and tier never change."""
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    room = Workroom.objects.select_for_update().get(pk=room.pk)
    before = {name: getattr(room, name) for name in changes}
    for name, value in changes.items():
        setattr(room, name, value)
    room.save()
    changed = sorted(name for name, value in changes.items() if before[name] != value)
    audit.record(
        "room.edit", target=room.code, district_id=room.district_id, by=by, at=at, changed=changed
    )
    return room
