"""Terms of delegates: what ends soon, who sits without a seat, one date for a whole congress."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.mandates import CongressForm, TermForm
from zhushi.desk.views.people import people_in
from zhushi.people.access import Scope
from zhushi.people.actions.set_term import end_congress, set_term
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate, Posting
from zhushi.people.models.mandate import congress_name
from zhushi.people.norms import TERM_ENDS_SOON
from zhushi.rooms.models import Unit
from zhushi.ui.paging import keyset


def seats_in(scope: Scope):
    """The seats of the people a scope reaches."""
    reached = Exists(people_in(scope).order_by().filter(pk=OuterRef("person")))
    return Mandate.objects.filter(reached).select_related("person")


@allowed(Perm.PERSON_EDIT)
def mandates(request, scope: Scope):
    return _page(request, scope)


@allowed(Perm.PERSON_EDIT)
@require_POST
def end_of_congress(request, scope: Scope):
    """All seats of one congress of the own district end on one day."""
    form = CongressForm(request.POST)
    if form.is_valid():
        try:
            count = end_congress(
                _district(request, scope), **form.cleaned_data, by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{count} 名代表的届满日期已改。")
            return redirect("desk:mandates")
    return _page(request, scope, form=form, status=422)


@in_scope(Perm.PERSON_EDIT, seats_in, person__ref="ref", pk="pk")
def edit_mandate(request, seat: Mandate):
    initial = {name: getattr(seat, name) for name in TermForm.base_fields}
    form = TermForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_term(seat, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "代表资格已改。")
                return redirect("desk:person", ref=seat.person.ref)
    context = {"seat": seat, "person": seat.person, "form": form}
    return render(request, "desk/people/mandate.html", context, status=status)


def _district(request, scope: Scope) -> Unit:
    own = request.user.person.district_id
    return Unit.objects.get(pk=own if own in scope.districts else min(scope.districts))


def _page(request, scope: Scope, *, form: CongressForm | None = None, status: int = 200):
    on = clock.today()
    district = _district(request, scope)
    context = {
        "page": keyset(_ending(scope, on), request.GET, ("ends_on", "pk"), unit="个资格"),
        "congresses": list(_congresses(district)),
        "seatless": keyset(
            _seatless(scope, on), request.GET, ("name", "pk"), unit="人", is_counted=False
        ),
        "form": form,
        "today": on,
    }
    return render(request, "desk/people/mandates.html", context, status=status)


def _ending(scope: Scope, on: date):
    """Seats that end within half a year, and ended ones of who still sits in a room."""
    sits = Posting.objects.current_on(on).filter(person=OuterRef("person"), role=Role.DELEGATE)
    ending = seats_in(scope).filter(ends_on__lte=on + TERM_ENDS_SOON)
    return ending.filter(Q(ends_on__gte=on) | Exists(sits))


def _congresses(district: Unit):
    """Each congress with how many sit in it and when they end at the latest."""
    seats = Mandate.objects.filter(person__district=district).order_by("level", "congress_no")
    groups = seats.values("level", "congress_no").annotate(
        count=Count("pk"), last=Max("ends_on"), open=Count("pk", filter=Q(ends_on=None))
    )
    for group in groups:
        label = MandateLevel(group["level"]).label
        congress = congress_name(group["congress_no"])
        group["name"] = f"{label}{congress}党代会" if congress else f"{label}（没写第几次党代会）"
        yield group


def _seatless(scope: Scope, on: date):
    """Who sits in a room as a delegate without a seat that holds today."""
    seats = Mandate.objects.filter(person=OuterRef("person"), starts_on__lte=on)
    held = Posting.objects.current_on(on).filter(role=Role.DELEGATE)
    held = held.filter(~Exists(seats.exclude(ends_on__lt=on))).order_by()
    found = people_in(scope).filter(pk__in=held.values("person"))
    return found.select_related(None).only("ref", "name")
