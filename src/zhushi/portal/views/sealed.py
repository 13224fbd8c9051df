"""The sealed way: an accusation reaches two named persons and nobody else."""

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from zhushi.core import clock, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.matters.actions.receive_sealed import receive_sealed
from zhushi.portal import receipt
from zhushi.portal.access import at_room, posted, source_of
from zhushi.portal.forms.submit import SealedForm
from zhushi.portal.shell import page
from zhushi.rooms.models import Unit


@never_cache
@at_room
def sealed(request, room):
    """The form; no draft stays in the browser, nobody of the room is told."""
    at = clock.now()
    units = list(Unit.objects.of_district(room.district).handlers().valid_on(clock.today()))
    form, status = SealedForm(*posted(request), units=units), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            named = form.cleaned_data["accused"]
            try:
                throttle.attempt("sealed", source_of(request, at), limit=30, minutes=60, at=at)
                received = receive_sealed(
                    room,
                    content=form.cleaned_data["content"],
                    accused_unit=next((u for u in units if str(u.pk) == named), None),
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
        "portal/sealed.html",
        context,
        district=room.district,
        room=room,
        current="submit",
        status=status,
    )
