"""Plays all stories in the order of time, so that numbers, steps and trail run as in life."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

from zhushi.core.moments import day_of, moment_of
from zhushi.core.workdays import workday_after
from zhushi.ops.demo.cast import Cast

Story = Iterator[datetime]
"""Acts when resumed and yields the moment at which it wants to act next."""


class Stage:
    """Stories waiting for their next moment; what lies after the present is never played."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._order = count()
        self._page = cast.since

    def enter(self, at: datetime, story: Story) -> None:
        """Let a story begin at a moment."""
        heappush(self._waiting, (at, next(self._order), story))

    def play(self) -> None:
        """Resume whatever is next until the present is reached."""
        while self._waiting:
            at, _, story = heappop(self._waiting)
            if at > self.cast.now:
                return
            self._turn_page(day_of(at))
            upcoming = next(story, None)
            if upcoming is not None:
                self.enter(max(at, upcoming), story)

    def _turn_page(self, on: date) -> None:
        """Carry what each login holds over to a new day: no posting changes within the story."""
        if on == self._page:
            return
        self._page = on
        for login in self.cast.logins:
            if kept := getattr(login, "_holdings", None):
                login._holdings = (on, kept[1])  # type: ignore[attr-defined]


def later(cast: Cast, at: datetime, workdays: int) -> datetime:
    """A moment in office hours some working days on; 0 is a little later the same day."""
    if workdays <= 0:
        return at + timedelta(minutes=cast.rng.randint(9, 70))
    return in_hours(cast, workday_after(day_of(at), workdays, cast.calendar))


def in_hours(cast: Cast, on: date) -> datetime:
    """A moment in the office hours of a day."""
    minute = cast.rng.choice([*range(9 * 60, 12 * 60), *range(14 * 60, 17 * 60 + 20)])
    return moment_of(on, time(minute // 60, minute % 60, cast.rng.randrange(60)))
