"""Terms: a seat put right, one last day for a congress; what a room's teams lack."""

from datetime import date

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.core.models import AuditEntry
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.set_term import end_congress, set_term
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate
from zhushi.people.norms import lacking
from zhushi.people.queries import lacks_of, with_team_counts
from zhushi.rooms.models import Workroom

END = date(2026, 12, 31)


def seat(world, name="丙", level=MandateLevel.CITY, congress_no="14", starts_on=SINCE):
    return grant_mandate(
        world.people[name],
        level=level,
        congress_no=congress_no,
        starts_on=starts_on,
        by=None,
        at=NOON,
    )


def put(mandate, world, **changes):
    wanted = {
        "electing_unit": "",
        "congress_no": "14",
        "starts_on": SINCE,
        "ends_on": None,
        **changes,
    }
    return set_term(mandate, **wanted, by=world.己, at=NOON)


@pytest.mark.django_db
def test_a_seat_is_put_right_and_the_same_leaves_no_line(world):
    mandate = seat(world)

    put(mandate, world)
    assert not AuditEntry.objects.filter(event="mandate.correct").exists()
    done = put(mandate, world, electing_unit=" 教育系统 ", ends_on=END)

    assert (done.electing_unit, done.ends_on) == ("教育系统", END)
    assert AuditEntry.objects.get(event="mandate.correct").target == world.people["丙"].ref


@pytest.mark.django_db
def test_a_seat_ends_after_it_begins_and_stands_once_a_congress(world):
    mandate = seat(world)
    seat(world, congress_no="15")

    with refused("不能早于开始"):
        put(mandate, world, ends_on=SINCE - DAY)
    with refused("党代会已有"):
        put(mandate, world, congress_no="15")


@pytest.mark.django_db
def test_all_seats_of_a_congress_end_on_one_day_and_no_other(world):
    ending = [seat(world, name) for name in ("丙", "甲", "乙")]
    staying = [
        seat(world, "丙", congress_no="15"),
        seat(world, "丙", level=MandateLevel.DISTRICT),
        seat(world, "癸"),
    ]

    def end(**changes):
        wanted = {"level": MandateLevel.CITY, "congress_no": "14", "ends_on": END, **changes}
        return end_congress(world.雁, **wanted, by=world.己, at=NOON)

    assert end() == 3
    assert end() == 0
    ended = Mandate.objects.filter(ends_on=END).values_list("pk", flat=True)
    assert set(ended) == {m.pk for m in ending}
    assert all(Mandate.objects.get(pk=m.pk).ends_on is None for m in staying)
    line = AuditEntry.objects.get(event="mandate.end")
    assert line.facts == {"level": "CITY", "count": 3}
    with refused("没有这次"):
        end(congress_no="99")
    with refused("以后才开始"):
        end(ends_on=SINCE - DAY)


@pytest.mark.django_db
def test_a_seat_that_ended_early_does_not_come_back_with_its_congress(world):
    resigned, held = seat(world, "丙"), seat(world, "甲")
    Mandate.objects.filter(pk=resigned.pk).update(ends_on=TODAY - DAY)
    wanted = {"level": MandateLevel.CITY, "congress_no": "14", "ends_on": END}
    assert end_congress(world.雁, **wanted, by=world.己, at=NOON) == 1
    resigned.refresh_from_db()
    held.refresh_from_db()
    assert (resigned.ends_on, held.ends_on) == (TODAY - DAY, END)


@pytest.mark.parametrize(
    ("heads", "liaisons", "delegates", "words"),
    [
        (1, 1, 1, []),
        (0, 1, 2, ["工作室组长"]),
        (1, 0, 1, ["联络员"]),
        (1, 1, 0, ["党代表"]),
        (0, 1, 1, ["工作室组长", "党代表不足 2 名"]),
        (0, 0, 0, ["工作室组长", "联络员", "党代表"]),
    ],
)
def test_what_a_room_lacks(heads, liaisons, delegates, words):
    assert lacking(heads=heads, liaisons=liaisons, delegates=delegates) == words


@pytest.mark.django_db
def test_rooms_are_counted_with_their_teams_at_once(world, django_assert_num_queries):
    world.people["丙"].postings.update(ends_on=TODAY)
    with django_assert_num_queries(2):
        today, tomorrow = (
            {
                room.code: (room.heads, room.liaisons, room.delegates, room.volunteers)
                for room in with_team_counts(Workroom.objects.all(), on=on)
            }
            for on in (TODAY, TODAY + DAY)
        )

    assert today == {"DJ": (1, 1, 1, 1), "DJS": (0, 0, 0, 0), "XJ": (0, 1, 0, 0)}
    assert tomorrow["DJ"] == (1, 1, 0, 1)
    room = with_team_counts(Workroom.objects.filter(code="XJ"), on=TODAY).values().get()
    assert lacks_of(room) == ["工作室组长", "党代表"]
