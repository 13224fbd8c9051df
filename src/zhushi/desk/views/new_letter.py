"""A letter begins where its subject is: on a matter, a reception day, an activity."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from zhushi.activities.models import Activity
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope, matter_for
from zhushi.desk.forms.letters import LetterForm
from zhushi.desk.forms.moves.base import dispatches_of
from zhushi.desk.views.activities import activities
from zhushi.desk.views.reception_days import day_in_scope
from zhushi.matters.access import own_dispatch, reads_as_unit
from zhushi.papers.actions.draft_letter import draft_letter
from zhushi.papers.choices import LetterKind
from zhushi.papers.letters import facts
from zhushi.papers.letters.compose import first_words, head_of
from zhushi.papers.letters.facts import About
from zhushi.rooms.models import Unit, Workroom


@never_cache
@matter_for(Perm.LETTER_WRITE, locks=False)
def of_matter(request, matter, kind: str):
    """A letter about a matter, filled from it; a unit writes answers and nothing else."""
    held = held_by(request)
    dispatches, as_unit = dispatches_of(matter), reads_as_unit(matter, held)
    if kind not in facts.offered(matter, dispatches, as_unit=as_unit):
        raise Http404
    about = facts.of_matter(LetterKind(kind), matter, dispatches)
    if as_unit:
        own = own_dispatch(held.scope(Perm.LETTER_WRITE), dispatches)
        if own is None or not own.is_lead:
            raise Http404
        return _new(request, LetterKind(kind), about, own.unit, None)
    return _new(request, LetterKind(kind), about, *_organ(held, matter.room))


@never_cache
@day_in_scope(Perm.LETTER_WRITE)
def of_day(request, day):
    return _new(
        request, LetterKind.RECEPTION, facts.of_day(day), *_organ(held_by(request), day.room)
    )


@never_cache
@in_scope(Perm.LETTER_WRITE, activities, pk="pk")
def of_activity(request, activity: Activity):
    about = facts.of_activity(activity)
    return _new(request, LetterKind.MINUTES, about, *_organ(held_by(request), activity.room))


def _organ(held, room: Workroom) -> tuple[Unit, Workroom | None]:
    """In whose name the login writes: the district's for the office, else the room's unit's."""
    if room.district_id in held.scope(Perm.LETTER_WRITE).districts:
        return room.district, None
    return room.unit, room


def _new(request, kind: LetterKind, about: About, unit: Unit, room: Workroom | None):
    status = 200
    district = unit.district or unit
    if request.method == "POST":
        form = LetterForm(request.POST, kind=kind)
        status = 422
        if form.is_valid():
            try:
                made = draft_letter(
                    kind,
                    about,
                    unit=unit,
                    room=room,
                    written=form.cleaned_data,
                    by=request.user,
                    at=clock.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "草稿存好了。看一遍预览，再编号发文。")
                return redirect("desk:letter", pk=made.pk)
    else:
        form = LetterForm(initial=first_words(kind, about, district), kind=kind)
    context = {"form": form, "kind": kind, "about": about, "organ": head_of(unit).issuer}
    return render(request, "desk/letters/edit.html", context, status=status)
