"""A report is written by several without overwriting, handed in, and handed in again."""

import pytest

from tests.matters.moves import MOVES, paper_in
from tests.world import NOON
from zhushi.core.errors import Refused
from zhushi.matters.models import Matter
from zhushi.research.actions.hand_in_report import drop_report, hand_in_report
from zhushi.research.actions.start_report import start_report
from zhushi.research.actions.write_report import END, write_report
from zhushi.research.models import Report, ReportVersion

pytestmark = pytest.mark.django_db
TEXT = "一、情况\n走访十二个小区。\n二、建议\n先装三个。"


def started(world, **changed) -> Report:
    people = world.people
    given = {
        "title": "加装电梯",
        "authors": [people["丙"], people["甲"]],
        "by": world.丙,
        "at": NOON,
    }
    return start_report(world.rooms["东"], **{**given, **changed})


def wrote(report, text, *, seen, by, title="加装电梯"):
    return write_report(report, title=title, text=text, seen=seen, by=by, at=NOON)


def newest(report) -> str:
    from zhushi.core.prose_text import unparse

    return unparse(ReportVersion.objects.filter(report=report).first().text)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"title": " "}, "题目"),
        ({"title": "题" * 81}, "最多 80 字"),
        ({"authors": []}, "署名"),
    ],
)
def test_what_is_incomplete_is_refused(world, changed, why):
    with pytest.raises(Refused, match=why):
        started(world, **changed)


def test_only_delegates_of_the_room_sign(world):
    for name in ("乙", "丁", "戊", "己", "癸"):
        with pytest.raises(Refused, match=f"{name}不是"):
            started(world, authors=[world.people["丙"], world.people[name]])


def test_each_saving_is_a_version_and_saving_nothing_new_is_none(world):
    report = started(world)
    assert wrote(report, TEXT, seen=1, by=world.丙).version == 2
    assert wrote(report, TEXT, seen=2, by=world.甲).version == 2

    assert newest(report) == TEXT
    assert report.versions.count() == 2


def test_two_who_write_at_once_in_different_places_are_brought_together(world):
    report = started(world)
    wrote(report, TEXT, seen=1, by=world.丙)
    wrote(report, TEXT.replace("十二", "十三"), seen=2, by=world.甲)

    done = wrote(report, TEXT.replace("装三个", "装五个"), seen=2, by=world.丙)

    assert done.others == ("甲",)
    assert newest(report) == TEXT.replace("十二", "十三").replace("装三个", "装五个")


def test_the_same_lines_changed_by_two_are_both_shown_and_nothing_is_stored_till_it_is_settled(
    world,
):
    report = started(world)
    wrote(report, TEXT, seen=1, by=world.丙)
    wrote(report, TEXT.replace("三个", "四个"), seen=2, by=world.甲)

    done = wrote(report, TEXT.replace("三个", "五个"), seen=2, by=world.丙)

    assert (done.version, report.versions.count()) == (3, 3)
    assert "先装五个。" in done.text
    assert "先装四个。" in done.text
    assert "【甲写的】" in done.text
    with pytest.raises(Refused, match="没有定"):
        wrote(report, done.text, seen=3, by=world.丙)
    assert END in done.text
    wrote(report, TEXT.replace("三个", "四五个"), seen=3, by=world.丙)
    assert "先装四五个。" in newest(report)


def test_a_handed_in_report_is_a_matter_signed_by_its_authors_and_is_not_written_on(world):
    report = started(world)
    with pytest.raises(Refused, match="正文"):
        hand_in_report(report, by=world.丙, at=NOON)
    wrote(report, TEXT, seen=1, by=world.丙)
    with pytest.raises(Refused, match="署名"):
        hand_in_report(report, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="有人改过"):
        hand_in_report(report, seen=1, by=world.丙, at=NOON)

    matter = hand_in_report(report, seen=2, by=world.丙, at=NOON)

    assert (matter.kind, matter.title, matter.content) == ("RESEARCH", "加装电梯", TEXT)
    assert [p.person.name for p in matter.proposers.all()] == ["丙", "甲"]
    for refused in (
        lambda: wrote(report, "改", seen=2, by=world.丙),
        lambda: hand_in_report(report, by=world.丙, at=NOON),
        lambda: drop_report(report, by=world.丙, at=NOON),
    ):
        with pytest.raises(Refused, match="已经提交"):
            refused()
    assert Matter.objects.count() == 1


def test_what_is_sent_back_is_written_on_and_goes_on_under_its_number(world):
    report = started(world)
    wrote(report, TEXT, seen=1, by=world.丙)
    matter = hand_in_report(report, by=world.丙, at=NOON)
    MOVES["turn_down"](world, matter)

    wrote(report, TEXT + "\n三、附言\n补上出处。", seen=2, by=world.甲)
    again = hand_in_report(report, seen=3, by=world.users["甲"], at=NOON)

    assert (again.pk, again.status) == (matter.pk, "REGISTERED")
    assert "补上出处" in again.content


def test_one_given_up_is_written_on_no_more_and_only_by_its_authors(world):
    report = started(world)
    with pytest.raises(Refused, match="署名"):
        drop_report(report, by=world.乙, at=NOON)

    drop_report(report, by=world.丙, at=NOON)

    with pytest.raises(Refused):
        wrote(report, TEXT, seen=1, by=world.丙)
    assert not Report.objects.get().is_open


def test_rare_characters_and_a_hundred_pages_are_kept(world):
    report = started(world, title="𠮷㐂" + "题" * 58)
    text = "\n".join(f"第{n}段𠮷㐂" + "字" * 400 for n in range(200))

    wrote(report, text, seen=1, by=world.丙, title=report.title)

    assert newest(report) == text
    assert paper_in(world, "REGISTERED")  # others' papers are none of its business
