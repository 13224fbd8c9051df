"""The official documents of one matter: what was issued, and what can be drafted now."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, matter_for
from zhushi.desk.forms.moves.base import dispatches_of
from zhushi.desk.views.letters import letters_seen
from zhushi.desk.views.matter_files import send
from zhushi.matters.access import own_dispatch, reads_as_unit
from zhushi.matters.models import Matter
from zhushi.papers.choices import LetterKind
from zhushi.papers.letters.facts import offered
from zhushi.papers.models import Letter
from zhushi.people.access import Holdings


@require_safe
@never_cache
@matter_for(Perm.MATTER_VIEW)
def letters(request, matter: Matter):
    """Issued ones for who sees the matter; own drafts, and what can be drafted, for who writes."""
    held = held_by(request)
    writes = held.scope(Perm.LETTER_WRITE)
    is_writer = Matter.objects.in_scope(writes).filter(pk=matter.pk).exists()
    kinds: list[LetterKind] = []
    if is_writer:
        dispatches, as_unit = dispatches_of(matter), reads_as_unit(matter, held)
        own = own_dispatch(writes, dispatches) if as_unit else None
        if not as_unit or (own and own.is_lead):
            kinds = offered(matter, dispatches, as_unit=as_unit)
    drafts = letters_seen(writes).filter(matter=matter, issued_at=None) if is_writer else []
    context = {
        "matter": matter,
        "issued": list(_issued(matter, held)),
        "drafts": list(drafts),
        "kinds": kinds,
    }
    return render(request, "desk/letters/of_matter.html", context)


@require_safe
@never_cache
@matter_for(Perm.MATTER_VIEW)
def file(request, matter: Matter, pk: int):
    """The signed copy of an issued letter, or its PDF until there is one."""
    letter = get_object_or_404(_issued(matter, held_by(request)), pk=pk)
    if kept := letter.scan or letter.pdf:
        return send(kept)
    raise Http404


def _issued(matter: Matter, held: Holdings):
    """What was issued about a matter; a unit reads what it wrote and what went to it."""
    found = Letter.objects.filter(matter=matter, issued_at__isnull=False)
    found = found.select_related("unit", "scan", "pdf").order_by("issued_at")
    if not reads_as_unit(matter, held):
        return found
    units = held.scope(Perm.MATTER_VIEW).units
    to_all = (LetterKind.FORWARD, LetterKind.ASSIGN)
    own = found.filter(unit__in=units) | found.filter(dispatch__unit__in=units)
    return own | found.filter(kind__in=to_all)
