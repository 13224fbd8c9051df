"""Paper of a reception day: the register to sign and the notice for the door."""

from datetime import date

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from zhushi.activities.choices import DutyPart, TurnStatus
from zhushi.activities.lifecycle import CAME
from zhushi.activities.models import ReceptionDay, Turn
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.core.privacy import redact
from zhushi.desk.access import held_by
from zhushi.desk.forms.receptions import FullNamesForm
from zhushi.desk.views.reception_days import address_of, board_for, day_in_scope, status_of
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.choices import ClockStep, Status
from zhushi.matters.lifecycle import TRIAGE
from zhushi.matters.models import Clock, Matter
from zhushi.matters.preview import clock_after
from zhushi.vault.choices import Field

ROWS_A_SHEET = 10
EXCERPT = 60


@day_in_scope(Perm.RECEPTION_VIEW)
def register(request, day):
    """The day's register with masked names, for whoever may read what visitors came for."""
    if not board_for(request, day).reads_subjects:
        raise Http404
    return _sheet(request, day, names={}, is_full=False)


@day_in_scope(Perm.IDENTITY_SEE)
def register_with_names(request, day):
    """The same with full names, for signing; each name shown leaves a line its owner can read."""
    form = FullNamesForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                names = _open_names(request, day, form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, str(refused))
                status = status_of(refused)
            else:
                return _sheet(request, day, names=names, is_full=True)
    known = sum(bool(m.identity_id) for turn in _turns(request, day) for m in turn.shown_matters)
    context = {"form": form, "day": day, "known": known}
    return render(request, "desk/receptions/full_names.html", context, status=status)


@day_in_scope(Perm.RECEPTION_VIEW)
def notice(request, day):
    """A sheet for the door: when, where, who."""
    duties = [d for d in day.duties.select_related("person") if d.part != DutyPart.ASSIST]
    context = {"day": day, "duties": duties, "back_url": address_of(day), "paper": "portrait"}
    return render(request, "desk/receptions/notice.html", context)


def _turns(request, day: ReceptionDay) -> list[Turn]:
    seen = Matter.objects.in_scope(held_by(request).scope(Perm.MATTER_VIEW))
    running = Clock.objects.filter(step__in=(ClockStep.REPLY, ClockStep.REDO), stopped_at=None)
    matters = seen.select_related(
        "district", "identity", "community", "lead_unit", "receiver"
    ).prefetch_related(Prefetch("clocks", queryset=running, to_attr="reply_clocks"))
    return list(
        day.turns.filter(status__in=CAME)
        .select_related("received_by")
        .prefetch_related(Prefetch("matters", queryset=matters, to_attr="shown_matters"))
    )


@transaction.atomic
def _open_names(request, day: ReceptionDay, reason: str) -> dict[int, str]:
    names, at = {}, clock.now()
    for turn in _turns(request, day):
        for matter in turn.shown_matters:
            if matter.identity and matter.identity.masked_name and not matter.identity.forgotten_at:
                opened = look_at(matter, [Field.NAME], reason=reason, by=request.user, at=at)
                names[matter.pk] = opened[Field.NAME]
    return names


def _sheet(request, day: ReceptionDay, *, names: dict[int, str], is_full: bool):
    lines = [line for turn in _turns(request, day) for line in _lines(turn, names)]
    blank = -len(lines) % ROWS_A_SHEET or (0 if lines else ROWS_A_SHEET)
    lines += [{"blank": True} for _ in range(blank)]
    sheets = [lines[n : n + ROWS_A_SHEET] for n in range(0, len(lines), ROWS_A_SHEET)]
    written = [line for line in lines if "blank" not in line]
    context = {
        "day": day,
        "sheets": sheets,
        "is_full": is_full,
        "people": len({line["turn"] for line in written}),
        "taken": sum(line["is_taken"] for line in written),
        "answered": sum(line["is_answered"] for line in written),
        "printed_at": clock.now(),
        "back_url": address_of(day),
        "paper": "landscape",
    }
    return render(request, "desk/receptions/register.html", context)


def _lines(turn: Turn, names: dict[int, str]) -> list[dict[str, object]]:
    """One line for each matter a visitor brought; one for a visitor who left none."""
    common = {"turn": turn.number, "at": turn.arrived_at, "receiver": turn.received_by}
    if not turn.shown_matters:
        over = turn.status in (TurnStatus.DONE, TurnStatus.LEFT)
        outcome = turn.get_status_display() if over else ""
        return [
            {
                **common,
                "name": turn.visitor,
                "said": redact(turn.subject),
                "outcome": outcome,
                "is_taken": False,
                "is_answered": False,
            }
        ]
    return [
        {
            **common,
            "name": names.get(matter.pk) or _masked(matter, turn),
            "community": matter.community,
            "said": redact(" ".join(matter.content.split()))[:EXCERPT],
            "outcome": outcome_of(matter),
            "due_on": reply_due(matter),
            "receiver": turn.received_by or matter.receiver,
            "is_taken": True,
            "is_answered": matter.status == Status.ANSWERED,
        }
        for matter in turn.shown_matters
    ]


def _masked(matter: Matter, turn: Turn) -> str:
    if matter.identity and matter.identity.masked_name:
        return matter.identity.masked_name
    return turn.visitor


def outcome_of(matter: Matter) -> str:
    """What was done with it, as the register says it."""
    if matter.lead_unit:
        return f"受理，转{matter.lead_unit.label}"
    return str(Status(matter.status).label)


def reply_due(matter: Matter) -> date | None:
    """Until when a written answer is owed; before the dispatch, as it would be today."""
    if matter.reply_clocks:
        return min(running.due_on for running in matter.reply_clocks)
    if matter.status in TRIAGE:
        ahead = clock_after(matter, "dispatch", ClockStep.REPLY, on=clock.today())
        return ahead.due_on if ahead else None
    return None
