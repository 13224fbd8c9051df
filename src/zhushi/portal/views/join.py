"""Ask to become a volunteer, see what came of it, take it back; nothing of it is public."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock, codes, receipts, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.people.actions.ask_to_join import ask_to_join, withdraw_joining
from zhushi.people.choices import JoiningStatus
from zhushi.people.models import Joining
from zhushi.portal import joinings
from zhushi.portal.access import at_room, posted, public, source_of
from zhushi.portal.forms.join import FindJoiningForm, JoinForm
from zhushi.portal.shell import page

PER_HOUR = 10
WRONG = "申请码和电话后四位对不上。请核对，或打工作室电话。"


@never_cache
@at_room
def join(request, room):
    """The form; the same form sent twice is one application."""
    at = clock.now()
    form, status = JoinForm(*posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                throttle.attempt(
                    "join-room", source_of(request, at), limit=PER_HOUR, minutes=60, at=at
                )
                joining = ask_to_join(room, **form.asked(), at=at)
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
            else:
                joinings.remember(request.session, joining, at)
                return redirect("portal:joining")
    context = {"room": room, "form": form}
    return page(
        request, "portal/join.html", context, district=room.district, room=room, status=status
    )


@never_cache
@public
def find(request):
    """An application by its code and the last four digits of the telephone."""
    form, status = FindJoiningForm(*posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                found = _found(request, **form.cleaned_data)
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
            else:
                joinings.remember(request.session, found, clock.now())
                return redirect("portal:joining")
    return page(request, "portal/find_joining.html", {"form": form}, status=status)


@never_cache
@public
def joining(request):
    """The application of this session: its code, where it stands, how to take it back."""
    found = joinings.remembered(request.session, clock.now())
    if found is None:
        return redirect("portal:find_joining")
    context = {
        "joining": found,
        "room": found.room,
        "code": receipts.code_of(found.receipt_seed),
        "is_pending": found.status == JoiningStatus.PENDING,
    }
    room = found.room
    return page(request, "portal/joining.html", context, district=room.district, room=room)


@require_POST
@public
def withdraw(request):
    """Not a volunteer after all."""
    found = joinings.remembered(request.session, clock.now())
    if found is None:
        return redirect("portal:find_joining")
    try:
        withdraw_joining(found, by=None, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("portal:joining")


def _found(request, *, code: str, secret: str) -> Joining:
    at = clock.now()
    throttle.attempt("joining", source_of(request, at), limit=10, minutes=15, at=at)
    hashed = receipts.hash_of(codes.normalise(code) or "")
    throttle.attempt("joining-code", hashed, limit=10, minutes=24 * 60, at=at)
    found = Joining.objects.filter(code_hash=hashed, forgotten_at=None).first()
    if found is None or not joinings.knows(found, secret):
        raise Refused(WRONG)
    return found
