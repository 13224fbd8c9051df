"""What delegates promised in public: by its day, and how it ended; nobody is counted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.settle_pledge import settle_pledge
from zhushi.activities.choices import PledgeStatus
from zhushi.activities.models import Activity, Pledge
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.pledges import PledgeForm, SettlePledgeForm
from zhushi.desk.month import between
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.showing import showing_of
from zhushi.desk.views.activities import activities, team
from zhushi.desk.views.activity import activity_page
from zhushi.people.choices import Publicity
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

CHIPS = (
    ("", "还没有结果"),
    ("due", "到日子了"),
    ("kept", "已兑现"),
    ("not_kept", "没有兑现"),
    ("unread", "等审定"),
    ("all", "全部"),
)


def pledges(scope):
    """The pledges of the rooms a scope reaches, or the own ones."""
    return Pledge.objects.in_scope(scope).select_related("room", "person", "activity")


@require_safe
@never_cache
@allowed(Perm.PLEDGE_VIEW)
def pledge_list(request, scope):
    """By their day; those without a result unless another chip is chosen."""
    today, chosen = clock.today(), request.GET.get("status", "")
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    words = request.GET.get("room", "").replace("\0", "").strip()
    found = pledges(scope)
    if words:
        found = found.filter(named(words, "room__"))
    found = between(found, request.GET, "due_on")  # a figure of a report names its days
    if chosen in ("kept", "not_kept"):
        found = found.filter(status=chosen.upper())
    elif chosen == "unread":
        found = found.filter(shown_at=None).exclude(result="")
    elif chosen == "due":
        found = found.filter(status=PledgeStatus.OPEN, due_on__lte=today)
    elif chosen != "all":
        chosen, found = "", found.filter(status=PledgeStatus.OPEN)
    answers = held_by(request).scope(Perm.PLEDGE_ANSWER)
    page = keyset(found, request.GET, ("due_on", "pk"), unit="条")
    for one in page.rows:
        one.may_open = _answers(answers, one)
        one.may_answer = not one.settled_at and one.may_open
    context = {
        "page": page,
        "today": today,
        "chosen": chosen,
        "chips": CHIPS,
        "words": words,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
    }
    return render(request, "desk/pledges/list.html", context)


def _answers(scope, pledge: Pledge) -> bool:
    is_own = pledge.person_id == scope.own and pledge.room_id in scope.own_rooms
    return is_own or scope.has_room(pledge.room)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.PLEDGE_ANSWER, pledges, pk="pk")
def pledge(request, pledge: Pledge):
    """How it ended, said by the delegate, or noted for them by the room's desk."""
    form, status = SettlePledgeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                settle_pledge(pledge, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, "记下了。")
                return redirect("desk:pledges")
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {
        "pledge": pledge,
        "form": form,
        "is_own": pledge.person_id == request.user.person_id,
        **showing_of(pledge, request),
    }
    return render(request, "desk/pledges/pledge.html", context, status=status)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def make(request, activity: Activity):
    """Promised at the meeting, written down on its page."""
    form = PledgeForm(request.POST, postings=team(activity.room, clock.today()))
    if form.is_valid():
        try:
            made = make_pledge(
                activity.room,
                **form.pledged,
                activity=activity,
                by=request.user,
                at=clock.now(),
            )
            is_listed = made.person.publicity != Publicity.NONE
            where = "公开页上看得到" if is_listed else "本人不列入公开名单，公开页上没有"
            messages.success(request, f"承诺记下了，{where}，到日子会再问。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return activity_page(request, activity, pledging=form, status=422)
