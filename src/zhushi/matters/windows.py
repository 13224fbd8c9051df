"""Until when the resident, or a unit, may still do something."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from zhushi.matters.choices import ClockStep, Status
from zhushi.matters.models import Clock, Dispatch, Matter


def evaluation_until(matter: Matter, on: date) -> date | None:
    """The last day for an evaluation that has not been given yet; None once it has passed."""
    if matter.status != Status.TOLD:
        return None
    running = matter.clocks.filter(step=ClockStep.EVALUATE, stopped_at=None, due_on__gte=on)
    return running.values_list("due_on", flat=True).first()


def with_hand_back_until(dispatches: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Parts of matters that bring along the last day on which each may be handed back."""
    running = Clock.objects.filter(
        dispatch=OuterRef("pk"), step=ClockStep.HAND_BACK, stopped_at=None
    )
    return dispatches.annotate(hand_back_until=Subquery(running.values("due_on")[:1]))


def hand_back_until(dispatch: Dispatch) -> date | None:
    """The last day for handing a part back; None if nothing limits it.

    One statement, none for a part that brought it along.
    """
    if not hasattr(dispatch, "hand_back_until"):
        dispatch = with_hand_back_until(Dispatch.objects.filter(pk=dispatch.pk)).get()
    return dispatch.hand_back_until  # type: ignore[attr-defined]
