"""What is to stand in public is read by a second person first, and taken back at once."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from zhushi.activities.choices import ProjectStage
from zhushi.activities.models import Pledge, Project
from zhushi.activities.words_seen import check_seen
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_district, logins_of
from zhushi.rooms.models import Workroom

Thing = TypeVar("Thing", Pledge, Project)


@transaction.atomic
def show(thing: Thing, *, seen: str | None = None, by, at: datetime) -> Thing:
    """Let a second person put a project, or how a pledge went, on the public page; once does.

    seen: the ``words_seen`` on the page of who reads. Raises Refused for who wrote it, for words
    changed since, for a project not meant for the public or stopped, or for a pledge of which
    nothing was said yet.
    """
    thing = _locked(thing)
    if thing.shown_at:
        return thing
    if isinstance(thing, Project):
        if not thing.is_public or thing.stage == ProjectStage.STOPPED:
            raise Refused("这个项目不放到公开网页上。")
    elif not thing.result:
        raise Refused("还没有说做得怎样。")
    if thing.worded_by_id == by.pk:
        raise Refused("自己写的不能自己审定，请另一个人来审。")
    check_seen(thing, seen)
    thing.shown_at = at
    thing.save(update_fields=["shown_at"])
    _record("project.show" if isinstance(thing, Project) else "pledge.show", thing, by, at)
    return thing


@transaction.atomic
def hide(thing: Thing, *, by, at: datetime) -> Thing:
    """Take it off the public page at once; what is hidden already stays so."""
    thing = _locked(thing)
    if thing.shown_at:
        thing.shown_at = None
        thing.save(update_fields=["shown_at"])
        _record("project.hide" if isinstance(thing, Project) else "pledge.hide", thing, by, at)
    return thing


def ask_to_show(room: Workroom, text: str, *, about: str, by, at: datetime) -> None:
    """Let a second reader know that something waits; never what it says.

    That is the head of the room or of its street, or the district's office where there is no other.
    """
    on = day_of(at)
    here = Q(room=room) | Q(room__unit__children__rooms=room)
    heads = set(logins_of(here & Q(role=Role.HEAD), on=on)) - {by.pk if by else None}
    outbox.tell(
        heads or logins_in_district(room.district_id, Role.OFFICE, on=on),
        but=by,
        event=f"show:{about}:{at.timestamp():.0f}",
        text=f"{room.name}{text}，等您审定公开",
        about=about,
        at=at,
    )


def _locked(thing: Thing) -> Thing:
    found = type(thing).objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=thing.pk)


def _record(event: str, thing: Pledge | Project, by, at: datetime) -> None:
    """Whose pledge, or which project of which room; never its words."""
    if isinstance(thing, Project):
        target = f"{thing.room.code}:{thing.pk}"
    else:
        target = str(thing.person.ref)
    audit.record(event, target=target, district_id=thing.district_id, by=by, at=at)
