"""Opens the portal's views to everybody and finds what an address names; knows no rights."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.views.decorators.cache import never_cache

from zhushi.core import clock, throttle
from zhushi.portal import proof
from zhushi.portal.shell import page
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom


def public(view: Callable) -> Callable:
    """A page for residents without an account."""

    @wraps(view)
    def inner(request, **kwargs):
        return view(request, **kwargs)

    inner.is_public = True  # type: ignore[attr-defined]
    return inner


def in_district(view: Callable) -> Callable:
    """Hand a public view the district of its address, or answer 404."""

    @wraps(view)
    def inner(request, slug: str, **kwargs):
        found = Unit.objects.filter(kind=UnitKind.DISTRICT, slug=slug).valid_on(clock.today())
        district = found.order_by("pk").first()
        if district is None:
            raise Http404
        return view(request, district, **kwargs)

    return public(inner)


def at_room(view: Callable) -> Callable:
    """Hand a public view the room of its address; a closed one says so and names the others."""

    @wraps(view)
    def inner(request, code: str, **kwargs):
        found = Workroom.objects.select_related("district", "unit").filter(code=code.upper())
        room = found.first()
        if room is None:
            raise Http404
        if room.closed_on and room.closed_on < clock.today():
            closed = {"closed": room}
            return page(request, "portal/closed.html", closed, district=room.district, status=410)
        return view(request, room, **kwargs)

    return public(inner)


def with_code(view: Callable) -> Callable:
    """Hand a view the matter whose receipt code this visitor entered; else ask for the code."""
    return _tracked(view, needs_secret=False)


def with_secret(view: Callable) -> Callable:
    """Hand a view the matter whose code and second secret this visitor entered."""
    return _tracked(view, needs_secret=True)


def _tracked(view: Callable, *, needs_secret: bool) -> Callable:
    @never_cache
    @wraps(view)
    def inner(request, **kwargs):
        matter = proof.matter_of(request.session, clock.now(), needs_secret=needs_secret)
        if matter is None:
            return proof.ask_again(request, needs_secret=needs_secret)
        return view(request, matter, **kwargs)

    return public(inner)


def source_of(request, at) -> str:
    """Who sends this, as a keyed hash that changes daily; the address itself is never stored."""
    return throttle.who(f"portal:{throttle.address_of(request.META)}", at)


def posted(request) -> tuple:
    """What a form is bound to: fields and files of a post, even of an empty one; else nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
