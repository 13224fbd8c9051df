"""Letters: what is known is filled in, numbers have no gaps, what was issued never changes."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.core.hostile import picture
from tests.matters.moves import matter_in, paper_in
from tests.world import DAY, NOON, TODAY
from zhushi.core.errors import Refused
from zhushi.core.models import Counter
from zhushi.desk.forms.moves.base import dispatches_of
from zhushi.papers.actions.draft_letter import change_letter, draft_letter, drop_letter
from zhushi.papers.actions.issue_letter import issue_letter
from zhushi.papers.actions.sign_letter import sign_letter
from zhushi.papers.actions.void_letter import void_letter
from zhushi.papers.actions.word_letters import restore_wording, set_head, word_letters
from zhushi.papers.choices import LetterKind
from zhushi.papers.letters import facts
from zhushi.papers.letters.compose import present_of, sheet_of, template_of
from zhushi.papers.letters.kinds import SAMPLES, SPECS
from zhushi.papers.letters.wording import built_in, check, fill, fill_title
from zhushi.papers.models import Letter

pytestmark = pytest.mark.django_db
WORDS = {"title": "关于办理的通知", "to": "区住建局", "body": "请研办。"}


def about(world, matter=None, kind=LetterKind.ASSIGN):
    matter = matter or matter_in(world, "HANDLING")
    return facts.of_matter(kind, matter, dispatches_of(matter))


def drafted(world, told=None, **changed) -> Letter:
    return draft_letter(
        LetterKind.ASSIGN,
        told or about(world),
        unit=world.units["雁"],
        written=WORDS | changed,
        by=world.己,
        at=NOON,
    )


def issued(world, letter=None, **changed) -> Letter:
    return issue_letter(letter or drafted(world, **changed), on=TODAY, by=world.己, at=NOON)


def scan():
    return SimpleUploadedFile("盖章件.jpg", picture())


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_wording_zhushi_comes_with_asks_for_what_its_kind_knows_and_has_a_sample(kind):
    said = built_in()[kind.value]
    for text in said.values():
        check(text, SPECS[kind].names)
    assert "{" not in fill(said["body"], SAMPLES)
    assert set(SPECS[kind].names) <= set(SAMPLES)


def test_lines_of_which_nothing_is_known_fall_away_and_facts_are_never_filled_again():
    body = "一、{题目}\n由{协办单位}协办。\n{答复}\n完。"
    told = fill(body, {"题目": "路 灯\n坏了", "协办单位": "", "答复": "一行{题目}\n二行"})
    assert told.splitlines() == ["一、路 灯 坏了", "一行{题目}", "二行", "完。"]


def test_a_long_subject_is_cut_so_that_the_title_says_what_kind_of_letter_it_is():
    title = fill_title("关于办理《{题目}》的通知", {"题目": "灯" * 80})
    assert len(title) == 60
    assert title.endswith("…》的通知")


@pytest.mark.parametrize(("text", "said"), [("{姓名}", "{姓名}"), ("{题目", "成对"), ("}", "成对")])
def test_wording_that_asks_for_more_is_refused_with_what_there_is(text, said):
    with pytest.raises(Refused, match=said):
        check(text, ("题目",))


def test_a_letter_about_a_matter_is_filled_from_it_without_who_said_it(world):
    matter = matter_in(world, "HANDLING")
    told = about(world, matter).facts
    lead = next(one for one in dispatches_of(matter) if one.is_lead)
    assert told["编号"] == matter.ref
    assert told["主办单位"] == lead.unit.name
    assert told["摘要"] == matter.extract
    assert told["全文"] == ""
    assert matter.content not in told.values()


def test_what_a_paper_says_goes_with_the_letter_that_forwards_it(world):
    paper = paper_in(world, "HANDLING")
    told = about(world, paper, LetterKind.FORWARD)
    assert told.facts["全文"] == paper.content
    assert told.facts["代表"].endswith("代表")
    assert told.to


def test_numbers_of_an_organ_and_year_have_no_gaps_and_drafts_take_none(world):
    drop_letter(drafted(world), by=world.己, at=NOON)
    first = issued(world)
    with pytest.raises(Refused, match="成文日期"):
        issue_letter(drafted(world), on=TODAY + DAY, by=world.己, at=NOON)
    with pytest.raises(Refused, match="成文日期"):
        issue_letter(drafted(world), on=TODAY - 61 * DAY, by=world.己, at=NOON)
    second = issued(world)
    void_letter(second, reason="写错了", by=world.己, at=NOON)
    third = issued(world)
    assert [one.serial for one in (first, second, third)] == [1, 2, 3]
    assert first.number.endswith(f"函〔{TODAY.year}〕1号")
    assert Counter.objects.get(series__startswith="letter:").last == 3


def test_another_mark_or_year_begins_anew(world):
    assert issued(world).serial == 1
    set_head(world.units["雁"], issuer="雁区委", mark="雁发", printed_by="", by=world.己, at=NOON)
    assert issued(world).number == f"雁发〔{TODAY.year}〕1号"
    new_year = NOON + timedelta(days=366)
    one = drafted(world)
    made = issue_letter(one, on=new_year.date(), by=world.己, at=new_year)
    assert made.number == f"雁发〔{TODAY.year + 1}〕1号"


def test_what_was_issued_is_kept_byte_for_byte_and_never_changed(world):
    letter = issued(world)
    for kept in (letter.docx, letter.pdf):
        with default_storage.open(kept.path) as file:
            assert sha256(file.read()).hexdigest() == kept.sha256
    set_head(world.units["雁"], issuer="改了名", mark="改", printed_by="", by=world.己, at=NOON)
    letter.refresh_from_db()
    assert sheet_of(letter, at=NOON).issuer != "改了名"
    for act in (
        lambda: change_letter(letter, written=WORDS, by=world.己, at=NOON),
        lambda: drop_letter(letter, by=world.己, at=NOON),
        lambda: issued(world, letter),
    ):
        with pytest.raises(Refused, match="已经编号发文"):
            act()


def test_a_signed_copy_is_kept_once_with_its_hash(world):
    with pytest.raises(Refused, match="编号发文以后"):
        sign_letter(drafted(world), file=scan(), by=world.己, at=NOON)
    letter = issued(world)
    text = SimpleUploadedFile("说明.txt", "不是签章件".encode())
    with pytest.raises(Refused, match="PDF 或照片"):
        sign_letter(letter, file=text, by=world.己, at=NOON)
    signed = sign_letter(letter, file=scan(), by=world.己, at=NOON)
    assert len(signed.scan.sha256) == 64
    with pytest.raises(Refused, match="不能换"):
        sign_letter(letter, file=scan(), by=world.己, at=NOON)


def test_a_void_letter_keeps_its_number_and_its_reason(world):
    with pytest.raises(Refused, match="草稿"):
        void_letter(drafted(world), reason="错", by=world.己, at=NOON)
    letter = issued(world)
    with pytest.raises(Refused, match="为什么"):
        void_letter(letter, reason=" ", by=world.己, at=NOON)
    assert void_letter(letter, reason="错", by=world.己, at=NOON).number == letter.number
    with pytest.raises(Refused, match="已经作废"):
        void_letter(letter, reason="错", by=world.己, at=NOON)
    with pytest.raises(Refused, match="作废的不能"):
        sign_letter(letter, file=scan(), by=world.己, at=NOON)


@pytest.mark.parametrize("changed", [{"title": " "}, {"body": ""}, {"title": "题" * 61}])
def test_a_letter_without_words_or_with_too_long_a_title_is_refused(world, changed):
    with pytest.raises(Refused):
        drafted(world, **changed)
    assert not Letter.objects.exists()


def test_wording_is_kept_in_versions_and_an_older_one_can_be_brought_back(world):
    yan, kind = world.units["雁"], LetterKind.URGE
    _, title, body = template_of(yan, kind)
    word_letters(yan, kind, title="催{题目}", body="快办。", by=world.己, at=NOON)
    assert template_of(yan, kind) == (1, "催{题目}", "快办。")
    with pytest.raises(Refused, match="一样"):
        word_letters(yan, kind, title="催{题目}", body="快办。", by=world.己, at=NOON)
    with pytest.raises(Refused, match="没有这一版"):
        restore_wording(yan, kind, number=7, by=world.己, at=NOON)
    restore_wording(yan, kind, number=0, by=world.己, at=NOON)
    assert template_of(yan, kind) == (2, title, body)
    assert template_of(yan, LetterKind.ASSIGN)[0] == 0


def test_who_was_there_is_read_line_by_line():
    assert present_of("出席：甲、乙\n请假：\n丙") == (("出席", "甲、乙"), ("出席", "丙"))
