"""One list engine: what may be asked, who may ask it, and what a page costs."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from tests.world import DAY, NOON, TODAY
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.core.perms import Perm
from zhushi.matters import filters
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.close import close
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.export import export
from zhushi.matters.actions.save_filter import AT_MOST, forget_filter, save_filter
from zhushi.matters.actions.seal import seal
from zhushi.matters.actions.set_reference import enter_topic
from zhushi.matters.choices import Channel, Exclusion, OpinionType
from zhushi.matters.filter_options import options_for
from zhushi.matters.lateness import soon_until, standing_of
from zhushi.matters.models import Matter, SavedFilter
from zhushi.matters.reference import calendar_of
from zhushi.people.access import holdings, scope_of

pytestmark = pytest.mark.django_db


def options(world, name, *, on=TODAY, community=""):
    held = holdings(world.users[name], on=on)
    districts = {posting.district_id for posting in held.postings}
    return options_for(held.scope(Perm.MATTER_VIEW), districts, on, community=community)


def parsed(world, query, name="己"):
    person, params = world.users[name].person_id, QueryDict(query)
    known = options(world, name, community=params.get("community", ""))
    return filters.parse(params, known, person=person)


def refs(world, query, name="己", *, on=TODAY):
    chosen, errors = parsed(world, query, name)
    assert errors == {}
    scope = scope_of(world.users[name], Perm.MATTER_VIEW, on=on)
    found = filters.listed(chosen, scope, on=on, soon_until=soon_until(on, calendar_of(world.雁)))
    return [m.ref for m in found.rows.order_by(*chosen.keys)]


@pytest.fixture
def some(world):
    """One of each: fresh, handed to the housing department, declined and closed, another room."""
    made = {
        "新": world.matter(
            content="电梯坏了", by="丙", opinion_type=OpinionType.HELP, channel=Channel.VISIT
        ),
        "办": world.matter(content="顶楼漏雨", at=NOON - 2 * DAY, topic=world.topics["住房"]),
        "完": world.matter(content="问社保", at=NOON - 40 * DAY, opinion_type=OpinionType.ENQUIRY),
        "西": world.matter("西", content="西街停车难", by="戊", at=NOON - DAY),
    }
    made = {key: received.matter for key, received in made.items()}
    accept(made["办"], by=world.乙, at=NOON - DAY)
    dispatch(
        made["办"], lead=Charge(world.住建), extract="顶楼漏雨，请查", by=world.乙, at=NOON - DAY
    )
    decline(
        made["完"],
        exclusion=Exclusion.LITIGATION,
        guidance="请到人社局一楼窗口",
        by=world.乙,
        at=NOON - 39 * DAY,
    )
    close(made["完"], by=world.乙, at=NOON - 38 * DAY)
    return {key: Matter.objects.get(pk=matter.pk) for key, matter in made.items()}


def test_without_a_filter_everything_in_scope_is_listed_open_ones_first_by_due_day(world, some):
    assert refs(world, "")[-1] == some["完"].ref
    due = [Matter.objects.get(ref=ref).list_on for ref in refs(world, "")]
    assert due == sorted(due)
    assert len(due) == 4


def test_newest_goes_by_the_day_of_receipt(world, some):
    assert refs(world, "order=newest") == [some[k].ref for k in ("新", "西", "办", "完")]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("room=XJ", "西"),
        ("unit=housing", "办"),
        ("status=open", "新办西"),
        ("status=done", "完"),
        ("status=REGISTERED", "新西"),
        ("status=REGISTERED&status=done", "新西完"),
        ("type=HELP", "新办西"),
        ("type=ENQUIRY", "完"),
        ("channel=VISIT", "新"),
        ("since=2026-09-06", "新西"),
        ("until=2026-09-05", "办完"),
        ("since=2026-09-05&until=2026-09-06", "办西"),
        ("q=电梯", "新"),
        ("q=电梯&status=done", ""),
        ("q=漏雨&unit=housing", "办"),
        ("q=DJ-2026", "新办完"),
        ("room=&status=&type=&late=&q=", "新办完西"),
        ("next=5&csrfmiddlewaretoken=x", "新办完西"),
    ],
)
def test_each_parameter_keeps_what_it_names(world, some, query, keys):
    assert set(refs(world, query)) == {some[key].ref for key in keys}


def test_late_and_soon_part_what_has_a_due_day(world, some):
    later = TODAY + timedelta(days=60)

    assert set(refs(world, "late=late", on=later)) == {some[k].ref for k in "新办西"}
    assert refs(world, "late=late") == []
    soon = set(refs(world, "late=soon"))
    until = soon_until(TODAY, calendar_of(world.雁))
    assert soon == {m.ref for m in some.values() if m.due_on and TODAY <= m.due_on <= until}
    assert refs(world, "late=provisional") == []


def test_a_topic_on_top_includes_those_below(world, some):
    below = enter_topic(world.雁, name="公租房", parent=world.topics["住房"], by=None, at=NOON)
    inside = world.matter(topic=below).matter

    top = world.topics["住房"]
    assert set(refs(world, f"topic={top.pk}")) == {some["办"].ref, inside.ref}
    assert refs(world, f"topic={below.pk}") == [inside.ref]
    assert [o.label for o in options(world, "己").topics.values()].index("公租房") == (
        [o.label for o in options(world, "己").topics.values()].index("住房") + 1
    )


def test_several_topics_keep_what_is_of_any_of_them(world, some):
    schools = world.matter(topic=world.topics["教育"]).matter
    below = enter_topic(world.雁, name="公租房", parent=world.topics["住房"], by=None, at=NOON)
    world.matter(topic=world.topics["医疗"])
    keys = [world.topics["住房"].pk, below.pk, world.topics["教育"].pk]
    query = "&".join(f"topic={key}" for key in keys)

    assert set(refs(world, query)) == {some["办"].ref, schools.ref}
    chosen, _ = parsed(world, query)
    assert chosen.query == query
    assert list(chosen.beside()) == ["类别是住房、公租房、教育的"]


def test_a_community_is_named_by_its_slug_and_none_is_what_names_no_community(world, some):
    there = world.matter(community=world.units["东社区"]).matter
    assert refs(world, "community=east-1") == [there.ref]
    assert there.ref not in refs(world, "community=none")
    assert set(refs(world, "community=none")) == {matter.ref for matter in some.values()}
    assert parsed(world, "community=east-1&status=open")[0].said() == "状态：没办完的；东社区的"
    assert list(parsed(world, "community=east-1", "癸")[1]) == ["community"]


def test_the_class_of_an_answer_is_that_of_the_newest_that_stands(world, some):
    def reply(key, letter, *, back=False):
        some[key].replies.create(
            reply_class=letter, text="答", signed_at=NOON, sent_back_at=NOON if back else None
        )

    for key, letter, back in (
        ("新", "B", False), ("新", "A", False), ("新", "D", True), ("西", "B", False),
        ("西", "C", True),
    ):  # fmt: skip
        reply(key, letter, back=back)
    found = {letter: refs(world, f"answer={letter}") for letter in "ABCD"}
    assert found == {"A": [some["新"].ref], "B": [some["西"].ref], "C": [], "D": []}
    assert refs(world, "answer=B", "乙") == []


def test_mine_is_what_the_own_person_received(world, some):
    assert refs(world, "mine=1", "丙") == [some["新"].ref]
    assert refs(world, "mine=1", "乙") == []
    delegate = world.people["丙"].ref
    assert refs(world, f"delegate={delegate}") == [some["新"].ref]


def test_a_receipt_code_finds_its_matter_within_the_scope_only(world, some):
    received = world.matter(content="别的事")

    assert refs(world, f"q={received.code}", "乙") == [received.matter.ref]
    assert refs(world, f"q={received.code}", "戊") == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("room=NO", "room"),
        ("room=XJ", "room"),
        ("unit=none", "unit"),
        ("topic=99999", "topic"),
        ("topic=x", "topic"),
        ("status=NO", "status"),
        ("status=SEALED", "status"),
        ("topic=99999&topic=x", "topic"),
        ("community=nowhere", "community"),
        ("community=east-1%00", "community"),
        ("answer=E", "answer"),
        ("late=yes", "late"),
        ("type=x", "type"),
        ("channel=x", "channel"),
        ("delegate=x", "delegate"),
        ("since=昨天", "since"),
        ("since=2026-13-01", "since"),
        ("until=0001-01-01", "until"),
        ("since=2026-09-02&until=2026-09-01", "until"),
        ("mine=2", "mine"),
        ("order=x", "order"),
        ("q=。。", "q"),
        ("q=" + "长" * 101, "q"),
        ("q=%00", "q"),
    ],
)
def test_what_makes_no_sense_is_answered_by_a_sentence(world, query, name):
    _, errors = parsed(world, query, "乙")

    assert list(errors) == [name]
    assert errors[name].endswith("。")


def test_each_sees_what_its_scope_reaches(world, some):
    assert set(refs(world, "", "乙")) == {some[k].ref for k in "新办完"}
    assert refs(world, "", "戊") == [some["西"].ref]
    assert refs(world, "", "庚") == [some["办"].ref]
    assert refs(world, "", "辛") == []
    assert refs(world, "", "丙") == [some["新"].ref]
    assert refs(world, "", "癸") == []


def test_a_unit_does_not_find_by_the_persons_own_words(world, some):
    matter = world.matter(content="我家三楼，邻居叫钱小满，漏水", title="漏水").matter
    accept(matter, by=world.乙, at=NOON)
    dispatch(matter, lead=Charge(world.住建), extract="三楼漏水，请查", by=world.乙, at=NOON)

    assert refs(world, "q=邻居", "乙") == [matter.ref]
    assert refs(world, "q=邻居", "庚") == []
    assert refs(world, "q=三楼", "庚") == [matter.ref]


def test_a_sealed_matter_is_in_no_list(world, some):
    seal(some["新"], by=world.乙, at=NOON)

    for name in ("乙", "己", "丙", "壬"):
        assert some["新"].ref not in refs(world, "", name)
        assert refs(world, "q=电梯", name) == []


def test_the_options_are_those_of_the_scope_and_cost_one_statement(
    world, django_assert_num_queries
):
    held = holdings(world.己, on=TODAY)
    with django_assert_num_queries(1):
        found = options_for(held.scope(Perm.MATTER_VIEW), {world.雁.pk}, TODAY)

    assert set(found.rooms) == {"DJ", "DJS", "XJ"}
    assert set(found.units) == {"east", "west", "housing", "education"}
    assert set(options(world, "乙").rooms) == {"DJ"}
    assert [o.label for o in options(world, "乙").delegates.values()] == [world.people["丙"].name]
    assert set(options(world, "癸").rooms) == set()


def test_the_filter_can_be_said_and_written_again(world):
    query = "q=%E7%94%B5%E6%A2%AF&room=DJ&status=open&late=late&type=HELP&since=2026-01-01"
    chosen, _ = parsed(world, query)

    assert chosen.query == query
    said = chosen.said()
    for word in ("电梯", "东街街道", "没办完的", "已超期", "求助", "2026年1月1日起"):
        assert word in said
    assert parsed(world, "")[0].said() == ""


def test_the_badge_says_how_long_is_left(world, some):
    calendar = calendar_of(world.雁)
    matter = some["新"]

    def text(due):
        matter.due_on = due
        return standing_of(matter, TODAY, calendar)

    assert text(TODAY).text == "今天到期"
    assert text(TODAY + DAY).text == "明天"
    assert text(TODAY + DAY).state == "soon"
    assert text(TODAY - 3 * DAY).text == "超 1 个工作日"
    assert text(TODAY + 10 * DAY).text == "9月17日"
    assert text(None) is None
    assert standing_of(some["完"], TODAY, calendar).text.startswith("用了 ")


def test_taking_a_list_out_leaves_a_line_without_what_was_looked_for(world, some):
    taken = export(
        Matter.objects.all(), filtered_by=["q", "room"], district_id=world.雁.pk, by=world.乙,
        at=NOON,
    )  # fmt: skip

    assert len(taken) == 4
    line = AuditEntry.objects.get(event="matter.export")
    assert line.facts == {"count": 4, "filters": ["q", "room"]}


def test_more_than_a_file_holds_is_refused(world, some, monkeypatch):
    monkeypatch.setattr("zhushi.matters.actions.export.AT_MOST", 3)

    with pytest.raises(Refused):
        export(Matter.objects.all(), filtered_by=[], district_id=world.雁.pk, by=world.乙, at=NOON)
    assert not AuditEntry.objects.filter(event="matter.export").exists()


def test_filters_are_kept_by_name_for_one_login(world):
    chosen, _ = parsed(world, "late=late")
    save_filter(chosen, name=" 急的 ", by=world.乙, at=NOON)
    again = save_filter(parsed(world, "late=soon")[0], name="急的", by=world.乙, at=NOON)

    assert [(f.name, f.query) for f in world.乙.saved_filters.all()] == [("急的", "late=soon")]
    forget_filter(again.pk, by=world.戊, at=NOON)
    assert world.乙.saved_filters.count() == 1
    forget_filter(again.pk, by=world.乙, at=NOON)
    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "name"), [("late=late", " "), ("late=late", "名" * 21), ("", "空")]
)
def test_a_filter_without_name_or_condition_is_not_kept(world, query, name):
    with pytest.raises(Refused):
        save_filter(parsed(world, query)[0], name=name, by=world.乙, at=NOON)


def test_only_so_many_filters_are_kept(world):
    chosen, _ = parsed(world, "late=late")
    for number in range(AT_MOST):
        save_filter(chosen, name=f"第{number}个", by=world.乙, at=NOON)

    with pytest.raises(Refused):
        save_filter(chosen, name="又一个", by=world.乙, at=NOON)
