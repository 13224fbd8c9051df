"""Gives a view its scope or its object, or answers 404; asks only people/access.py."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.matters.models import Enclosure, Matter
from zhushi.people.access import Holdings, holdings

AROUND = [
    "district",
    "room",
    "topic__parent",
    "community",
    "identity",
    "lead_unit",
    "collector",
    "accepter",
    "responder",
    "receiver",
    "merged_into",
    "publication",
    "statement__activity",
]
"""What a page of one matter shows of its neighbours, fetched with it."""


def held_by(request) -> Holdings:
    """What the login of this request holds today."""
    return holdings(request.user, on=clock.today())


def allowed(perm: Perm):
    """Hand the view the scope of ``perm``, or answer 404 to who does not hold it anywhere."""

    def decorate(view: Callable):
        @login_required
        @wraps(view)
        def inner(request, **kwargs):
            scope = held_by(request).scope(perm)
            if scope.is_empty:
                raise Http404
            return view(request, scope, **kwargs)

        inner.perm = perm
        return inner

    return decorate


def in_scope(perm: Perm, queryset_of: Callable, **lookup: str):
    """Hand the view one object within the scope of ``perm``, or answer 404.

    queryset_of: takes a scope; lookup: model field = name of the address part, e.g. ``ref="ref"``.
    """
    lookup = lookup or {"ref": "ref"}

    def decorate(view: Callable):
        @login_required
        @wraps(view)
        def inner(request, **kwargs):
            scope = held_by(request).scope(perm)
            wanted = {name: kwargs.pop(part) for name, part in lookup.items()}
            if any("\0" in str(value) for value in wanted.values()):
                raise Http404  # PostgreSQL takes no such text, not even to look for it
            return view(request, get_object_or_404(queryset_of(scope), **wanted), **kwargs)

        inner.perm = perm
        return inner

    return decorate


def matter_for(perm: Perm, *, locks: bool = True):
    """Hand the view a matter that the login may both see and treat with ``perm``.

    What is posted is carried out with the matter locked from here on, so that it is read once;
    not so with files, since looking through them takes long, nor where the action locks several
    matters in an order of its own (``locks``).
    """

    def decorate(view: Callable):
        @login_required
        @wraps(view)
        def inner(request, ref: str, **kwargs):
            held = held_by(request)
            found = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW))
            if perm != Perm.MATTER_VIEW:
                found = found.in_scope(held.scope(perm))
            found = found.select_related(*AROUND)
            if request.method != "POST" or request.FILES or not locks:
                return view(request, get_object_or_404(found, ref=ref), **kwargs)
            with transaction.atomic():
                filed = Exists(Enclosure.objects.filter(matter=OuterRef("pk")))
                matter = get_object_or_404(found.locking().annotate(has_enclosures=filed), ref=ref)
                matter.is_fresh = True
                return view(request, matter, **kwargs)

        inner.perm = perm
        return inner

    return decorate


def everybody(view: Callable):
    """A page every login may open, whatever it holds; it shows only the login's own things."""

    @login_required
    @wraps(view)
    def inner(request, **kwargs):
        return view(request, **kwargs)

    inner.perm = "LOGIN"
    return inner
