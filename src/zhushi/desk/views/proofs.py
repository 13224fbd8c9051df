"""Numbered proofs of service: issued by the room, printed with a code that anybody can check."""

import segno
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from zhushi.activities.actions.issue_proof import issue_proof
from zhushi.activities.models import ServiceProof, Signup
from zhushi.activities.models.shift import hours_of
from zhushi.core import clock, receipts
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import everybody, in_scope
from zhushi.desk.forms.service import ProofForm
from zhushi.desk.views.rooms import rooms_in
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset


def proofs_of(scope):
    """The proofs that a scope's rooms issued."""
    return ServiceProof.objects.in_scope(scope).select_related("room")


@in_scope(Perm.SERVICE_KEEP, rooms_in, code="code")
def proofs(request, room: Workroom):
    """The proofs of a room, and a new one for who served there."""
    today, status = clock.today(), 200
    served = Signup.objects.filter(shift__project__room=room, minutes__gt=0)
    people = Person.objects.filter(pk__in=served.values("person")).order_by("name", "pk")
    data = request.POST if request.method == "POST" else None
    first = {"since": today.replace(month=1, day=1), "until": today}
    form = ProofForm(data, people=people, initial=first)
    if data is not None:
        status = 422
        if form.is_valid():
            days = {name: form.cleaned_data[name] for name in ("since", "until")}
            try:
                made = issue_proof(room, form.chosen, **days, by=request.user, at=clock.now())
                messages.success(request, f"开好了，编号 {made.ref}。")
                return redirect("desk:proof", proof=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    issued = ServiceProof.objects.filter(room=room)
    page = keyset(issued, request.GET, ("-issued_at", "-pk"), unit="份")
    context = {"room": room, "form": form, "page": page}
    return render(request, "desk/service/proofs.html", context, status=status)


@never_cache
@in_scope(Perm.SERVICE_KEEP, proofs_of, pk="proof")
def proof(request, proof: ServiceProof):
    return _sheet(request, proof, reverse("desk:proofs", kwargs={"code": proof.room.code}))


@never_cache
@everybody
def own_proof(request, pk: int):
    """A proof of one's own, to print."""
    own = ServiceProof.objects.filter(person=request.user.person).select_related("room")
    return _sheet(request, get_object_or_404(own, pk=pk), reverse("desk:service_mine"))


def _sheet(request, proof: ServiceProof, back: str):
    url = request.build_absolute_uri(reverse("portal:proofs"))
    drawn = segno.make(url, error="m").svg_inline(omitsize=True, border=1, title="核对证明的网址")
    context = {
        "proof": proof,
        "hours": hours_of(proof.minutes),
        "lines": [(title, hours_of(minutes)) for title, minutes in proof.served],
        "code": receipts.code_of(f"proof:{proof.seed}"),
        "url": url,
        "qr": mark_safe(drawn),  # noqa: S308 - drawn by segno from our own address
        "back_url": back,
    }
    return render(request, "desk/service/proof.html", context)
