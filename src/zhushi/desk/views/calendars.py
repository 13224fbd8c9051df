"""The calendar: a month or a week of one's own, of one room, or of all the rooms one reaches."""

from datetime import date, timedelta
from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.activities.feeds import key_of
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.month import Entry, day_named, shift, week_of, weeks_of
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.shell import ON_DUTY
from zhushi.insight.calendar import CalendarScopes, Event, events_in, events_of
from zhushi.matters.reference import calendar_of
from zhushi.people.access import Holdings
from zhushi.rooms.models import Workroom
from zhushi.ui.templatetags.ui import zh_time

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MINE, ALL = "mine", "all"
A_DAY = 6


def scopes_of(held: Holdings) -> CalendarScopes:
    """What a login's calendar reaches."""
    return CalendarScopes(
        activities=held.scope(Perm.ACTIVITY_VIEW),
        receptions=held.scope(Perm.RECEPTION_VIEW),
        services=held.scope(Perm.SERVICE_VIEW),
        talks=held.scope(Perm.TALK_PLAN),
    )


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_VIEW)
def calendar(request, scope):
    """The month or week of the day ``on``; ``of`` says whose, ``room`` which room's."""
    today, held = clock.today(), held_by(request)
    on = day_named(request.GET.get("on", "")) or today
    is_week = request.GET.get("show") == "week"
    reached = Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk")
    choice = RoomChoice.among(reached)
    words = request.GET.get("room", "").replace("\0", "").strip()
    room = reached.filter(named(words)).first() if words else None
    of = request.GET.get("of", "")
    if room:
        of = ALL
    elif of not in (MINE, ALL) or choice.is_many:
        of = MINE if held.roles & ON_DUTY or choice.is_many else ALL
    if of == ALL and len(choice.rooms) == 1:
        room = choice.rooms[0]
    first = on - on.weekday() * DAY if is_week else on.replace(day=1)
    until = first + WEEK - DAY if is_week else shift(first, 1) - DAY
    if of == MINE:
        events = events_of(request.user.person, since=first, until=until)
    else:
        events = events_in(scopes_of(held), since=first, until=until, room=room)
    entries = [_entry(one, names_room=room is None) for one in events]
    if not is_week and of == ALL and room is None:
        entries = _shortened(entries)
    days = calendar_of(request.user.person.district)
    drawn = week_of if is_week else weeks_of
    key = key_of(request.user.person)
    context = {
        **drawn(first, entries, today=today, calendar=days),
        "count": len(events),
        "is_week": is_week,
        "of": of,
        "room": room,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "words": words,
        "not_found": bool(words) and room is None,
        "until": until,
        "links": _links(first, is_week=is_week, of=of, room=room, today=today),
        "feeds": _feeds(request, key, room),
        "key": key,
    }
    return render(request, "desk/calendar/calendar.html", context)


def _shortened(entries: list[Entry]) -> list[Entry]:
    """A month of many rooms shows so many of a day; the rest is in the week."""
    found = []
    for on, group in groupby(entries, key=lambda entry: entry.on):
        of_day = list(group)
        found += of_day[:A_DAY]
        if (rest := len(of_day) - A_DAY) > 0:
            week = f"?{urlencode({'show': 'week', 'of': ALL, 'on': on})}"
            found.append(Entry(on, week, f"还有 {rest} 项"))
    return found


def _entry(event: Event, *, names_room: bool) -> Entry:
    hour = zh_time(event.starts_at) if event.starts_at else ""
    place = (
        f"（{event.room.name.removesuffix('党代表工作室')}）" if event.room and names_room else ""
    )
    off = "，取消了" if event.is_off else ""
    address = reverse(f"desk:{event.page}", kwargs=event.kwargs) if event.page else ""
    return Entry(event.on, address, f"{hour} {event.title}{place}{off}".strip(), event.is_off)


def _links(
    first: date, *, is_week: bool, of: str, room: Workroom | None, today: date
) -> dict[str, str]:
    """Where the stretch before and after, today, the other length and the other calendar are."""
    now = {"of": of, "on": first, **({"show": "week"} if is_week else {})}
    if room:
        now["room"] = room.code
    before = first - WEEK if is_week else shift(first, -1)
    after = first + WEEK if is_week else shift(first, 1)
    inside = first <= today < after
    other = {k: v for k, v in now.items() if k != "show"} if is_week else {**now, "show": "week"}
    plain = {k: v for k, v in now.items() if k != "room"}
    return {
        name: f"?{urlencode(query)}"
        for name, query in (
            ("before", {**now, "on": before}),
            ("after", {**now, "on": after}),
            ("today", {**now, "on": today}),
            ("other", {**other, "on": today if inside else first}),
            ("mine", {**plain, "of": MINE}),
            ("all", {**plain, "of": ALL}),
        )
    }


def _feeds(request, key: str, room: Workroom | None) -> list[tuple[str, str]]:
    """The secret addresses of the own calendar and of the room that is shown."""
    if not key:
        return []
    found = [("我的日历", reverse("desk:feed", kwargs={"key": key}))]
    if room:
        own = {"key": key, "code": room.code}
        found.append((f"{room.name}的日历", reverse("desk:room_feed", kwargs=own)))
    return [(label, request.build_absolute_uri(address)) for label, address in found]
