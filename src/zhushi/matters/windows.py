"""Until when the resident may still do something."""

from datetime import date

from zhushi.matters.choices import ClockStep, Status
from zhushi.matters.models import Matter


def evaluation_until(matter: Matter, on: date) -> date | None:
    """The last day for an evaluation that has not been given yet; None once it has passed."""
    if matter.status != Status.TOLD:
        return None
    running = matter.clocks.filter(step=ClockStep.EVALUATE, stopped_at=None, due_on__gte=on)
    return running.values_list("due_on", flat=True).first()
