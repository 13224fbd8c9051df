"""The index finds what a plain scan finds, on both databases."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import DAY, NOON
from zhushi.core.bigrams import normalise
from zhushi.matters import search
from zhushi.matters.actions.seal import seal
from zhushi.matters.choices import ReplyClass
from zhushi.matters.models import Matter, MatterText, Reply

pytestmark = pytest.mark.django_db


def found(query, *, sees_words=True, rooms=()):
    rows = search.matching(Matter.objects.all(), query, sees_words=sees_words, rooms=rooms).rows
    return set(rows.values_list("pk", flat=True))


def scanned(query, *, sees_words=True):
    """What reading everything, one matter after the other, finds."""
    hits = set()
    for matter in Matter.objects.prefetch_related("replies"):
        standing = [r.text for r in matter.replies.all() if r.sent_back_at is None]
        lines = [matter.ref, matter.title, matter.extract, *standing]
        lines += [matter.content] if sees_words else []
        lines = [normalise(line) for line in lines]
        words = normalise(query).split()
        if all(any(word in line for line in lines) for word in words):
            hits.add(matter.pk)
    return hits


@pytest.fixture
def texts(world):
    """Six matters whose words overlap, one with an answer."""
    said = {
        "灯": "五号院楼道的灯坏了半年，晚上看不见。",
        "梯": "加装电梯，低层住户不同意，电\u3000梯井占了绿地，100% 不同意。",
        "停": "门诊停车难，停车场入口在ＡＢＣ大厦旁边。",
        "𠮷": "𠮷野家旁边的井盖松动，a_b 路口。",
        "折": "打折购物券 50%off，不是真的。",
        "漏": "顶楼漏雨两年没修好，电梯也停。",
    }
    made = {
        key: world.matter(content=text, at=NOON + place * DAY).matter
        for place, (key, text) in enumerate(said.items())
    }
    Reply.objects.create(
        matter=made["停"],
        reply_class=ReplyClass.A,
        text="已在东门增设停车位四十个，绿地不占。",
        signed_at=NOON,
    )
    search.index(made["停"])
    return SimpleNamespace(**made)


@pytest.mark.parametrize(
    "query",
    [
        "电梯", "停车", "停", "𠮷", "𠮷野", "DJ-2026-0001", "dj-2026", "0001", "100%", "50%OFF",
        "a_b", "a%b", "%", "_", "。", "abc大厦", "ＡＢＣ", "电梯 漏雨", "绿地", "没有的字词",
        "同意，电", "电 梯", "\\", "'", '"电梯"', "AND", "停车* OR 灯", "\x00电梯",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sees_words", [True, False])
def test_finds_what_a_plain_scan_finds(texts, query, sees_words):
    assert found(query, sees_words=sees_words) == scanned(query, sees_words=sees_words)


ALPHABET = "电梯停车漏雨𠮷ａA1 -%_。'"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    contents=st.lists(st.text(ALPHABET, min_size=1, max_size=12), min_size=1, max_size=6),
    query=st.text(ALPHABET, min_size=1, max_size=4),
)
def test_finds_what_a_plain_scan_finds_in_any_texts(texts, contents, query):
    rows = list(Matter.objects.order_by("pk")[: len(contents)])
    for row, content in zip(rows, contents, strict=True):
        row.content = content
        row.save(update_fields=["content"])
        search.index(row)

    assert found(query) == scanned(query)
    assert found(query, sees_words=False) == scanned(query, sees_words=False)


def test_a_word_beyond_the_limit_of_names_is_found_by_walking(texts, monkeypatch):
    monkeypatch.setattr(search, "NAMED_AT_MOST", 1)

    result = search.matching(Matter.objects.all(), "电梯", sees_words=True)

    assert result.is_walk
    assert {m.pk for m in result.rows} == {texts.梯.pk, texts.漏.pk} == scanned("电梯")


def test_who_may_not_read_the_words_does_not_find_by_them(texts):
    matter = texts.灯
    matter.title, matter.extract = "路灯", "楼道照明报修"
    matter.save()
    search.index(matter)

    assert matter.pk in found("半年")
    assert matter.pk not in found("半年", sees_words=False)
    assert matter.pk in found("照明", sees_words=False)
    assert matter.pk in found("路灯", sees_words=False)


def test_an_answer_that_was_sent_back_is_no_longer_found(texts):
    assert found("东门") == {texts.停.pk}

    Reply.objects.update(sent_back_at=NOON)
    search.index(texts.停)

    assert found("东门") == set()
    assert found("停车") == {texts.停.pk}


def test_a_replaced_text_leaves_no_term_behind(texts):
    texts.灯.content = texts.灯.title = "换了"
    texts.灯.save()
    search.index(texts.灯)

    assert search._candidates(["楼道"], ()) == []


def test_a_sealed_matter_is_not_in_the_index(world, texts):
    seal(texts.灯, by=world.乙, at=NOON + DAY)

    assert found("楼道") == set()
    assert not MatterText.objects.filter(matter=texts.灯).exists()
    assert search._candidates(["楼道"], ()) == []


def test_a_sealed_matter_does_not_come_back(world, texts):
    seal(texts.灯, by=world.乙, at=NOON + DAY)

    search.index(Matter.objects.get(pk=texts.灯.pk))

    assert found("楼道") == set()


def test_dropping_twice_changes_nothing(texts):
    search.drop(texts.灯)
    search.drop(texts.灯)

    assert found("楼道") == set()


def test_only_the_rooms_asked_for_are_named(world, texts):
    other = world.matter("西", by="戊", content="西街的电梯停了。").matter

    assert found("电梯", rooms=[world.西.pk]) == {other.pk}
    assert found("电梯", rooms=[world.西.pk, world.东.pk]) == scanned("电梯")


def test_taking_a_matter_in_writes_its_index_by_one_statement(
    world, texts, django_assert_num_queries
):
    with django_assert_num_queries(1):
        search.index(Matter(pk=10**6, ref="x", content="电梯", room=world.东), replies=())
    MatterText.objects.filter(pk=10**6).delete()


def test_a_query_goes_no_further_than_the_probe(texts, django_assert_num_queries):
    with django_assert_num_queries(2):
        found("电梯")


def test_rebuilding_gives_the_same_index(texts):
    before = {q: found(q) for q in ("电梯", "停车", "东门", "𠮷")}

    assert search.rebuild() == Matter.objects.count()
    assert {q: found(q) for q in before} == before


def test_a_reset_of_the_tables_empties_the_index(texts):
    MatterText.objects.all().delete()

    assert search._candidates(["电梯"], ()) == []


def test_nothing_but_white_space_looks_for_nothing(texts):
    assert found("  　 ") == set(Matter.objects.values_list("pk", flat=True))
    assert not search.has_terms("。 %")
    assert search.has_terms("灯")
