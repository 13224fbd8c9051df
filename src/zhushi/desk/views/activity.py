"""One activity: its programme, who comes, what was said, and what may happen to it now."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.keep_photo import MOST_PHOTOS
from zhushi.activities.actions.plan_activity import change_activity
from zhushi.activities.actions.record_activity import hold_activity, record_activity
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import PUBLIC, has_route, kind_of
from zhushi.activities.lifecycle import TO_COME, activity_verbs
from zhushi.activities.models import Activity, Participant
from zhushi.activities.peers import EXCHANGE, field_of, fields_in, peers_for, seats_in
from zhushi.activities.words_seen import words_seen
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.activities import (
    AttendanceForm,
    BringForm,
    CancelForm,
    GuestForm,
    PhotosForm,
    ProgrammeForm,
    RecordForm,
    ReportForm,
)
from zhushi.desk.forms.pledges import PledgeForm
from zhushi.desk.room_choice import partner_rooms
from zhushi.desk.sayings import sayings_of
from zhushi.desk.views.activities import activities, activities_seen, team
from zhushi.desk.views.research_activities import theme_of
from zhushi.desk.views.study_sessions import study_of
from zhushi.people.access import Scope
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


@allowed(Perm.ACTIVITY_VIEW)
def activity(request, scope, pk: int):
    """The page of the own rooms' activities; others who take part read when, where and who goes."""
    if own := activities(scope).filter(pk=pk).first():
        return activity_page(request, own)
    found = activities_seen(scope).filter(pk=pk).first()
    found = found or get_object_or_404(activities_told(request.user.person), pk=pk)
    context = {"activity": found, **_joint(found, scope, held_by(request))}
    return render(request, "desk/activities/invited.html", context)


