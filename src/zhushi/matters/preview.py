"""What a move would bring, for the screen that asks before it is made; stores nothing."""

from datetime import date

from zhushi.matters.actions._clocks import new_clocks
from zhushi.matters.choices import ClockStep
from zhushi.matters.models import Clock, Dispatch, Matter


def clock_after(
    matter: Matter, verb: str, step: ClockStep, *, on: date, due_days: int | None = None
) -> Clock | None:
    """The clock a verb would start for a step on the day ``on``; None if it starts none."""
    lead = Dispatch(matter=matter, is_lead=True)
    made = new_clocks(matter, verb, on=on, dispatches=[lead], due_days=due_days)
    return next((clock for clock in made if clock.step == step), None)
