"""The duty file of a delegate: out of records alone, nothing to fill in, nothing to score."""

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.activities.queries import norms_of
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import everybody, held_by, in_scope
from zhushi.desk.views.people import people_in
from zhushi.insight.duty_file import duty_file_of
from zhushi.insight.periods import HALF, YEAR, Period
from zhushi.insight.scopes import report_scopes
from zhushi.people.access import Scope
from zhushi.people.choices import Team
from zhushi.people.models import Mandate, Person, Posting


def delegates_in(scope: Scope):
    """The people of a scope who sit or sat as delegates."""
    seats = Mandate.objects.filter(person=OuterRef("pk"))
    seated = Posting.objects.filter(person=OuterRef("pk"), team=Team.DELEGATE)
    return people_in(scope).filter(Q(Exists(seats)) | Q(Exists(seated)))


@require_safe
@never_cache
@in_scope(Perm.DUTY_FILE_VIEW, delegates_in)
def duty_file(request, person: Person):
    """For the desk of the delegate's room and the office."""
    back = reverse("desk:person", kwargs={"ref": person.ref})
    return _paper(request, person, back)


@require_safe
@never_cache
@everybody
def own_duty_file(request):
    """One's own, always."""
    return _paper(request, request.user.person, reverse("desk:me"))


def _paper(request, person: Person, back: str):
    today, held = clock.today(), held_by(request)
    period = Period.named(request.GET.get("period", "")) or Period.around(today, HALF)
    is_own = person.pk == request.user.person_id
    scopes = report_scopes(held)
    norms = norms_of(person.district)
    found = duty_file_of(person, scopes, norms, period=period, is_own=is_own)
    postings = person.postings.filter(team=Team.DELEGATE).select_related("room")
    mandates = list(person.mandates.order_by("-starts_on", "level"))
    seated = list(postings.order_by("-starts_on", "-pk"))
    context = {
        "person": person,
        "file": found,
        "period": period,
        "is_own": is_own,
        "is_delegate": bool(mandates or seated),
        "mandates": mandates,
        "postings": seated,
        "choices": _choices(period, today),
        "today": today,
        "made_at": clock.now(),
        "made_by": request.user.person.name,
        "back_url": back,
    }
    return render(request, "desk/people/duty_file.html", context)


def _choices(period: Period, today) -> list[Period]:
    """The period before and after, this half-year and this year; not what is shown or to come."""
    wanted = [period.before, period.after, Period.around(today, HALF), Period.around(today, YEAR)]
    return [one for one in dict.fromkeys(wanted) if one != period and one.since <= today]
