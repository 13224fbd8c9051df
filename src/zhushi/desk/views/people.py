"""Who is in the teams: the list, one person, vacancies, a telephone by reason."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from zhushi.activities.models import Exemplar
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.grouping import OccasionForm
from zhushi.desk.forms.people import PeopleFilter, ReasonForm
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.people.access import Scope
from zhushi.people.actions.look_at_phone import look_at_phone
from zhushi.people.choices import RECEIVING, Reach, Role, Team
from zhushi.people.models import Mandate, Person, Posting
from zhushi.people.queries import lacks_of, with_team_counts
from zhushi.people.roles import GRANTS, GUARDED, PRIVILEGED
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset, numbered

LISTED = ("name", "ref", "masked_phone", "district_id")


def people_in(scope: Scope) -> QuerySet[Person]:
    """The people a scope reaches today."""
    return Person.objects.in_scope(scope, clock.today()).select_related("district")


def reaches(scope: Scope, person: Person, postings: Iterable[Posting]) -> bool:
    """Whether a scope reaches a person, told from postings that are at hand."""
    return person.district_id in scope.districts or any(
        p.room_id in scope.rooms or p.unit_id in scope.units for p in postings
    )


@allowed(Perm.PERSON_VIEW)
def people(request, scope):
    on, held = clock.today(), held_by(request)
    reached = Workroom.objects.in_scope(_rooms_of(scope)).open_on(on)
    choice = RoomChoice.among(reached)
    form = PeopleFilter(request.GET, choice=choice)
    form.is_valid()
    found = _filtered(people_in(scope), form.cleaned_data, on)
    found = found.prefetch_related(_current(on), _seats(on)).select_related(None).only(*LISTED)
    page = keyset(found, request.GET, ("name", "pk"), unit="人")
    look = held.scope(Perm.PERSON_LOOK)
    for one in page.rows:
        one.shows_phone = reaches(look, one, one.current)
    context = {
        "form": form,
        "page": page,
        "shows_phones": not look.is_empty,
        "is_filtered": any(form.cleaned_data.values()),
        "lacking": 0 if choice.is_many else len(_lacking(reached, on)),
        "may_hand_over": held.has(Perm.WORK_HAND_OVER),
        "may_edit": held.has(Perm.PERSON_EDIT),
        "may_import": held.has(Perm.ROSTER_IMPORT),
    }
    return render(request, "desk/people/list.html", context)


@in_scope(Perm.PERSON_VIEW, people_in)
def person(request, person):
    return render(request, "desk/people/detail.html", detail(request, person))


@never_cache
@in_scope(Perm.PERSON_LOOK, people_in)
def phone(request, person):
    """The full number, after a reason; shown on this page only and never kept by the browser."""
    form, status, number = ReasonForm(request.POST if request.method == "POST" else None), 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                number = look_at_phone(
                    person, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
                )
                status = 200
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"person": person, "form": form, "number": number}
    return render(request, "desk/people/phone.html", context, status=status)


@allowed(Perm.PERSON_VIEW)
def vacancies(request, scope):
    """Rooms that lack a head, a liaison or delegates, before those that lack nothing."""
    on = clock.today()
    reached = Workroom.objects.in_scope(_rooms_of(scope)).open_on(on)
    rows = _team_rows(reached, on)
    rows.sort(key=lambda row: -len(row["lacks"]))
    page = numbered(rows, request.GET, unit="个")
    rooms = reached.in_bulk([row["pk"] for row in page.rows])
    for row in page.rows:
        row["room"] = rooms[row["pk"]]
    context = {"page": page, "lacking": sum(bool(row["lacks"]) for row in rows)}
    return render(request, "desk/people/vacancies.html", context)


def _team_rows(rooms: QuerySet[Workroom], on) -> list[dict[str, Any]]:
    """Of each room how many there are and what it lacks; one statement, no room is read whole."""
    counts = with_team_counts(rooms, on=on).values(
        "pk", "heads", "liaisons", "delegates", "volunteers"
    )
    return [
        {
            "pk": one["pk"],
            "lacks": lacks_of(one),
            "delegates": one["delegates"] + one["heads"],
            "volunteers": one["volunteers"],
        }
        for one in counts
    ]


def _lacking(rooms: QuerySet[Workroom], on) -> list[dict[str, Any]]:
    return [row for row in _team_rows(rooms, on) if row["lacks"]]


def detail(request, person: Person) -> dict:
    """What the page of a person shows to this login, and what it may do there."""
    on, held = clock.today(), held_by(request)
    postings = list(person.postings.select_related("room", "unit").order_by("-starts_on", "-pk"))
    current = [p for p in postings if p.starts_on <= on and (not p.ends_on or on <= p.ends_on)]

    def may(perm: Perm) -> bool:
        return reaches(held.scope(perm), person, current)

    mandates = list(person.mandates.order_by("-starts_on", "level"))
    leaves = list(person.leaves.filter(ends_on__gte=on).select_related("stand_in")[::-1])
    is_guarded = any(posting.role in GUARDED for posting in current)
    may_invite = may(Perm.LOGIN_INVITE) and not is_guarded
    return {
        "person": person,
        "today": on,
        "postings": postings,
        "current": current,
        "endable": {p.pk for p in postings if not p.is_over_on(on) and p.role not in PRIVILEGED},
        "mandates": mandates,
        "rights": _rights(current),
        "login": getattr(person, "login", None) if may_invite else None,
        "leaves": leaves,
        **_exemplary(person, current, held, own=request.user.person_id),
        "may_leave": may(Perm.PERSON_LEAVE),
        "duty_file": may(Perm.DUTY_FILE_VIEW) and (mandates or any(map(is_delegate, postings))),
        "may_look": may(Perm.PERSON_LOOK),
        "may_edit": may(Perm.PERSON_EDIT),
        "regrouping": OccasionForm() if may(Perm.GROUPING_MAKE) else None,
        "may_invite": may_invite,
        "is_guarded": is_guarded and may(Perm.LOGIN_INVITE),
    }


def is_delegate(posting: Posting) -> bool:
    return posting.team == Team.DELEGATE


def _exemplary(person: Person, current: Iterable[Posting], held, *, own) -> dict:
    """What the page says of an exemplary delegate, and whether this login may propose them."""
    notes = held.scope(Perm.ACTIVITY_NOTE)
    seats = [one for one in current if one.role in RECEIVING and one.room]
    if not any(notes.has_room(one.room) for one in seats):
        return {}
    found = list(Exemplar.objects.in_scope(notes).filter(person=person).select_related("room"))
    return {
        "exemplary": found,
        "may_propose": person.pk != own and not any(one.confirmed_at for one in found),
    }


def _rights(postings: Iterable[Posting]) -> list[dict]:
    """Which rights each current role brings, in the words of the table."""
    roles = dict.fromkeys(Role(posting.role) for posting in postings)
    return [
        {
            "role": role.label,
            "rights": [(perm.value, Reach(reach).label) for perm, reach in GRANTS[role].items()],
        }
        for role in roles
    ]


def _rooms_of(scope: Scope) -> Scope:
    return Scope(scope.districts, scope.rooms | scope.own_rooms)


def _filtered(found: QuerySet[Person], wanted: dict, on) -> QuerySet[Person]:
    if words := wanted.get("q", "").strip():
        found = found.filter(name__contains=words)
    held = Posting.objects.current_on(on)
    team, room = wanted.get("team"), wanted.get("room")
    if team == "NONE":
        seats = Mandate.objects.filter(person=OuterRef("pk")).exclude(ends_on__lt=on)
        return found.filter(Exists(seats), ~Exists(held.filter(person=OuterRef("pk"))))
    if team:
        held = held.filter(team=team)
    if room:
        held = held.filter(room__in=Workroom.objects.filter(named(room)).values("pk"))
    if team or room:
        found = found.filter(pk__in=held.values("person"))
    if level := wanted.get("level"):
        seats = Mandate.objects.filter(person=OuterRef("pk"), level=level)
        found = found.filter(Exists(seats.exclude(ends_on__lt=on)))
    return found


def _current(on) -> Prefetch:
    held = Posting.objects.current_on(on).select_related("room", "unit")
    held = held.only("person", "role", "starts_on", "room__name", "unit__name")
    return Prefetch("postings", queryset=held, to_attr="current")


def _seats(on) -> Prefetch:
    seats = Mandate.objects.exclude(ends_on__lt=on).order_by("-level")
    return Prefetch("mandates", queryset=seats, to_attr="seats")
