"""Who fits is said in words: skills, nearness, free hours; nobody has a score."""

from dataclasses import fields
from datetime import date, time

import pytest

from tests.activities.test_projects import running
from tests.activities.test_shifts import shift_of, volunteer
from tests.world import NOON
from zhushi.activities.actions.block_out import block_out
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.fitting import Fit, half_days_of, who_fits
from zhushi.activities.models import Shift
from zhushi.people.actions.keep_volunteer import keep_volunteer
from zhushi.people.choices import HalfDay, VolunteerKind

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 9, 12)


def known(world, name, *, room="东社", skills="", free=()):
    person = volunteer(world, name, room)
    keep_volunteer(
        person, kind=VolunteerKind.MEMBER, skills=skills, free=free, by=world.乙, at=NOON
    )
    return person


@pytest.fixture
def here(world):
    """A project of the community's room with a shift on Saturday morning."""
    project = running(world, room="东社", others=(world.东,))
    return shift_of(world, project, on=SATURDAY, capacity=3, skills="修水电、理发")


def told(shift, rooms):
    found = who_fits(
        shift.project, wanted=shift.skills, rooms=[r.pk for r in rooms], on=shift.on, shift=shift
    )
    return [(fit.person.name, " · ".join(fit.reasons)) for fit in found]


def test_skills_come_first_then_nearness_then_free_hours(world, here):
    known(world, "远", room="东", skills="修水电")
    known(world, "近", skills="修水电、拍照", free=[HalfDay.SAT_AM])
    known(world, "闲", free=[HalfDay.SAT_AM])
    known(world, "别", skills="唱歌")
    assert told(here, [world.东社, world.东]) == [
        ("近", "会修水电 · 同一社区 · 周六上午有空"),
        ("远", "会修水电 · 同一街道"),
        ("闲", "同一社区 · 周六上午有空"),
    ]


def test_only_people_of_the_rooms_that_were_asked_are_named(world, here):
    known(world, "东边", room="东", skills="理发")
    known(world, "西边", room="西", skills="理发")
    assert [name for name, _ in told(here, [world.东])] == ["东边"]
    assert told(here, [world.东社]) == []


def test_who_is_on_it_or_cannot_come_is_left_out(world, here):
    seated, blocked = known(world, "在", skills="理发"), known(world, "忙", skills="理发")
    sign_up(here, seated, by=world.乙, at=NOON)
    block_out(blocked, starts_on=SATURDAY, ends_on=SATURDAY, by=world.乙, at=NOON)
    assert told(here, [world.东社]) == []


def test_a_delegate_s_expertise_counts_as_a_skill(world, here):
    world.people["丙"].expertise = "理发美容"
    world.people["丙"].save()
    assert told(here, [world.东]) == [("丙", "专长是理发美容 · 同一街道")]


@pytest.mark.parametrize(
    ("starts", "ends", "halves"),
    [(9, 11, ["SAT_AM"]), (9, 15, ["SAT_AM", "SAT_PM"]), (14, 16, ["SAT_PM"])],
)
def test_a_shift_takes_its_half_days(starts, ends, halves):
    shift = Shift(on=SATURDAY, starts_at=time(starts), ends_at=time(ends))
    assert half_days_of(shift) == halves


def test_a_fit_has_words_and_nothing_to_count():
    assert [one.name for one in fields(Fit)] == ["person", "role", "reasons"]
