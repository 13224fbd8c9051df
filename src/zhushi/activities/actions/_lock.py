"""Rows are locked day first, then turn or slot, so that two clients cannot wait in a ring."""

from zhushi.activities.models import ReceptionDay, Turn


def locked_day(day_id: int) -> ReceptionDay:
    return (
        ReceptionDay.objects.select_for_update(of=("self",)).select_related("room").get(pk=day_id)
    )


def locked_turn(turn: Turn) -> tuple[ReceptionDay, Turn]:
    day = locked_day(turn.day_id)
    return day, Turn.objects.select_for_update().get(pk=turn.pk)
