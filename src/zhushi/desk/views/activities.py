"""What happens in and from the rooms: the list, a new one, one written down afterwards."""

from dataclasses import replace
from datetime import time, timedelta

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhushi.activities.actions.keep_photo import MOST_PHOTOS, add_photos
from zhushi.activities.actions.plan_activity import plan_activity
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import TO_COME
from zhushi.activities.models import Activity, Participant, ReceptionDay, Shift
from zhushi.activities.study import items_to_offer
from zhushi.core import clock
from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.forms.activities import NoteForm, ProgrammeForm
from zhushi.desk.month import Entry, between, day_named, month_of, shift, weeks_of, workday_in
from zhushi.desk.room_choice import RoomChoice, named, partner_rooms
from zhushi.desk.views.matter_new import rooms_of
from zhushi.desk.views.reception_rooms import entry_of
from zhushi.matters.reference import calendar_of
from zhushi.people.models import Posting
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset
from zhushi.ui.templatetags.ui import zh_time

SHOWN = (
    ("coming", "接下来"),
    ("open", "等记录"),
    ("month", "月历"),
    ("held", "办过的"),
)


def activities(scope):
    """The activities of the rooms a scope reaches."""
    return Activity.objects.in_scope(scope).select_related("room", "lead", "reported_by__person")


def activities_seen(scope):
    """Those, and the activities in which these rooms take part."""
    return Activity.objects.seen_by(scope).select_related("room", "lead", "reported_by__person")


def team(room: Workroom, on) -> list[Posting]:
    """Who can be asked: the room's three teams on a day, the delegates first."""
    held = Posting.objects.current_on(on).filter(room=room).select_related("person", "room")
    return list(held.order_by("team", "person__name", "pk"))


@allowed(Perm.ACTIVITY_VIEW)
def activity_list(request, scope):
    """To come, waiting for a record, or gone; of one room or one kind if asked."""
    today, show = clock.today(), request.GET.get("show", "coming")
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    words = request.GET.get("room", "").replace("\0", "").strip()
    kind = request.GET.get("kind", "")
    found = Activity.objects.in_scope(scope)
    if words:
        found = found.filter(named(words, "room__"))
    if kind in KINDS:
        found = found.filter(kind=kind)
    if heading := request.GET.get("heading", ""):  # a number of the eight
        found = found.filter(kind__in=[k.code for k in KINDS.values() if k.heading == heading])
    if show != "month":
        found = between(found, request.GET)
        if on := day_named(request.GET.get("on", "")):
            found = found.filter(on=on)
    context, page = {}, None
    if show == "month":
        counts_only = choice.is_many and not words
        context = _month(request, found, words=words, kind=kind, counts_only=counts_only)
    elif show == "held":
        page = keyset(_lines(found.took_place()), request.GET, ("-on", "-pk"), unit="项")
    elif show == "open":
        is_held = Q(status=ActivityStatus.HELD) | Q(status__in=TO_COME, on__lt=today)
        page = keyset(_lines(found.filter(is_held)), request.GET, ("on", "pk"), unit="项")
    else:
        coming = found.filter(on__gte=today, status__in=TO_COME)
        page = keyset(_lines(coming), request.GET, ("on", "pk"), unit="项")
    held = held_by(request)
    context |= {
        "page": page,
        "show": show,
        "choices": SHOWN,
        "kinds": KINDS.values(),
        "kind": kind,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "words": words,
        "today": today,
        "may_keep": held.has(Perm.ACTIVITY_KEEP),
        "may_note": held.has(Perm.ACTIVITY_NOTE),
    }
    return render(request, "desk/activities/list.html", context)


def _lines(found):
    """What a line of the list says, and no more; how many were asked is counted row by row."""
    asked = Participant.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    found = found.annotate(asked=Subquery(asked.annotate(count=Count("pk")).values("count")))
    told = ("title", "kind", "form", "status", "on", "starts_at", "came_count", "room__name")
    return found.select_related("room").only(*told)


def _month(request, found, *, words: str, kind: str, counts_only: bool) -> dict:
    """All that happens in a month, the reception days among it where no kind is asked for.

    counts_only: how many activities a day has, where there are very many rooms.
    """
    today = clock.today()
    first = month_of(request.GET.get("month", ""), today)
    until = shift(first, 1) - timedelta(days=1)
    calendar = calendar_of(request.user.person.district)
    if counts_only:
        a_day = found.held_between(first, until).order_by().values_list("on")
        counts = dict(a_day.annotate(count=Count("pk", distinct=True)))
        return weeks_of(first, (), today=today, calendar=calendar, counts=counts)
    entries = [
        Entry(
            one.on,
            reverse("desk:activity", kwargs={"pk": one.pk}),
            f"{zh_time(one.starts_at)} {one.title}".strip(),
            starts_at=one.starts_at or time(),
        )
        for one in found.held_between(first, until).only("title", "on", "starts_at")
    ]
    if not kind:
        days = ReceptionDay.objects.in_scope(held_by(request).scope(Perm.RECEPTION_VIEW))
        days = days.filter(named(words, "room__")) if words else days
        days = days.held_between(first, until).select_related("room__unit")
        entries += [replace(entry, words=f"{entry.words} 接待") for entry in map(entry_of, days)]
    if kind in ("", ActivityKind.SERVICE):
        entries += _shifts(request, words, first, until)
    entries.sort(key=lambda entry: (entry.on, entry.starts_at, entry.words))
    return weeks_of(first, entries, today=today, calendar=calendar)


