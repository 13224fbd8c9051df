"""Book a time, see the booking, give it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.activities.actions.book import book as book_place
from zhushi.activities.actions.book import cancel_booking
from zhushi.activities.choices import TurnStatus
from zhushi.activities.models import Turn
from zhushi.core import clock, codes, receipts, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.portal import bookings
from zhushi.portal.access import at_room, posted, public, source_of
from zhushi.portal.days import public_days
from zhushi.portal.forms.book import BookForm
from zhushi.portal.forms.track import FindBookingForm
from zhushi.portal.shell import page

WRONG = "预约码和口令对不上。请核对，或打工作室电话。"


@at_room
def choose(request, room):
    """The free times of the coming reception days."""
    days = public_days([room], at=clock.now(), on=clock.today())
    context = {"room": room, "days": days, "today": clock.today()}
    return page(request, "portal/book.html", context, district=room.district, room=room)


@never_cache
@at_room
def slot(request, room, pk):
    """One time: who comes; the same form twice is one booking."""
    at = clock.now()
    shown = public_days([room], at=at, on=clock.today())
    found = [(day, s, free) for day in shown for s, free in day.slots if s.pk == int(pk)]
    if not found:
        raise Http404
    day, chosen, is_free = found[0]
    form, status = BookForm(*posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                throttle.attempt("book", source_of(request, at), limit=20, minutes=60, at=at)
                turn, _ = book_place(
                    chosen,
                    who=form.who(),
                    subject=form.cleaned_data["subject"],
                    key=form.cleaned_data["key"],
                    at=at,
                )
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
            else:
                bookings.remember(request.session, turn, at)
                return redirect("portal:booking")
    context = {"room": room, "day": day, "slot": chosen, "is_free": is_free, "form": form}
    return page(
        request, "portal/slot.html", context, district=room.district, room=room, status=status
    )


@never_cache
@public
def find(request):
    """A booking by its code and the second secret."""
    form, status = FindBookingForm(*posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                turn = _found(request, **form.cleaned_data)
                bookings.remember(request.session, turn, clock.now())
                return redirect("portal:booking")
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
    return page(request, "portal/find_booking.html", {"form": form}, status=status)


def _found(request, *, code: str, secret: str) -> Turn:
    at = clock.now()
    throttle.attempt("booking", source_of(request, at), limit=10, minutes=15, at=at)
    hashed = receipts.hash_of(codes.normalise(code) or "")
    throttle.attempt("booking-code", hashed, limit=10, minutes=24 * 60, at=at)
    turn = Turn.objects.select_related("identity").filter(code_hash=hashed).first()
    if turn is None or not bookings.knows(turn, secret):
        raise Refused(WRONG)
    return turn


@never_cache
@public
def booking(request):
    """The booking of this session: when, where, its code, and how to give it back."""
    turn = bookings.remembered(request.session, clock.now())
    if turn is None:
        return redirect("portal:find_booking")
    context = {
        "turn": turn,
        "room": turn.day.room,
        "day": turn.day,
        "code": receipts.code_of(turn.receipt_seed),
        "pin": bookings.pin_shown(turn),
        "can_cancel": turn.status == TurnStatus.EXPECTED,
    }
    room = turn.day.room
    return page(request, "portal/booking.html", context, district=room.district, room=room)


@require_POST
@public
def cancel(request):
    """Give the place back to somebody else."""
    turn = bookings.remembered(request.session, clock.now())
    if turn is None:
        return redirect("portal:find_booking")
    try:
        cancel_booking(turn, by=None, at=clock.now())
        messages.success(request, "预约已取消，这个时段让给了别人。想再来，重新约就行。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("portal:booking")
