"""Prints, as JSON, the measured addresses of one made district, each with whose page it is.

python -m bench.crowd_facts small
"""

import json
import sys

import django

django.setup()

from django.urls import reverse  # noqa: E402

from zhushi.activities.choices import DayStatus  # noqa: E402
from zhushi.activities.feeds import key_of  # noqa: E402
from zhushi.core import clock  # noqa: E402
from zhushi.grouping.choices import DraftStatus  # noqa: E402
from zhushi.grouping.models import Draft, Roster  # noqa: E402
from zhushi.people.choices import Role  # noqa: E402
from zhushi.people.models import Leave, Person, Posting  # noqa: E402
from zhushi.rooms.choices import Tier  # noqa: E402
from zhushi.rooms.models import Unit, Workroom  # noqa: E402


def facts(slug: str) -> dict[str, object]:
    """Logins by role, and ``(page, role, address)`` in the order of the table."""
    district = Unit.objects.get(slug=slug, parent=None)
    rooms = Workroom.objects.filter(district=district).order_by("pk")
    street, room = rooms.filter(tier=Tier.STREET).first(), rooms.filter(tier=Tier.GRASSROOTS).last()

    def holder(role: Role, **where) -> Person:
        held = Posting.objects.current_on(clock.today()).filter(role=role, **where)
        return held.order_by("pk").first().person

    people = {
        "office": holder(Role.OFFICE, district=district),
        "head": holder(Role.HEAD, room=street),
        "liaison": holder(Role.LIAISON, room=room),
        "delegate": holder(Role.DELEGATE, room=room),
    }
    return {
        "delegates": Posting.objects.filter(
            district=district, role=Role.DELEGATE, ends_on=None
        ).count(),
        "logins": {role: person.ref.lower() for role, person in people.items()},
        "pages": list(_pages(district, room, people)),
    }


def _pages(district: Unit, room: Workroom, people: dict[str, Person]):
    drafts = Draft.objects.filter(district=district).order_by("pk").only("pk", "status")
    open_ones = [draft.pk for draft in drafts if draft.status == DraftStatus.OPEN]
    (review,) = [draft.pk for draft in drafts if draft.status == DraftStatus.REVIEW]
    draft = Draft.objects.get(pk=open_ones[0])
    who = next(iter(draft.result["assignment"]))
    rosters = Roster.objects.filter(district=district).order_by("-pk").without_papers()
    roster = rosters[0]
    delegate = people["delegate"]
    leave = Leave.objects.filter(person__district=district).order_by("-ends_on").first()
    day = room.reception_days.filter(on__gte=clock.today(), status=DayStatus.ANNOUNCED).first()
    day = day or room.reception_days.filter(on__gte=clock.today()).first()

    def desk(name: str, **where: object) -> str:
        return reverse(f"desk:{name}", kwargs=where)

    def portal(name: str, *where: object) -> str:
        return reverse(f"portal:{name}", args=where)

    code = room.code
    yield "main_board", "office", desk("board")
    yield "today_head", "head", desk("today")
    yield "today_liaison", "liaison", desk("today")
    yield "today_delegate", "delegate", desk("today")
    yield "people", "office", desk("people")
    yield "people_search", "office", desk("people") + "?q=林"
    yield "people_of_room", "office", desk("people") + f"?room={code}"
    yield "people_head", "head", desk("people")
    yield "people_liaison", "liaison", desk("people")
    yield "people_delegate", "delegate", desk("people")
    yield "person", "office", desk("person", ref=delegate.ref)
    yield "vacancies", "office", desk("vacancies")
    yield "vacancies_head", "head", desk("vacancies")
    yield "mandates", "office", desk("mandates")
    yield "handovers", "office", desk("handovers")
    yield "handovers_head", "head", desk("handovers")
    yield "grouping", "office", desk("grouping")
    yield "board", "office", desk("draft", pk=draft.pk)
    yield "board_card", "office", desk("draft", pk=draft.pk) + f"?person={who}"
    yield "adoption", "office", desk("adopt_draft", pk=review)
    yield "draft_rooms", "head", desk("draft_rooms", pk=review)
    yield "compare", "office", desk("compare_drafts") + f"?a={open_ones[0]}&b={open_ones[1]}"
    yield "rosters", "office", desk("rosters")
    yield "rosters_liaison", "liaison", desk("rosters")
    yield "roster", "office", desk("roster", pk=roster.pk)
    yield "roster_of_room", "office", desk("roster", pk=roster.pk) + f"?room={code}"
    yield "room_roster", "delegate", desk("room_roster", code=code)
    yield "duties", "delegate", desk("duties")
    yield "own_file", "delegate", desk("me")
    yield "talks", "office", desk("talks")
    yield "rooms", "office", desk("rooms")
    yield "room", "liaison", desk("room", code=code)
    yield "volunteers", "liaison", desk("volunteers", code=code)
    yield "leave", "office", desk("leave", ref=leave.person.ref, pk=leave.pk)
    yield "receptions", "office", desk("receptions")
    yield "receptions_month", "office", desk("receptions") + "?show=month"
    yield "reception", "liaison", desk("reception", code=code, on=day.on)
    yield "provisional", "office", desk("provisional_days")
    yield "provisional_liaison", "liaison", desk("provisional_days")
    yield "portal_home", "visitor", portal("home", district.slug)
    yield "portal_rooms", "visitor", portal("rooms", district.slug)
    yield "portal_room", "visitor", portal("room", code)
    yield "portal_delegates", "visitor", portal("delegates", code)
    yield "portal_delegate", "visitor", portal("delegate", code, delegate.pk)
    yield "feed_of_room", "visitor", portal("room_calendar", code)
    if key := next(filter(None, (key_of(feed.person) for feed in _posted(room))), ""):
        yield "feed_of_delegate", "visitor", desk("feed", key=key)


def _posted(room: Workroom):
    return Posting.objects.current_on(clock.today()).filter(room=room).select_related("person")


if __name__ == "__main__":
    print(json.dumps(facts(sys.argv[1]), ensure_ascii=False))
