from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused, Stale
from zhushi.core.moments import day_of
from zhushi.grouping.actions.make_roster import gaps_of, solved
from zhushi.grouping.models import Roster
from zhushi.grouping.roster_inputs import question_of
from zhushi.grouping.rosters.solve import Progress


def refresh_roster(
    roster: Roster, *, seen: int, progress: Progress | None = None, by, at: datetime
) -> Roster:
    """Arrange a roster anew for the days, people and wishes as they are now.

    What was said by hand stays where it still can be; what stands by now is taken as it is. Of
    equally good rosters the one that changes least is taken. Raises Refused if the roster has
    ended or nothing is left to arrange, Stale if somebody changed it since it was ``seen``.
    """
    rooms = list(roster.rooms.all())
    if not roster.is_open:
        raise Refused("这个排班已经采用或放弃，不能再排。")
    now = question_of(
        rooms, roster.half, roster.question["rules"], on=day_of(at),
        is_anew=roster.question["is_anew"],
    )  # fmt: skip
    if not now["days"]:
        raise Refused("这些接待日都过去或取消了，没有要排的。")
    may = {row["id"]: set(row["days"]) for row in now["people"]}
    standing = {(day, person) for day, person, _ in now["locks"]}
    days = {row["id"] for row in now["days"]}
    kept = [
        lock
        for lock in roster.question["locks"]
        if lock not in roster.question["standing"]
        and lock[0] in days
        and lock[1] in may
        and (lock[2] == "OFF" or lock[0] in may[lock[1]])
        and (lock[0], lock[1]) not in standing
    ]
    question = {**now, "locks": [*now["locks"], *kept]}
    held = {day: seats for day, seats in roster.result["plan"].items() if day in days}
    result = solved(question, prefer=held, progress=progress)
    with transaction.atomic():
        roster = Roster.objects.select_for_update().get(pk=roster.pk)
        if not roster.is_open:
            raise Refused("这个排班已经采用或放弃，不能再排。")
        if roster.version != seen:
            raise Stale("别人刚刚改过这个排班，请看过新的再排。")
        roster.question, roster.result = question, result
        roster.gaps = gaps_of(question, result)
        roster.version += 1
        roster.save(update_fields=["question", "result", "gaps", "version"])
        audit.record(
            "roster.refresh", target=f"roster:{roster.pk}", district_id=roster.district_id,
            by=by, at=at,
        )  # fmt: skip
    return roster