def _shifts(request, words: str, first, until) -> list[Entry]:
    """The shifts of service projects in a month; one statement."""
    found = Shift.objects.in_scope(held_by(request).scope(Perm.SERVICE_VIEW))
    found = found.filter(named(words, "project__room__")) if words else found
    return [
        Entry(
            one.on,
            reverse("desk:shift", kwargs={"shift": one.pk}),
            f"{zh_time(one.starts_at)} {one.project.title}",
            starts_at=one.starts_at,
        )
        for one in found.held_between(first, until)
        .select_related("project")
        .only("on", "starts_at", "project__title")
    ]


@allowed(Perm.ACTIVITY_KEEP)
def new_activity(request, scope):
    """Plan one: first the kind and the room, then the rest."""
    rooms = rooms_of(request, scope)
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    code, room = request.GET.get("kind", ""), _named(rooms, request.GET.get("room", ""))
    if code not in KINDS or room is None:
        context = {"kinds": KINDS.values(), "rooms": rooms, "kind": code}
        return render(request, "desk/activities/choose.html", context)
    kind, status = KINDS[ActivityKind(code)], 200
    postings = team(room, clock.today())
    first = {"title": kind.title_of(kind.usual), "place": room.name, "form": kind.usual}
    if month := request.GET.get("month"):  # a gap of the plan
        first["on"] = workday_in(month, clock.today(), calendar_of(room.district))
    first["people"] = [posting.person.ref for posting in postings if posting.team == "DELEGATE"]
    data = request.POST if request.method == "POST" else None
    near = partner_rooms(room)
    is_study = kind.code == ActivityKind.STUDY
    study = items_to_offer(room.pk, None, on=clock.today()) if is_study else []
    form = ProgrammeForm(data, kind=kind, postings=postings, rooms=near, study=study, initial=first)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = plan_activity(
                    room,
                    kind=kind.code,
                    form=form.cleaned_data["form"],
                    programme=form.programme,
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "已列入计划，还没有通知。")
                return redirect("desk:activity", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    back = reverse("desk:activities")
    context = {"form": form, "kind": kind, "room": room, "back": back}
    return render(request, "desk/activities/programme.html", context, status=status)


@never_cache
@allowed(Perm.ACTIVITY_NOTE)
def note(request, scope):
    """What took place without a plan, in under a minute on the phone."""
    rooms, status = rooms_of(request, scope), 200
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    if request.method == "POST":
        form, status = NoteForm(request.POST, request.FILES, rooms=rooms), 422
        if form.is_valid():
            try:
                made = _noted(form, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _told(form))
                return redirect("desk:activity", pk=made.pk)
    else:
        form = NoteForm(rooms=rooms, initial={"on": clock.today()})
    context = {"form": form, "room": rooms[0] if len(rooms) == 1 else None}
    return render(request, "desk/activities/note.html", context, status=status)


def _told(form: NoteForm) -> str:
    if form.cleaned_data["said"].strip():
        return "记下了。听到的意见由联络员转成事项，已经通知联络员。"
    return "记下了。"


def _noted(form: NoteForm, *, by, at) -> Activity:
    """Kept together with its pictures; the same form again keeps neither twice."""
    given, room = form.cleaned_data, form.chosen_room
    kind, form_code = given["what"]
    photos, most = given["photos"], MOST_PHOTOS
    with stored(photos, district_id=room.district_id, at=at, at_most=most) as kept:
        made = note_activity(
            room,
            kind=kind,
            form=form_code,
            on=given["on"],
            record=given["record"],
            place=given["place"],
            lead=by.person,
            said=[Said(given["said"])],
            key=given["key"],
            by=by,
            at=at,
        )
        if kept:
            add_photos(made, kept, by=by, at=at)
    return made


def _named(rooms: list[Workroom], code: str) -> Workroom | None:
    """The room with a code; the only one where there is one; None if it has to be chosen."""
    if len(rooms) == 1:
        return rooms[0]
    found = next((room for room in rooms if room.code == code), None)
    if code and found is None:
        raise Http404
    return found
