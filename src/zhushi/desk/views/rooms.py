"""Workrooms: the list in three tiers, one room, and its check against the standard."""

from collections import Counter, defaultdict

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.choices import DayStatus
from zhushi.activities.models import ReceptionDay
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.rooms import CheckForm
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings
from zhushi.people.choices import Role, Team
from zhushi.people.models import Posting
from zhushi.people.norms import lacking
from zhushi.people.queries import members_of
from zhushi.rooms.actions.check_standard import check_standard
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import StandardItem, Workroom
from zhushi.rooms.queries import readiness_of, standing_by_room
from zhushi.ui.paging import numbered

TEAMS = (Team.DELEGATE, Team.LIAISON, Team.VOLUNTEER)
NEXT_DAYS = 4


def rooms_in(scope):
    """The rooms of a scope with what every page of a room names."""
    return Workroom.objects.in_scope(scope).select_related("unit", "district")


@allowed(Perm.ROOM_VIEW)
def rooms(request, scope):
    """All rooms in three tiers, page by page; closed ones only when asked for."""
    today = clock.today()
    shows_closed = request.GET.get("closed") == "1"
    found = rooms_in(scope)
    found = found.filter(closed_on__lt=today) if shows_closed else found.open_on(today)
    ranks = list(Tier)
    every = sorted(
        found.values_list("tier", "unit__code", "pk"),
        key=lambda row: (ranks.index(Tier(row[0])), *row[1:]),
    )
    page = numbered([pk for *_, pk in every], request.GET, unit="个")
    rooms = found.in_bulk(page.rows)
    held = held_by(request)
    context = {
        "tiers": list(_tiers([rooms[pk] for pk in page.rows], today)),
        "counts": [
            (tier.label, n)
            for tier, n in sorted(
                Counter(Tier(tier) for tier, *_ in every).items(),
                key=lambda one: ranks.index(one[0]),
            )
        ],
        "page": page,
        "shows_closed": shows_closed,
        "may_open": held.has(Perm.ROOM_OPEN),
        "may_set": held.has(Perm.SETTINGS_EDIT),
    }
    return render(request, "desk/rooms/list.html", context)


def _tiers(shown: list[Workroom], today):
    """Each tier with its rooms: who leads, who keeps the desk, next day, the standard."""
    people: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    held = Posting.objects.current_on(today).filter(room__in=[room.pk for room in shown])
    for room, role, name in held.values_list("room_id", "role", "person__name"):
        people[room][role].append(name)
    coming = ReceptionDay.objects.filter(
        room__in=[room.pk for room in shown],
        on__gte=today,
        status__in=(DayStatus.PLANNED, DayStatus.ANNOUNCED, DayStatus.OPEN),
    )
    following = dict(coming.order_by().values_list("room_id").annotate(first=Min("on")))
    met, lines = standing_by_room(shown)
    for tier in Tier:
        rows = [
            {
                "room": room,
                "head": people[room.pk][Role.HEAD],
                "liaisons": people[room.pk][Role.LIAISON],
                "delegates": len(people[room.pk][Role.DELEGATE]),
                "next_on": following.get(room.pk),
                "met": met.get(room.pk, 0),
                "lines": lines.get(room.district_id, 0),
            }
            for room in shown
            if room.tier == tier
        ]
        if rows:
            yield tier.label, rows


@in_scope(Perm.ROOM_VIEW, rooms_in, code="code")
def room(request, room: Workroom, *, form=None, item=None, status: int = 200):
    """One room: what a visitor finds, who works here, what comes, what is missing."""
    today, held = clock.today(), held_by(request)
    coming = room.reception_days.filter(on__gte=today).exclude(status=DayStatus.CANCELLED)
    context = {
        "room": room,
        "is_open": room.closed_on is None or room.closed_on >= today,
        "teams": _teams(room, today),
        "days": list(coming.order_by("on")[:NEXT_DAYS]),
        "readiness": readiness_of(room),
        "figures": _figures(room, held, today),
        "may_edit": held.scope(Perm.ROOM_EDIT).has_room(room),
        "may_close": held.scope(Perm.ROOM_OPEN).has_room(room) and room.closed_on is None,
        "may_plan": held.scope(Perm.RECEPTION_PLAN).has_room(room),
        "may_staff": held.scope(Perm.PERSON_EDIT).has_room(room),
        "may_volunteers": held.scope(Perm.VOLUNTEER_KEEP).has_room(room),
        "sees_people": held.scope(Perm.PERSON_VIEW).has_room(room),
        "sees_days": held.scope(Perm.RECEPTION_VIEW).has_room(room),
        "form": form,
        "checked": item,
    }
    return render(request, "desk/rooms/room.html", context, status=status)


def _teams(room: Workroom, today):
    """The three teams in the seed's order; a team without its named person says so."""
    members = members_of(room, on=today)
    count = Counter(posting.role for posting in members)
    lacks = lacking(
        heads=count[Role.HEAD], liaisons=count[Role.LIAISON], delegates=count[Role.DELEGATE]
    )
    for team in TEAMS:
        found = [posting for posting in members if posting.team == team]
        short = [word for word in lacks if (word == "联络员") == (team == Team.LIAISON)]
        for posting in found:
            posting.what = _what(posting, today)
        yield {
            "label": team.label,
            "members": found,
            "vacancies": [_vacancy(word) for word in short] if team != Team.VOLUNTEER else [],
        }


def _vacancy(word: str) -> str:
    """组长空缺, 联络员空缺; a number that is too small says so itself."""
    return word if "不足" in word else f"{word.removeprefix('工作室')}空缺"


def _what(posting: Posting, today) -> str:
    """What somebody is here: the post a head holds besides, until when, and who is away."""
    words = [posting.get_role_display()]
    if posting.role == Role.HEAD and posting.person.post_title:
        words = [f"{posting.person.post_title}任组长"]
    if posting.ends_on:
        words.append(f"到{posting.ends_on:%-m月%-d日}")
    if posting.away_until:
        by = f"，{posting.stand_in}代班" if posting.stand_in else ""
        words.append(f"请假到{posting.away_until:%-m月%-d日}{by}")
    return " · ".join(words)


def _figures(room: Workroom, held: Holdings, today) -> dict[str, int] | None:
    """The room's matters in numbers, each the number of the list it opens; one statement."""
    scope = held.scope(Perm.MATTER_VIEW)
    if not scope.has_room(room):
        return None
    return (
        Matter.objects.in_scope(scope)
        .filter(room=room)
        .aggregate(
            all=Count("pk"),
            open=Count("pk", filter=~Q(status__in=FINAL)),
            late=Count("pk", filter=Q(due_on__lt=today)),
        )
    )


@in_scope(Perm.ROOM_EDIT, rooms_in, code="code")
@require_POST
def check(request, found: Workroom, item: int):
    """Note whether the room meets one line of the standard."""
    line = StandardItem.objects.filter(district=found.district_id, pk=item).first()
    if line is None:
        raise Http404
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            check_standard(found, line, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"“{line.label}”记为{'有' if form.cleaned_data['is_met'] else '缺'}。"
            )
            return redirect("desk:room", code=found.code)
    return room(request, code=found.code, form=form, item=line.pk, status=422)
