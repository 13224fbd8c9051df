"""The one promise of the board: every number is the length of the list it opens."""

from datetime import date

import pytest

from tests.insight.some import answered, closed, fill
from tests.world import DAY, NOON
from zhushi.insight.indicators.answers import spans_around
from zhushi.insight.indicators.public import figures, published
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter

pytestmark = pytest.mark.django_db
BOARD = "/desk/board/"


def shown(client):
    """The figures of a login's board with their addresses."""
    page = client.get(BOARD)
    assert page.status_code == 200
    for figure in page.context["board"].figures():
        name = {"matters": "matters", "commitments": "commitments"}.get(figure.page, figure.page)
        yield figure, f"/desk/{name}/" + (f"?{figure.address}" if figure.query else "")


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("己", 1),
        ("己", 3),
        ("甲", 3),
        *(pytest.param(name, 3, marks=pytest.mark.once) for name in "乙戊癸"),
    ],
)
def test_every_figure_is_the_length_of_the_list_it_opens(world, sign_in, name, times):
    fill(world, times)
    client = sign_in(name)
    wrong, seen = [], set()

    for figure, url in shown(client):
        listed = client.get(url, headers={"HX-Request": "true"})
        assert listed.status_code == 200, url
        if listed.context["page"].total != figure.value:
            wrong.append((figure.key, figure.value, listed.context["page"].total, url))
        if figure.value:
            seen.add(figure.key.split("-")[0])

    assert wrong == []
    if name == "己":
        assert seen >= {
            "new", "soon", "late", "open", "received", "answered", "closed", "unit", "room",
            "returned", "replied", "extension", "promised", "copies", "twelve", "took", "with",
        }  # fmt: skip


def test_each_board_counts_its_own_rooms_only(world, sign_in):
    fill(world, 1)

    def opened(name):
        board = sign_in(name).get(BOARD).context["board"]
        return {f.key: f.value for f in board.now}["open"], [row.room.code for row in board.rooms]

    office, head, liaison, stranger = map(opened, "己甲乙戊")
    assert office[0] == Matter.objects.in_scope(_district(world)).exclude(status__in=FINAL).count()
    assert office[1] == ["DJ", "XJ", "DJS"]
    assert head == (office[0] // 2, ["DJ", "DJS"])
    assert liaison == (office[0] // 2, ["DJ"])
    assert stranger == (office[0] // 2, ["XJ"])


def _district(world):
    from zhushi.people.access import Scope

    return Scope(districts=frozenset({world.雁.pk}))


@pytest.mark.parametrize(("limit", "expected"), [
    (30, [(0, 5), (6, 10), (11, 15), (16, 20), (21, 25), (26, 30), (31, 45), (46, None)]),
    (2, [(0, 1), (2, 2), (3, 3), (4, None)]),
    (7, [(0, 2), (3, 4), (5, 6), (7, 7), (8, 10), (11, None)]),
])  # fmt: skip
def test_spans_cover_every_number_of_days_once(limit, expected):
    assert spans_around(limit) == expected


def test_twelve_months_end_with_this_one(world, sign_in):
    closed(world, "东", at=NOON - 3 * DAY)
    answered(world, "东", at=NOON - 200 * DAY, after=3)

    months = sign_in("己").get(BOARD).context["board"].months

    assert [months[0].first, months[-1].first] == [date(2025, 10, 1), date(2026, 9, 1)]
    assert [(m.received, m.closed) for m in months if m.received] == [(1, 0), (1, 1)]


@pytest.mark.parametrize(
    ("received", "done", "expected"),
    [
        (4, 2, (None, None, None)),
        (20, 17, (20, None, None)),
        (20, 3, (20, None, None)),
        (20, 20, (20, 20, 0)),
        (20, 12, (20, 12, 8)),
    ],
)
def test_the_public_reads_no_number_that_points_at_few(received, done, expected):
    found = published(received, done)

    assert (found.received, found.answered, found.pending) == expected


def test_the_public_figures_are_of_one_district_and_one_year(world):
    fill(world, 1)

    assert figures(world.外, 2026).received is None
    this_year = Matter.objects.in_scope(_district(world)).filter(received_at__year=2026).count()
    assert figures(world.雁, 2026).received == this_year
