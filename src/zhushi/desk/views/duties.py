"""The own duties: when, who could take one over, and on which days one cannot come."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.ask_swap import ask_swap
from zhushi.activities.actions.block_out import block_out, free_again
from zhushi.activities.actions.end_swap import decline_swap, withdraw_swap
from zhushi.activities.actions.renew_feed import renew_feed
from zhushi.activities.actions.say_weekdays_off import say_weekdays_off
from zhushi.activities.actions.take_swap import take_swap
from zhushi.activities.choices import DayStatus, DutyPart
from zhushi.activities.feeds import key_of
from zhushi.activities.models import Duty, Swap
from zhushi.activities.queries import duties_of, swaps_for, swaps_put_to, who_could_take
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.desk.access import everybody
from zhushi.desk.forms.rosters import BlockOutForm, SwapForm, WeekdaysForm

SHOWN = 100


def duties_page(request, *, status: int = 200, **forms):
    """The page of the own duties; ``forms`` replaces an empty form by a refused one."""
    person, today = request.user.person, clock.today()
    key = key_of(person)
    weekdays = [row.weekday for row in person.weekdays_off.all()]
    context = {
        "duties": duties_of(person, since=today)[:SHOWN],
        "swaps": swaps_for(person, on=today),
        "blocked": list(person.block_outs.filter(ends_on__gte=today)),
        "weekdays_form": WeekdaysForm(initial={"weekdays": weekdays}),
        "block_form": BlockOutForm(initial={"starts_on": today}),
        "feed": request.build_absolute_uri(reverse("desk:feed", kwargs={"key": key}))
        if key
        else "",
        "today": today,
        **forms,
    }
    return render(request, "desk/duties/list.html", context, status=status)


@require_safe
@never_cache
@everybody
def duties(request):
    """When I am on duty, what I am asked, when I cannot come."""
    return duties_page(request)


@require_POST
@everybody
def weekdays(request):
    """On which days of the week I cannot come."""
    return _noted(request, "weekdays_form", WeekdaysForm(request.POST), say_weekdays_off)


@require_POST
@everybody
def create_block(request):
    """Some days on which I cannot come."""
    return _noted(request, "block_form", BlockOutForm(request.POST), block_out)


def _noted(request, name: str, form, action):
    """Keep what one says of one's own time, or show the page with the form that was refused."""
    if form.is_valid():
        try:
            action(request.user.person, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "记下了，下次排班会避开。已经排好的不变，来不了请找人替。")
            return redirect("desk:duties")
    return duties_page(request, status=422, **{name: form})


@require_POST
@everybody
def remove_block(request, pk: int):
    """I can come after all."""
    blocked = get_object_or_404(request.user.person.block_outs, pk=pk)
    free_again(blocked, by=request.user, at=clock.now())
    messages.success(request, "已删掉，这些日子可以排您值班。")
    return redirect("desk:duties")


@require_http_methods(["GET", "POST"])
@never_cache
@everybody
def create_swap(request, pk: int):
    """Whom to ask to take over one of my duties."""
    person, today = request.user.person, clock.today()
    duty = get_object_or_404(
        Duty.objects.select_related("day__room", "person")
        .filter(person=person, day__on__gt=today)
        .exclude(part=DutyPart.ASSIST),
        pk=pk,
    )
    people = who_could_take(duty)
    theirs = (
        Duty.objects.filter(person__in=people, day__on__gt=today)
        .exclude(part=DutyPart.ASSIST)
        .exclude(day__on=duty.day.on)
        .exclude(day__duties__person=person)
        .exclude(day__status__in=(DayStatus.CANCELLED, DayStatus.CLOSED))
        .filter(day__room=duty.day.room_id)
        .select_related("day__room", "person")
        .order_by("day__on", "pk")
    )
    posted = request.POST if request.method == "POST" else None
    form, status = SwapForm(posted, people=people, duties=list(theirs[:SHOWN])), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ask_swap(duty, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, "已经问了。有人接了您会收到通知；在这以前还是您值班。")
                return redirect("desk:duties")
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "duty": duty, "people": people}
    return render(request, "desk/duties/swap.html", context, status=status)


@require_POST
@everybody
def move_swap(request, pk: int, verb: str):
    """Take over, decline, or withdraw a request."""
    person, today = request.user.person, clock.today()
    if verb not in ("take", "decline", "withdraw"):
        raise Http404
    own = Swap.objects.filter(asker=person)
    swap = get_object_or_404(own if verb == "withdraw" else swaps_put_to(person, on=today), pk=pk)
    try:
        if verb == "take":
            take_swap(swap, person, by=request.user, at=clock.now())
            messages.success(request, "谢谢，这次由您值班。对方和联络员都收到了通知。")
        elif verb == "decline":
            decline_swap(swap, person, by=request.user, at=clock.now())
            messages.success(request, "已回复不方便，对方会另找人。")
        else:
            withdraw_swap(swap, by=request.user, at=clock.now())
            messages.success(request, "已收回，还是您值班。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:duties")


@require_POST
@everybody
def create_feed(request):
    """A new address of the own calendar; the one before stops working."""
    renew_feed(request.user.person, by=request.user, at=clock.now())
    messages.success(request, "新的日历地址有了，以前的地址不再有效。")
    return redirect("desk:duties")
