"""One view for all moves of a matter: show the form, carry it out, or say who was first."""

from django.contrib import messages
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhushi.core import clock
from zhushi.core.errors import Refused, Stale
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, matter_for
from zhushi.desk.moves import Move
from zhushi.desk.respond import go_to, region
from zhushi.matters.access import title_for, verbs_for
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter

PAGE = "desk/matters/move.html"


def view_of(move: Move):
    """The view of one move, holding the right of its edges."""

    @require_http_methods(["GET", "POST"])
    @never_cache
    @matter_for(move.perm, locks=move.locks)
    def view(request, matter):
        if request.method == "POST":
            return _carry_out(request, move, matter)
        form = move.form(matter=matter, held=held_by(request))
        refusal = _refusal(request, move, matter, form)
        return _show(request, move, form, refusal=refusal, status=409 if refusal else 200)

    view.__name__ = move.name
    return view


def _carry_out(request, move: Move, matter: Matter):
    form = move.form(request.POST, request.FILES, matter=matter, held=held_by(request))
    status = 422
    if form.is_valid():
        try:
            moved = form.carry_out(by=request.user, at=clock.now())
        except Refused as refusal:
            status = 409 if isinstance(refusal, Stale) else 422
            form.add_error(None, str(refusal))
            form.see_again(Matter.objects.values_list("version", flat=True).get(pk=matter.pk))
        else:
            messages.success(request, f"{moved.ref} {move.done}")
            return go_to(request, _after(moved))
    return _show(request, move, form, status=status)


def _after(matter: Matter) -> str:
    """Back to the matter; out of a room's sight there is only the list."""
    if matter.visibility == Visibility.SEALED:
        return resolve_url("desk:matters")
    return resolve_url("desk:matter", ref=matter.ref)


def _refusal(request, move: Move, matter: Matter, form) -> str:
    """Why a move that is not offered now cannot be made; empty where it is offered."""
    if set(verbs_for(matter, held_by(request), form.dispatches)) & set(move.verbs):
        return ""
    return f"这件事现在是“{matter.status_label}”，不能{move.label}。别人可能已经先办了。"


def _show(request, move: Move, form, *, refusal: str = "", status: int = 200):
    title = title_for(form.matter, held_by(request).scope(Perm.MATTER_VIEW))
    context = {
        "move": move, "matter": form.matter, "title": title, "form": form, "refusal": refusal,
    }  # fmt: skip
    return region(request, PAGE, "form", context, status=status)