@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def edit(request, activity: Activity):
    """Change what is to come; who was told is told again."""
    if activity.status not in TO_COME:
        messages.error(request, "办过的、取消了的活动不能再改安排。")
        return redirect("desk:activity", pk=activity.pk)
    kind, status = kind_of(activity.kind), 200
    plain = ("title", "on", "starts_at", "ends_at", "place", "agenda")
    first = {name: getattr(activity, name) for name in plain}
    asked = [one.person for one in activity.participants.select_related("person")]
    first["lead"] = activity.lead.ref if activity.lead else ""
    first["people"] = [person.ref for person in asked]
    first["others"] = list(activity.others.values_list("code", flat=True))
    data = request.POST if request.method == "POST" else None
    theirs = set(activity.others.values_list("pk", flat=True))
    postings = [one for one in _offered(activity) if one.room_id not in theirs]
    near = partner_rooms(activity.room)
    form = ProgrammeForm(
        data, kind=kind, postings=postings, rooms=near, initial=first, is_new=False
    )
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                programme = form.programme
                change_activity(activity, programme=programme, by=request.user, at=clock.now())
                messages.success(request, "已改好。")
                return redirect("desk:activity", pk=activity.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    back = reverse("desk:activity", kwargs={"pk": activity.pk})
    context = {
        "form": form, "kind": kind, "room": activity.room, "activity": activity, "back": back
    }  # fmt: skip
    return render(request, "desk/activities/programme.html", context, status=status)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def announce(request, activity: Activity):
    try:
        announce_activity(activity, by=request.user, at=clock.now())
        messages.success(request, "已通知参加的人。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=activity.pk)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def hold(request, activity: Activity):
    """Who came, counted by the liaison; nobody checks in."""
    form = AttendanceForm(request.POST, postings=_offered(activity))
    if form.is_valid():
        try:
            hold_activity(
                activity,
                came=form.chosen("came"),
                came_count=form.cleaned_data["came_count"],
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, "到场记好了，接着写几句记录。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            if "hold" not in activity_verbs(activity.status):
                return _too_late(request, activity, refused)
            form.add_error(None, str(refused))
    return activity_page(request, activity, attendance=form, status=422)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def record(request, activity: Activity):
    form = RecordForm(request.POST, postings=_offered(activity))
    if form.is_valid():
        try:
            record_activity(
                activity,
                record=form.cleaned_data["record"],
                said=form.statements,
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, "记录已保存。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            if "record" not in activity_verbs(activity.status):
                return _too_late(request, activity, refused)
            form.add_error(None, str(refused))
    return activity_page(request, activity, recording=form, status=422)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def cancel(request, activity: Activity):
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_activity(activity, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "已取消，通知过的人都会知道。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            if "cancel" not in activity_verbs(activity.status):
                return _too_late(request, activity, refused)
            form.add_error(None, str(refused))
    return activity_page(request, activity, cancelling=form, status=422)


def activities_told(person: Person):
    """The activities of any room that somebody was told of."""
    told = Activity.objects.filter(participants__person=person, announced_at__isnull=False)
    return told.select_related("room", "lead")


def _too_late(request, activity: Activity, refused: Refused):
    """The form is no longer on the page, since somebody was faster: say so above it."""
    messages.error(request, str(refused))
    return redirect("desk:activity", pk=activity.pk)


def _offered(activity: Activity, asked: list[Participant] | None = None) -> list[Posting]:
    """The room's teams, and whoever was asked from another room; asked: where known already."""
    own = team(activity.room, activity.on)
    known = {posting.person_id for posting in own}
    everybody = activity.participants.all() if asked is None else asked
    coming = {one.person_id for one in everybody} - known
    if not coming:
        return own
    held = Posting.objects.current_on(activity.on).filter(
        person__in=coming, district=activity.district_id
    )
    return [*own, *held.select_related("person", "room").order_by("person__name", "pk")]


def activity_page(
    request,
    activity: Activity,
    *,
    attendance=None,
    recording=None,
    cancelling=None,
    inviting=None,
    reporting=None,
    pledging=None,
    picturing=None,
    status=200,
):
    """The page of an activity, with a form that was refused in place of a fresh one."""
    today = clock.today()
    held = held_by(request)
    may_keep = held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)
    sayings = sayings_of(activity, held, own=request.user.person_id)
    verbs = activity_verbs(activity.status) if may_keep else frozenset()
    verbs -= {"hold"} if activity.on > today else set()
    participants = list(activity.participants.select_related("person"))
    asked = [one.person.ref for one in participants]
    others = others_of(activity)
    postings = _offered(activity, participants) if verbs & {"hold", "record"} else []
    if "hold" in verbs and attendance is None:
        attendance = AttendanceForm(postings=postings, initial={"came": asked})
    if "record" in verbs and recording is None:
        recording = RecordForm(postings=postings, initial={"record": activity.record})
    notes = held.scope(Perm.ACTIVITY_NOTE).has_room(activity.room)
    is_off = activity.status == ActivityStatus.CANCELLED
    context = {
        **_reporting(request, activity, reporting, may_keep=may_keep),
        **_pledging(activity, pledging, may_keep=may_keep and not is_off),
        **_picturing(request, activity, picturing),
        **_peers(request, activity, held),
        "others": others,
        **study_of(activity, held, own=request.user.person_id),
        **theme_of(activity, held, may_keep=may_keep),
        "activity": activity,
        "kind": kind_of(activity.kind),
        "verbs": verbs,
        "may_keep": may_keep,
        "may_note": not is_off and notes,
        "has_route": notes and has_route(activity.kind, activity.form),
        "participants": participants,
        "guests": activity.guests.all(),
        "statements": sayings,
        "awaits_liaison": any(not (one.ref or one.may_raise) for one in sayings),
        "attendance": attendance,
        "recording": recording,
        "inviting": inviting or GuestForm() if may_keep and not is_off else None,
        "cancelling": cancelling or CancelForm(),
        "is_late": activity.status in TO_COME and activity.on < today,
    }
    return render(request, "desk/activities/activity.html", context, status=status)


def _reporting(request, activity: Activity, form, *, may_keep: bool) -> dict:
    """What the panel of the public report shows: only of a public kind that is recorded."""
    is_meant = activity.kind in PUBLIC and activity.status == ActivityStatus.RECORDED
    if form is None and not is_meant:
        return {}
    approves = held_by(request).scope(Perm.PUBLISH_APPROVE).has_room(activity.room)
    is_public, is_own = bool(activity.published_at), activity.reported_by_id == request.user.pk
    waits = bool(activity.report) and not is_public
    if may_keep and not is_public and form is None:
        form = ReportForm(initial={"report": activity.report})
    return {
        "has_report": may_keep or is_public,
        "reporting": form,
        "may_publish": approves and waits and not is_own,
        "seen": words_seen(activity),
        "may_withdraw": approves and is_public,
        "awaits_other": may_keep and waits and is_own,
    }


def _picturing(request, activity: Activity, form) -> dict:
    """The pictures, with a button on those this login may take away, and the form for more."""
    held, is_over = held_by(request), activity.on <= clock.today()
    keeps = held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)
    has_any = is_over or activity.status not in TO_COME
    pictures = list(activity.photos.select_related("attachment")) if has_any else []
    for one in pictures:
        one.is_mine = keeps or one.added_by_id == request.user.pk
    may_add = is_over and activity.status != ActivityStatus.CANCELLED
    may_add = may_add and held.scope(Perm.ACTIVITY_NOTE).has_room(activity.room)
    has_place = len(pictures) < MOST_PHOTOS
    if form is None and may_add and has_place:
        form = PhotosForm()
    return {"pictures": pictures, "picturing": form}


def others_of(activity: Activity) -> list[Workroom]:
    """The rooms that take part."""
    return list(activity.others.order_by("tier", "pk"))


def _joint(activity: Activity, scope: Scope, held) -> dict:
    """Who of the reader's rooms goes there, and for the desk of one of them the form for it."""
    rooms = [room for room in others_of(activity) if scope.has_room(room)]
    sent = Posting.objects.current_on(activity.on).filter(room__in=rooms).values("person")
    going = [
        one.person for one in activity.participants.filter(person__in=sent).select_related("person")
    ]
    keeps, is_ahead = held.scope(Perm.ACTIVITY_KEEP), activity.status == ActivityStatus.ANNOUNCED
    refs = [person.ref for person in going]
    bringing = [
        (
            room,
            BringForm(
                postings=team(room, activity.on),
                initial={"brought": refs},
                auto_id=f"{room.code}_%s",
            ),
        )
        for room in rooms
        if is_ahead and keeps.has_room(room)
    ]
    return {"is_joint": bool(rooms), "going": going, "bringing": bringing}


def _pledging(activity: Activity, form, *, may_keep: bool) -> dict:
    """What was promised at an introduction meeting, and the form for one more."""
    if activity.kind != ActivityKind.CONTACT and form is None:
        return {}
    if may_keep and form is None:
        form = PledgeForm(postings=team(activity.room, clock.today()))
    found = list(activity.pledges.select_related("person").order_by("pk"))
    return {"has_pledges": may_keep or bool(found), "pledges": found, "pledging": form}


def _peers(request, activity: Activity, held) -> dict:
    """Whom to ask to an exchange visit to come, of the field of who leads it or another one."""
    scope = held.scope(Perm.ACTIVITY_KEEP)
    if activity.form != EXCHANGE or activity.status not in TO_COME:
        return {}
    if not scope.has_room(activity.room):
        return {}
    seats = seats_in(scope, activity)
    fields = fields_in(seats)
    asked_for = request.GET.get("field", "")
    field = asked_for if asked_for in fields else field_of(activity)
    return {
        "has_peers": True,
        "peers_everywhere": activity.district_id in scope.districts,
        "peer_fields": fields,
        "peer_field": field if field in fields else "",
        "peers": peers_for(activity, seats, field),
    }
