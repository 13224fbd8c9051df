"""What a theme's research asks, where it goes, and who takes part."""

from datetime import date

import pytest

from tests.research.themes import of_district, of_room
from tests.world import NOON, TODAY
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry, Notice
from zhushi.research.actions.ask_questions import ask_questions
from zhushi.research.actions.invite_delegate import invite_delegate, leave_out_delegate
from zhushi.research.actions.invite_guest import invite_guest, leave_out_guest
from zhushi.research.actions.keep_plan_item import (
    add_plan_item,
    change_plan_item,
    remove_plan_item,
)

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    found = AuditEntry.objects.filter(event__startswith="theme.").exclude(event="theme.set")
    return list(found.order_by("pk").values_list("event", flat=True))


def test_the_questions_are_exactly_those_written_each_once(world):
    theme, other = of_district(world), of_room(world)
    ask_questions(other, questions=["别的"], by=world.乙, at=NOON)
    ask_questions(theme, questions=["旧的"], by=world.己, at=NOON)

    ask_questions(theme, questions=[" 钱从哪里来 ", "", "谁来管", "谁来管"], by=world.己, at=NOON)

    assert [q.text for q in theme.questions.all()] == ["钱从哪里来", "谁来管"]
    assert [q.text for q in other.questions.all()] == ["别的"]


@pytest.mark.parametrize(
    ("questions", "why"),
    [([f"问{n}" for n in range(21)], "最多写 20 个"), (["问" * 201], "200 字")],
)
def test_too_much_is_refused_and_the_old_questions_stay(world, questions, why):
    theme = of_district(world)
    ask_questions(theme, questions=["旧的"], by=world.己, at=NOON)
    with pytest.raises(Refused, match=why):
        ask_questions(theme, questions=questions, by=world.己, at=NOON)
    assert [q.text for q in theme.questions.all()] == ["旧的"]


def test_an_item_lies_in_the_half_year_and_says_what_is_done(world):
    theme = of_room(world)
    item = add_plan_item(theme, on=TODAY, what=" 看电梯 ", place="五号院", by=world.乙, at=NOON)
    for on, what, why in (
        (date(2026, 6, 30), "看电梯", "2026年下半年"),
        (date(2027, 1, 1), "看电梯", "2026年下半年"),
        (TODAY, " ", "做什么"),
    ):
        with pytest.raises(Refused, match=why):
            add_plan_item(theme, on=on, what=what, by=world.乙, at=NOON)
        with pytest.raises(Refused, match=why):
            change_plan_item(item, on=on, what=what, by=world.乙, at=NOON)

    change_plan_item(item, on=date(2026, 12, 31), what="看停车", by=world.乙, at=NOON)

    assert list(theme.items.values_list("on", "what", "place")) == [
        (date(2026, 12, 31), "看停车", "")
    ]
    remove_plan_item(item, by=world.乙, at=NOON)
    remove_plan_item(item, by=world.乙, at=NOON)
    assert events() == ["theme.item_add", "theme.item_change", "theme.item_remove"]


def test_delegates_of_the_room_take_part_in_its_theme_and_those_of_the_district_in_its(world):
    own, whole = of_room(world, "西"), of_district(world)
    for theme, name, why in (
        (own, "丙", "西街街道党代表工作室的代表"),
        (whole, "丁", "雁区的代表"),
        (whole, "癸", "雁区的代表"),
    ):
        with pytest.raises(Refused, match=why):
            invite_delegate(theme, person=world.people[name], by=world.己, at=NOON)

    for _ in range(2):
        invite_delegate(whole, person=world.people["丙"], by=world.己, at=NOON)

    assert [m.person.name for m in whole.members.all()] == ["丙"]
    assert events() == ["theme.invite"]
    told = Notice.objects.get()
    assert (told.user, told.about) == (world.丙, f"theme:{whole.pk}")
    leave_out_delegate(whole.members.get(), by=world.己, at=NOON)
    assert not whole.members.exists()


def test_deputies_are_invited_by_name_and_body(world):
    theme = of_room(world)
    for name, body in (("", "区人大代表"), ("钱某", " ")):
        with pytest.raises(Refused, match="姓名"):
            invite_guest(theme, name=name, body=body, by=world.乙, at=NOON)
    for _ in range(2):
        guest = invite_guest(theme, name="钱某", body="区人大代表", by=world.乙, at=NOON)
    assert [str(g.name) for g in theme.guests.all()] == ["钱某"]
    leave_out_guest(guest, by=world.乙, at=NOON)
    assert not theme.guests.exists()
