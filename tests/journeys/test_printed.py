"""What is printed from the browser falls on paper as it stands on the screen: a sheet, a page."""

import unicodedata
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.world import NOON, TODAY
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity

pytestmark = [pytest.mark.journey, pytest.mark.once]
A4 = (595, 842)


def pages_of(walk, path):
    """The size and the text without spaces of every page that a printer would get."""
    walk.page.goto(path)
    printed = PdfReader(BytesIO(walk.page.pdf(prefer_css_page_size=True, print_background=True)))
    texts = [page.extract_text() for page in printed.pages]
    # Chromium's fonts name some glyphs by their radicals.
    texts = [
        "".join(unicodedata.normalize("NFKC", text).replace("⻚", "页").split()) for text in texts
    ]
    return [tuple(map(round, page.mediabox[2:])) for page in printed.pages], texts


def fill(room, count):
    """So many activities with names as long as they come."""
    Activity.objects.bulk_create(
        Activity(
            district=room.district,
            room=room,
            kind=ActivityKind.VISIT,
            form="DELEGATE",
            status=ActivityStatus.RECORDED,
            title=f"第{number}次走访，看望住在几个院子里的老人和孩子，听他们说楼道、路灯和停车",
            on=TODAY - timedelta(days=number % 200),
            place="社区",
            came_count=3,
            created_at=NOON,
        )
        for number in range(count)
    )


@pytest.mark.parametrize("count", [1, 60])
def test_a_rooms_year_report_breaks_between_lines_with_its_headings_again(street, count):
    room = street.world.rooms["东"]
    fill(room, count)
    path = f"/desk/reports/rooms/{room.code}/{TODAY.year}/"
    sizes, texts = pages_of(street.desk("甲"), path)
    assert all(abs(a - b) <= 1 for size in sizes for a, b in zip(size, A4, strict=True))
    assert len(texts) == (2 if count == 1 else 5)
    for number, text in enumerate(texts, 1):
        assert f"第{number}页,共{len(texts)}页" in text
        assert "日子哪一类内容备注" in text or number == 1
    assert sum(text.count("次走访,") for text in texts) == count
    assert "制表:" in texts[-1]
    assert "接待日" in texts[-1], "a signature stands on no page of its own"


def test_the_districts_report_lies_across_and_names_every_room_once(street):
    sizes, texts = pages_of(street.desk("己"), f"/desk/reports/district/{TODAY.year}/")
    assert all(abs(a - b) <= 1 for size in sizes for a, b in zip(size, A4[::-1], strict=True))
    for room in street.world.rooms.values():
        if room.district == street.world.units["雁"]:
            assert sum(text.count(room.name) for text in texts) == 1
    assert "制表:" in texts[-1]
