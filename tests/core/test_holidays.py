"""The shipped notices and what the office enters on top of them."""

from datetime import date

import pytest

from zhushi.core.holidays import DATA, current_calendar, merge, read_year, shipped_calendar
from zhushi.core.models import CalendarDay
from zhushi.core.workdays import add_workdays

NEW_YEAR_2027 = [
    (date(2026, 12, 31), True, "元旦"),
    (date(2027, 1, 1), True, "元旦"),
    (date(2027, 1, 3), False, "元旦"),
]
FULL_2027 = [*NEW_YEAR_2027, (date(2027, 2, 6), True, "春节"), (date(2027, 10, 1), True, "国庆节")]


def test_a_notice_may_move_days_of_the_december_before():
    year, days = read_year(DATA / "2023.toml")
    assert year == 2023
    assert (date(2022, 12, 31), True, "元旦") in days


def test_a_file_that_is_no_notice_is_refused_by_name(tmp_path):
    for number, text in enumerate(["", "year = 2027", "year =", "year = 2027\nholiday = 3"]):
        path = tmp_path / f"{number}.toml"
        path.write_text(text)
        with pytest.raises(ValueError, match=f"{number}.toml"):
            read_year(path)


def test_an_override_wins_in_both_directions():
    day_off, day_on = date(2026, 3, 4), date(2026, 10, 1)
    calendar = merge(shipped_calendar(), [(day_off, True, "停电"), (day_on, False, "加班")])
    assert not calendar.is_workday(day_off)
    assert calendar.is_workday(day_on)
    assert shipped_calendar().is_workday(day_off)
    assert merge(calendar, [(day_off, False, "恢复")]).is_workday(day_off)


def test_the_next_notice_settles_december_and_the_new_year():
    start = date(2026, 12, 29)
    assert add_workdays(start, 2, shipped_calendar()).provisional
    due = add_workdays(start, 2, merge(shipped_calendar(), FULL_2027, [2027]))
    assert (due.on, due.provisional) == (date(2027, 1, 3), False)


@pytest.mark.django_db
def test_the_districts_days_win_over_everybodys_and_stay_its_own():
    day = date(2026, 3, 4)
    CalendarDay.objects.create(on=day, is_off=True, name="停电")
    CalendarDay.objects.create(district_id=7, on=day, is_off=False, name="照常")
    CalendarDay.objects.create(district_id=8, on=date(2026, 3, 5), is_off=True, name="区庆")
    assert not current_calendar().is_workday(day)
    assert current_calendar(7).is_workday(day)
    assert not current_calendar(8).is_workday(day)
    assert current_calendar(7).is_workday(date(2026, 3, 5))


@pytest.mark.django_db
@pytest.mark.parametrize("is_official", [True, False])
def test_a_year_is_known_once_its_official_days_are_entered(is_official):
    for day, is_off, name in FULL_2027:
        CalendarDay.objects.create(on=day, is_off=is_off, name=name, is_official=is_official)
    years = current_calendar().official_years
    assert (2027 in years) == is_official
    assert add_workdays(date(2027, 5, 6), 2, current_calendar()).provisional != is_official


@pytest.mark.django_db
def test_the_calendar_takes_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        current_calendar(1)
