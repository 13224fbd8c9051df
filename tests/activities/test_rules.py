"""From a rule to its days: what a patient clerk with a wall calendar would write down."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhushi.activities.actions.plan_days import slot_starts
from zhushi.activities.choices import RuleKind
from zhushi.activities.rules import days_of
from zhushi.core.holidays import merge, shipped_calendar
from zhushi.core.workdays import Calendar

DAY = timedelta(days=1)


def days(kind, since, until, *, calendar=None, nth=None, weekday=None, month_day=None):
    return list(
        days_of(
            kind,
            nth=nth,
            weekday=weekday,
            month_day=month_day,
            since=since,
            until=until,
            calendar=calendar or shipped_calendar(),
        )
    )


def by_hand(kind, since, until, calendar, *, nth=None, weekday=None, month_day=None):
    """Every day of the period asked one by one whether it is the day."""
    found, on = [], since
    while on <= until:
        if kind == RuleKind.MONTH_DAY:
            is_it = on.day == month_day
        else:
            before = [on.replace(day=d) for d in range(1, on.day + 1)]
            is_it = on.weekday() == weekday
            is_it = is_it and sum(d.weekday() == weekday for d in before) == nth
        if is_it:
            held = on
            while not calendar.is_workday(held):
                held += DAY
            found.append((on, held))
        on += DAY
    return found


@settings(max_examples=150, deadline=None)
@given(
    since=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    length=st.integers(0, 400),
    rule=st.one_of(
        st.builds(lambda d: (RuleKind.MONTH_DAY, {"month_day": d}), st.integers(1, 28)),
        st.builds(
            lambda n, w: (RuleKind.NTH_WEEKDAY, {"nth": n, "weekday": w}),
            st.integers(1, 4),
            st.integers(0, 4),
        ),
    ),
    odd=st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=30),
)
def test_the_days_are_those_found_one_by_one(since, length, rule, odd):
    kind, fields = rule
    until = since + length * DAY
    entered = [(since + n * DAY, is_off, "休") for n, is_off in odd]
    calendar: Calendar = merge(shipped_calendar(), entered)
    found = days(kind, since, until, calendar=calendar, **fields)
    assert [(p.nominal_on, p.on) for p in found] == by_hand(kind, since, until, calendar, **fields)
    for planned in found:
        assert bool(planned.moved_because) == (planned.on != planned.nominal_on)
        assert calendar.is_workday(planned.on)


def test_first_and_third_wednesday_of_a_half_year():
    half = (date(2026, 7, 1), date(2026, 12, 31))
    first = days(RuleKind.NTH_WEEKDAY, *half, nth=1, weekday=2)
    third = days(RuleKind.NTH_WEEKDAY, *half, nth=3, weekday=2)
    assert [p.on.day for p in first] == [1, 5, 2, 8, 4, 2]
    assert [p.on.day for p in third] == [15, 19, 16, 21, 18, 16]
    assert first[3].moved_because == "10月7日逢国庆节，顺延"


def test_tenth_and_twentieth_move_off_weekends_but_not_off_days_worked_in_exchange():
    autumn = (date(2026, 9, 1), date(2026, 10, 31))
    tenth, twentieth = (days(RuleKind.MONTH_DAY, *autumn, month_day=day) for day in (10, 20))
    # Sunday 20 September and Saturday 10 October are worked in exchange for 国庆.
    assert [f"{p.on:%m-%d}" for p in tenth + twentieth] == ["09-10", "10-10", "09-20", "10-20"]
    assert not any(p.moved_because for p in tenth + twentieth)
    spring = days(RuleKind.MONTH_DAY, date(2026, 2, 1), date(2026, 5, 31), month_day=20)
    assert [(f"{p.on:%m-%d}", p.moved_because) for p in spring][:1] == [
        ("02-24", "2月20日逢春节，顺延")
    ]


def test_a_year_that_is_not_announced_gives_provisional_days():
    found = days(RuleKind.MONTH_DAY, date(2026, 11, 1), date(2027, 2, 28), month_day=10)
    assert [p.is_provisional for p in found] == [False, False, True, True]


@pytest.mark.parametrize(
    ("minutes", "starts"),
    [(30, ["09:00", "09:30"]), (60, ["09:00"]), (61, []), (25, ["09:00", "09:25"])],
)
def test_slots_end_within_the_hours(minutes, starts):
    from datetime import time

    found = slot_starts(time(9), time(10), minutes)
    assert [f"{start:%H:%M}" for start in found] == starts
