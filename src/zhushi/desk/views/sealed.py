"""Sealed matters: two named persons and nobody else; no list, search or notice holds them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused, Stale
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.look import LookForm
from zhushi.desk.forms.sealed import HandOverForm
from zhushi.desk.views.matter_files import attachment_of, send
from zhushi.matters.actions.conclude import conclude
from zhushi.matters.actions.hand_over import hand_over
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.choices import Status
from zhushi.matters.models import Matter
from zhushi.ui.paging import keyset
from zhushi.vault.choices import Field, Purpose
from zhushi.vault.queries import allows

AROUND = ("district", "room", "identity", "responder")


def _sealed(scope):
    return Matter.objects.sealed_in_scope(scope).select_related(*AROUND)


@require_safe
@never_cache
@allowed(Perm.SEALED_VIEW)
def sealed(request, scope):
    """All sealed matters of the district, newest first."""
    page = keyset(_sealed(scope), request.GET, ("-received_at", "-pk"))
    return render(request, "desk/sealed/list.html", {"page": page, "today": clock.today()})


@require_safe
@never_cache
@in_scope(Perm.SEALED_VIEW, _sealed)
def sealed_matter(request, matter):
    return _show(request, matter)


@require_POST
@never_cache
@in_scope(Perm.SEALED_HANDLE, _sealed)
def create_hand_over(request, matter):
    form, status = HandOverForm(request.POST), 422
    if form.is_valid():
        try:
            hand_over(matter, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            status = 409 if isinstance(refusal, Stale) else 422
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{matter.ref} 已移送。")
            return redirect("desk:sealed_matter", ref=matter.ref)
    return _show(request, matter, form=form, status=status)


@require_POST
@never_cache
@in_scope(Perm.SEALED_HANDLE, _sealed)
def create_conclusion(request, matter):
    """Strike off what was handed over."""
    try:
        conclude(matter, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{matter.ref} 已办结，仍然密封。")
    return redirect("desk:sealed_matter", ref=matter.ref)


@require_POST
@never_cache
@in_scope(Perm.SEALED_HANDLE, _sealed)
def sealed_look(request, matter):
    """Open identity fields once, with a reason."""
    form = LookForm(request.POST, fields=_fields(matter))
    if form.is_valid():
        try:
            opened = look_at(matter, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            shown = [(Field(name).label, text or "没有留") for name, text in opened.items()]
            return _show(request, matter, opened=shown)
    return _show(request, matter, look_form=form, status=422)


@require_safe
@in_scope(Perm.SEALED_VIEW, _sealed)
def sealed_file(request, matter, uid):
    return send(attachment_of(matter, uid, only_for_units=False))


def _fields(matter: Matter) -> list[tuple[str, str]]:
    if matter.identity is None or matter.identity.forgotten_at or matter.identity.is_anonymous:
        return []
    fields = [f for f in Field if f != Field.HARDSHIP or allows(matter.identity, Purpose.HARDSHIP)]
    return [(f.value, f.label) for f in fields]


def _show(request, matter: Matter, *, form=None, look_form=None, opened=(), status: int = 200):
    matter = get_object_or_404(Matter.objects.select_related(*AROUND), pk=matter.pk)
    waiting = matter.status == Status.SEALED
    fields = _fields(matter)
    context = {
        "matter": matter,
        "files": matter.enclosures.select_related("attachment"),
        "steps": [
            {"when": s.at, "title": s.said or s.get_target_display(), "text": s.by_label}
            for s in reversed(list(matter.steps.all()))
        ],
        "recusals": matter.recusals.select_related("unit"),
        "looks": matter.identity.looks.order_by("-at") if matter.identity else (),
        "is_handed_over": matter.status == Status.HANDED_OVER,
        "form": form or (HandOverForm(initial={"seen": matter.version}) if waiting else None),
        "look_form": look_form or (LookForm(fields=fields) if fields else None),
        "opened": opened,
    }
    return render(request, "desk/sealed/detail.html", context, status=status)
