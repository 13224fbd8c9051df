"""Working days: the fast arithmetic equals counting day by day, and every date explains itself."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhushi.core.holidays import shipped_calendar
from zhushi.core.workdays import (
    Calendar,
    add_months,
    add_workdays,
    latest_to_notify,
    month_later,
    next_workday,
    workday_after,
    workdays_between,
)

DAY = timedelta(days=1)
CALENDAR = shipped_calendar()
BARE = Calendar()
days = st.dates(date(2019, 1, 1), date(2104, 12, 31))
calendars = st.sampled_from([CALENDAR, BARE])


def counted(start, number, calendar):
    on = start
    while number:
        on += DAY
        number -= calendar.is_workday(on)
    return on


@settings(max_examples=500, deadline=None)
@given(days, st.integers(1, 120), calendars)
@example(date(2026, 2, 10), 5, CALENDAR)
@example(date(2026, 12, 31), 1, CALENDAR)
def test_adding_equals_counting_day_by_day(start, number, calendar):
    due = add_workdays(start, number, calendar)
    assert due.on == counted(start, number, calendar)
    assert workdays_between(start, due.on, calendar) == number
    assert workdays_between(due.on, start, calendar) == -number


@settings(max_examples=300, deadline=None)
@given(days, days, calendars)
def test_workdays_between_is_antisymmetric_and_additive(a, b, calendar):
    there = workdays_between(a, b, calendar)
    assert there == -workdays_between(b, a, calendar)
    assert there == sum(
        workdays_between(date(y, 1, 1), date(y + 1, 1, 1), calendar)
        for y in range(min(a, b).year, max(a, b).year)
    ) * (1 if b >= a else -1) + (
        workdays_between(date(max(a, b).year, 1, 1), max(a, b), calendar)
        - workdays_between(date(min(a, b).year, 1, 1), min(a, b), calendar)
    ) * (1 if b >= a else -1)


def test_every_day_from_2024_to_2104_equals_counting():
    """More than 100,000 pairs of start and length, without one difference."""
    first, last = date(2024, 1, 1), date(2105, 3, 31)
    worked = [
        day
        for n in range((last - first).days + 1)
        if CALENDAR.is_workday(day := first + timedelta(n))
    ]
    position, wrong, pairs = 0, 0, 0
    for n in range((date(2104, 12, 31) - first).days + 1):
        start = first + timedelta(n)
        while worked[position] <= start:
            position += 1
        for number in (1, 2, 5, 15, 30):
            pairs += 1
            wrong += workday_after(start, number, CALENDAR) != worked[position + number - 1]
    assert (wrong, pairs > 100_000) == (0, True)


def test_the_shipped_years_agree_with_chinesecalendar():
    chinese_calendar = pytest.importorskip("chinese_calendar")
    day, different = date(2023, 1, 1), []
    while day.year <= 2026:
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            different.append(day)
        day += DAY
    assert different == []


@pytest.mark.parametrize(("year", "off", "on"), [(2025, 28, 5), (2026, 33, 6)])
def test_the_shipped_years_have_as_many_days_as_their_notice(year, off, on):
    assert sum(day.year == year for day in CALENDAR.off) == off
    assert sum(day.year == year for day in CALENDAR.on) == on


@pytest.mark.parametrize(
    ("start", "months", "target"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 0, "2026-12-31"),
        ("2096-02-29", 48, "2100-02-28"),
    ],
)
def test_a_month_without_that_day_ends_on_its_last_day(start, months, target):
    assert month_later(date.fromisoformat(start), months) == date.fromisoformat(target)


@settings(max_examples=300, deadline=None)
@given(days, st.integers(0, 60), calendars)
def test_months_end_on_the_first_working_day_from_the_target_on(start, months, calendar):
    due = add_months(start, months, calendar)
    target = month_later(start, months)
    assert calendar.is_workday(due.on)
    assert due.on >= target
    assert not any(
        calendar.is_workday(target + timedelta(n)) for n in range((due.on - target).days)
    )


SENTENCES = [
    (
        "2026-02-10",
        5,
        "自2026年2月10日次日起算 5 个工作日：扣除春节假期（2月15日至23日），"
        "2月14日调休上班算一天，到2月24日。",
    ),
    ("2026-03-02", 2, "自2026年3月2日次日起算 2 个工作日：到3月4日。"),
    ("2026-03-06", 2, "自2026年3月6日次日起算 2 个工作日：扣除周末，到3月10日。"),
    (
        "2026-09-18",
        11,
        "自2026年9月18日次日起算 11 个工作日：扣除中秋节假期（9月25日至27日）、"
        "国庆节假期（10月1日至7日）和周末，9月20日、10月10日调休上班各算一天，到10月10日。",
    ),
    (
        "2025-12-29",
        3,
        "自2025年12月29日次日起算 3 个工作日：扣除元旦假期（2026年1月1日至3日），"
        "2026年1月4日调休上班算一天，到2026年1月4日。",
    ),
    ("2026-03-02", 0, "2026年3月2日当日是工作日，当日到期。"),
    ("2026-02-15", 0, "2026年2月15日是春节假期，顺延到2月24日。"),
]


@pytest.mark.parametrize(("start", "number", "sentence"), SENTENCES)
def test_a_due_day_says_in_one_sentence_how_it_came_about(start, number, sentence):
    due = add_workdays(date.fromisoformat(start), number, CALENDAR)
    assert (due.sentence, due.provisional) == (sentence, False)


def test_months_say_why_the_day_moved():
    due = add_months(date(2025, 11, 30), 3, CALENDAR)
    assert due.sentence == (
        "自2025年11月30日起 3 个月，到2026年2月28日（2月没有30日，取当月最后一天）。"
    )
    due = add_months(date(2026, 4, 2), 1, CALENDAR)
    assert (due.on, due.sentence) == (
        date(2026, 5, 6),
        "自2026年4月2日起 1 个月，到5月2日，当天是劳动节假期，顺延到5月6日。",
    )


def test_a_year_without_notice_is_provisional_and_says_so():
    due = add_workdays(date(2027, 9, 30), 5, CALENDAR)
    assert due.provisional
    assert due.on == date(2027, 10, 8)
    assert "国庆节假期（10月1日至3日）" in due.sentence
    assert "2027年放假安排尚未公布，暂按周末和法定日期推算" in due.sentence
    assert due.sentence.count("。") == 1


def test_a_year_before_the_first_notice_is_not_called_unpublished():
    assert "2021年放假安排未录入" in add_workdays(date(2021, 3, 1), 2, CALENDAR).sentence


def test_labour_day_has_two_statutory_days_only_since_2025():
    assert not BARE.is_workday(date(2025, 5, 2))
    assert BARE.is_workday(date(2024, 5, 2))


def test_the_last_week_of_december_waits_for_the_next_notice():
    assert not add_workdays(date(2026, 12, 18), 4, CALENDAR).provisional
    due = add_workdays(date(2026, 12, 18), 5, CALENDAR)
    assert (due.on, due.provisional) == (date(2026, 12, 25), True)
    assert "2027年放假安排尚未公布" in due.sentence
    assert not add_workdays(date(2025, 12, 18), 5, CALENDAR).provisional


def test_a_local_day_off_is_named_as_it_was_entered():
    local = Calendar({date(2026, 3, 4): "区里统一停电检修"}, {}, frozenset({2026}))
    due = add_workdays(date(2026, 3, 2), 2, local)
    assert due.sentence == (
        "自2026年3月2日次日起算 2 个工作日：扣除区里统一停电检修（3月4日），到3月5日。"
    )


def test_next_workday_keeps_a_day_that_is_worked():
    assert next_workday(date(2026, 2, 14), CALENDAR) == date(2026, 2, 14)
    assert next_workday(date(2026, 2, 15), CALENDAR) == date(2026, 2, 24)
    assert next_workday(date(2027, 12, 31) + DAY, CALENDAR) == date(2028, 1, 3)


def test_notice_is_counted_in_calendar_days():
    assert latest_to_notify(date(2026, 3, 4), 3) == date(2026, 3, 1)


@pytest.mark.parametrize("number", [-1, 20_001])
def test_lengths_out_of_bounds_are_refused(number):
    with pytest.raises(ValueError, match="工作日数"):
        add_workdays(date(2026, 1, 1), number, CALENDAR)


def test_nothing_runs_past_the_end_of_time():
    for late in (date(9999, 12, 31), date(9990, 1, 1)):
        with pytest.raises(ValueError, match="9999"):
            add_workdays(late, 20_000, CALENDAR)
    with pytest.raises(ValueError, match="9999"):
        add_months(date(9999, 12, 1), 1, CALENDAR)
