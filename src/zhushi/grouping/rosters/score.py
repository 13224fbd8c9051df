"""What a plan costs and which hard rules it breaks, worked out anew without any solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations

from zhushi.grouping.rosters.question import BACKUP, LOAD, RECEIVE, Plan, Question


@dataclass(frozen=True)
class Score:
    """The parts of a plan's cost; ``lead`` only decides between plans that are equal in the rest.

    short, backup: seats nobody sits on; near: duties of one person too close together; uneven:
    squares of everybody's load with what was carried over; lead: the same of leading, and who
    leads as a new one.
    """

    short: int
    backup: int
    near: int
    uneven: int
    lead: int

    @property
    def first(self) -> int:
        """All but who leads: what the first of the two programmes makes small."""
        return self.short + self.backup + self.near + self.uneven

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def score_of(question: Question, plan: Plan) -> Score:
    """The cost of a plan, by its parts."""
    rules = question.rules
    load: Counter[str] = Counter({member.id: member.carried for member in question.members})
    leads: Counter[str] = Counter()
    new = {member.id for member in question.members if member.is_new}
    taken: dict[str, list[date]] = defaultdict(list)
    short = backup = new_leads = 0
    for day in question.days:
        seats = plan.get(day.id, ())
        receiving = [person for person, part in seats if part == RECEIVE]
        short += rules["on_duty"] - len(receiving)
        backup += rules["backups"] - sum(part == BACKUP for _, part in seats)
        for person, part in seats:
            load[person] += LOAD[part]
            if part == RECEIVE:
                taken[person].append(day.on)
        if receiving:
            leads[receiving[0]] += 1
            new_leads += receiving[0] in new
            new.difference_update(receiving)
    close = sum(
        0 < (two - one).days < rules["spacing"]
        for dates in taken.values()
        for one, two in combinations(dates, 2)
    )
    return Score(
        short=short * rules["price_short"],
        backup=backup * rules["price_backup"],
        near=close * rules["price_near"],
        uneven=sum(value * value for value in load.values()) * rules["price_uneven"],
        lead=sum(value * value for value in leads.values()) * rules["price_lead"]
        + new_leads * rules["price_new_lead"],
    )


def broken_by(question: Question, plan: Plan) -> Iterator[str]:
    """Every hard rule a plan breaks, in a sentence each; none for a plan that may stand."""
    employers = {member.id: member.employer for member in question.members}
    dates: dict[tuple[date, str], str] = {}
    for day in question.days:
        may = {member.id for member in question.by_day[day.id]}
        seats = plan.get(day.id, ())
        people = [person for person, _ in seats]
        if len(set(people)) < len(people):
            yield f"{day.id}同一个人排了两次"
        for part, limit in ((RECEIVE, "on_duty"), (BACKUP, "backups")):
            if sum(p == part for _, p in seats) > question.rules[limit]:
                yield f"{day.id}排的人太多"
        for person in people:
            if person not in may:
                yield f"{day.id}{person}不能值班"
            elif dates.setdefault((day.on, person), day.id) != day.id:
                yield f"{person}同一天排在两处"
        same = Counter(employers.get(p) for p, part in seats if part == RECEIVE)
        for employer, count in same.items():
            locked = sum(
                question.locks.get((day.id, p)) == RECEIVE and employers.get(p) == employer
                for p in people
            )
            if employer and count > max(1, locked):
                yield f"{day.id}两人来自同一单位"
    for (day_id, person), part in question.locks.items():
        held = dict(plan.get(day_id, ())).get(person, "OFF")
        if held != part:
            yield f"{day_id}{person}没有照锁定的排"
