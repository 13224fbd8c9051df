"""How often each of the eight is owed, with the source; a district may set its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zhushi.activities.choices import Heading, Per, Period

DAY = timedelta(days=1)
UNITS = {Heading.CONTACT: "人", Heading.RESEARCH: "个主题"}
"""What a district owes beside activities: talks and themes."""
MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12}


@dataclass(frozen=True)
class Norm:
    """So many times in each period, by each room or by the district as a whole."""

    heading: Heading
    least: int
    period: Period
    per: Per
    source: str

    @property
    def words(self) -> str:
        """As “每个工作室每月至少 1 次”."""
        unit = UNITS.get(self.heading, "次") if self.per == Per.DISTRICT else "次"
        return f"{self.per.label}{self.period.label}至少 {self.least} {unit}"

    def owed(
        self,
        since: date,
        until: date,
        *,
        opened_on: date | None = None,
        closed_on: date | None = None,
    ) -> int:
        """How many are owed in whole periods that begin within two days, both included.

        opened_on, closed_on: a room owes only the periods it was open from first to last day.
        """
        months = MONTHS[self.period]
        first = since.year * 12 + since.month - 1
        last = until.year * 12 + until.month - 1
        begun = [month for month in range(first, last + 1) if month % 12 % months == 0]
        if opened_on:
            begun = [month for month in begun if _first_of(month) >= opened_on]
        if closed_on:
            begun = [month for month in begun if _first_of(month + months) - DAY <= closed_on]
        return len(begun) * self.least


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


OWN, SEED = "本平台的默认值，按本区制度改", "雁塔区“一轴三化五落实”（2022）"

SHIPPED: dict[Heading, Norm] = {
    norm.heading: norm
    for norm in (
        Norm(Heading.CONTACT, 4, Period.MONTH, Per.DISTRICT, f"{SEED}：每月同 4 名左右代表谈话"),
        Norm(Heading.VISIT, 1, Period.HALF, Per.ROOM, OWN),
        Norm(Heading.STUDY, 1, Period.QUARTER, Per.ROOM, OWN),
        Norm(Heading.PUBLICITY, 1, Period.QUARTER, Per.ROOM, OWN),
        Norm(Heading.RECEPTION, 1, Period.MONTH, Per.ROOM, f"{SEED}：每月固定一两天接待"),
        Norm(Heading.SYMPOSIUM, 1, Period.QUARTER, Per.ROOM, OWN),
        Norm(Heading.SERVICE, 1, Period.HALF, Per.ROOM, OWN),
        Norm(Heading.RESEARCH, 1, Period.HALF, Per.DISTRICT, f"{SEED}：每半年选定一个主题"),
    )
}

STUDY_PLAN = Norm(Heading.STUDY, 1, Period.YEAR, Per.ROOM, f"{SEED}：建立学习计划，留存学习记录")
"""Beside the sessions: every room has a plan, of the year or of its halves."""
