"""Say something to a room; what is typed is never lost."""

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from zhushi.core import clock, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.matters.actions.hand_in import hand_in
from zhushi.portal import receipt
from zhushi.portal.access import at_room, posted, source_of
from zhushi.portal.forms.submit import SubmitForm
from zhushi.portal.shell import page

PER_HOUR = 30  # many people share one address: a family, a room's own computer, a mobile network


@never_cache
@at_room
def submit(request, room):
    """The form; the same form sent twice is one matter and one receipt."""
    at = clock.now()
    form, status = SubmitForm(*posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                throttle.attempt(
                    "submit", source_of(request, at), limit=PER_HOUR, minutes=60, at=at
                )
                received = hand_in(
                    room,
                    content=form.cleaned_data["content"],
                    opinion_type=form.opinion(),
                    who=form.who(),
                    files=form.cleaned_data["files"],
                    key=form.cleaned_data["key"],
                    at=at,
                )
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
            else:
                receipt.remember(request.session, received.matter, at)
                return redirect("portal:receipt")
    context = {"room": room, "form": form, "lost_files": bool(request.FILES)}
    return page(
        request,
        "portal/submit.html",
        context,
        district=room.district,
        room=room,
        current="submit",
        status=status,
    )
