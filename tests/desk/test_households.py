"""Households in difficulty: encrypted, by number in lists, for few, each look in the trail."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.close_household import (
    KEPT_DAYS,
    close_household,
    forget_household,
    forget_households,
)
from zhushi.activities.actions.enter_household import Filed, Told, enter_household
from zhushi.activities.actions.look_at_household import A_DAY, look_at_household
from zhushi.activities.actions.note_help import note_help
from zhushi.activities.choices import HouseholdKind
from zhushi.activities.models import Help, Household
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.people.actions.relieve import relieve

pytestmark = pytest.mark.django_db
LIST = "/desk/households/"
TOLD = Told("孙藏名", "13866554417", "东街七号院贰零叁", "独居，腿脚不便")
SECRETS = ("孙藏名", "13866554417", "贰零叁", "腿脚不便")


def page(response):
    return response.content.decode()


def entered(world, room="东", keeper=None, kind=HouseholdKind.ELDERLY, told=TOLD):
    return enter_household(
        world.rooms[room],
        told=told,
        filed=Filed(kind, world.units["东社区"], world.people[keeper] if keeper else None),
        agrees=True,
        by=world.乙,
        at=NOON,
    )


def helped(world, household, key="k", **fields):
    fields = {"on": TODAY, "what": "上门看望", **fields}
    return note_help(household, **fields, key=key, by=world.乙, at=NOON)


def test_it_is_written_down_with_consent_and_opened_one_look_at_a_time(world, sign_in):
    liaison = sign_in("乙")
    form = {"kind": "ELDERLY", "name": TOLD.name, "contact": TOLD.contact}
    form |= {"address": TOLD.address, "circumstances": TOLD.circumstances}
    refused = liaison.post(f"{LIST}new/", form)
    assert refused.status_code == 422
    liaison.post(f"{LIST}new/", {**form, "agrees": "on"})
    one = Household.objects.get()
    address = f"{LIST}{one.pk}/"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact, address, circumstances FROM activities_household")
        stored = b"".join(bytes(part) for part in cursor.fetchone())
    assert TOLD.name.encode() not in stored
    for closed in (page(liaison.get(address)), page(liaison.get(LIST))):
        assert "1 号 · 孤寡老人" in closed
        assert not any(secret in closed for secret in SECRETS)
    assert not AuditEntry.objects.filter(event="household.look").exists()
    assert liaison.get(f"{address}opening/").status_code == 405
    shown = liaison.post(f"{address}opening/")
    assert all(secret in page(shown) for secret in SECRETS)
    assert "no-store" in shown["Cache-Control"]
    look = AuditEntry.objects.get(event="household.look")
    assert (look.actor, look.target) == (world.乙.username, "household:DJ:1")
    assert "谁看过" in page(liaison.get(address))
    trail = "".join(f"{one.target}{one.facts}" for one in AuditEntry.objects.all())
    assert not any(secret in trail for secret in SECRETS)


def test_what_was_not_opened_is_not_written_over(world, sign_in):
    one, liaison = entered(world), sign_in("乙")
    address = f"{LIST}{one.pk}/"
    changed = {"name": "孙改名", "seen": ""}
    assert liaison.post(f"{address}rewriting/", changed).status_code == 422
    shown = page(liaison.post(f"{address}opening/"))
    seen = shown.partition('name="seen" value="')[2].partition('"')[0]
    assert liaison.post(f"{address}rewriting/", {**changed, "seen": seen}).status_code == 302
    stale = (NOON - DAY).isoformat()
    assert liaison.post(f"{address}rewriting/", {"name": "旧", "seen": stale}).status_code == 422
    one.refresh_from_db()
    assert one.open("name") == "孙改名"


@pytest.mark.parametrize("keeper", ["丙", "丁"])
def test_a_delegate_or_volunteer_reaches_only_what_was_given_to_them(world, sign_in, keeper):
    theirs, other = entered(world, keeper=keeper), entered(world, kind=HouseholdKind.POOR)
    helped(world, other, what="别家的事")
    who = sign_in(keeper)
    listed = page(who.get(LIST))
    assert "1 号 · 孤寡老人" in listed
    assert "2 号" not in listed
    assert all(secret in page(who.post(f"{LIST}{theirs.pk}/opening/")) for secret in SECRETS)
    assert who.get(f"{LIST}{other.pk}/").status_code == 404
    assert who.post(f"{LIST}{other.pk}/opening/").status_code == 404
    assert "别家的事" not in page(who.get(f"{LIST}help/"))
    for tail in ("rewriting/", "filing/", "closing/", "forgetting/"):
        assert who.post(f"{LIST}{theirs.pk}/{tail}").status_code == 404
    assert "改资料" not in page(who.post(f"{LIST}{theirs.pk}/opening/"))
    help_form = {"what": "送药", "on": TODAY.isoformat(), "key": "a"}
    assert who.post(f"{LIST}{theirs.pk}/help/", help_form).status_code == 302
    posting = world.people[keeper].postings.get()
    relieve(posting, ends_on=TODAY - DAY, by=world.己, at=NOON)
    assert who.get(f"{LIST}{theirs.pk}/").status_code in (302, 404)  # who holds nothing is out
    assert who.post(f"{LIST}{theirs.pk}/opening/").status_code in (302, 404)


def test_nobody_else_knows_that_there_is_one(world, sign_in):
    one = entered(world, keeper="丙")
    for who in "戊己庚壬癸":
        stranger = sign_in(who)
        assert stranger.get(f"{LIST}{one.pk}/").status_code == 404
        for tail in ("opening/", "rewriting/", "filing/", "help/", "closing/", "forgetting/"):
            assert stranger.post(f"{LIST}{one.pk}/{tail}").status_code == 404
    for who in "己庚壬":
        assert sign_in(who).get(LIST).status_code == 404
        assert sign_in(who).get(f"{LIST}help/").status_code == 404
    assert "1 号" not in page(sign_in("戊").get(LIST))
    assert sign_in("甲").get(f"{LIST}{one.pk}/").status_code == 200
    assert AuditEntry.objects.filter(event="household.look").count() == 0


def test_the_register_writes_itself_and_its_count_is_that_of_the_eight(world, sign_in):
    one, other = entered(world), entered(world, room="西")
    helped(world, one, amount="米面各一份")
    helped(world, one)
    helped(world, one, key="k2", what="又去看望")
    helped(world, other, key="k3", what="西室的事")
    liaison = sign_in("乙")
    register = page(liaison.get(f"{LIST}help/"))
    assert register.count("1 号 · 孤寡老人") == 2
    assert "米面各一份" in register
    assert "西室的事" not in register
    assert "共 2 次" in register
    assert "走访帮扶困难家庭 2 次" in page(liaison.get("/desk/eight/"))
    before = f"{LIST}help/?until={TODAY - DAY}"
    assert "没有走访帮扶的记录" in page(liaison.get(before))
    assert "走访帮扶困难家庭" not in page(sign_in("己").get("/desk/eight/"))
    assert "走访帮扶困难家庭 0 次" in page(sign_in("丙").get("/desk/eight/"))


def test_help_is_refused_where_it_cannot_have_been(world):
    one = entered(world)
    for wrong, words in (
        ({"on": TODAY + DAY}, "还没有到那天"),
        ({"on": TODAY - DAY}, "还没有登记"),
        ({"what": " "}, "请写做了什么"),
    ):
        with pytest.raises(Refused, match=words):
            helped(world, one, **wrong)
    close_household(one, reason="搬走了", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已经结束"):
        helped(world, one)
    assert not Help.objects.exists()


def test_who_it_was_is_forgotten_half_a_year_after_the_end_and_what_was_done_stays(world):
    one, noise = entered(world), entered(world)
    helped(world, one)
    with pytest.raises(Refused, match="先结束"):
        forget_household(one, by=world.乙, at=NOON)
    close_household(one, reason="孙藏名搬走了", by=world.乙, at=NOON)
    assert forget_households(at=NOON + timedelta(days=KEPT_DAYS)) == 0
    assert forget_households(at=NOON + timedelta(days=KEPT_DAYS + 1)) == 1
    assert forget_households(at=NOON + timedelta(days=KEPT_DAYS + 1)) == 0
    one.refresh_from_db()
    noise.refresh_from_db()
    assert [one.open(field) for field in Household.sealed_fields] == [""] * 4
    assert "孙藏名" not in one.close_reason
    assert noise.open("name") == TOLD.name
    assert one.helps.count() == 1
    with pytest.raises(Refused, match="已经删除"):
        look_at_household(one, by=world.乙, at=NOON)


def test_whoever_copies_the_register_stops_at_fifty(world):
    one = entered(world)
    for _ in range(A_DAY):
        look_at_household(one, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="不能再看"):
        look_at_household(one, by=world.乙, at=NOON)
    assert look_at_household(one, by=world.甲, at=NOON).name == TOLD.name
    assert look_at_household(one, by=world.乙, at=NOON + DAY).name == TOLD.name


def test_hostile_words_stay_words(world, sign_in):
    one = entered(world, told=Told("<b>孙</b>{{ 1 }}", circumstances="<script>x</script>"))
    shown = page(sign_in("乙").post(f"{LIST}{one.pk}/opening/"))
    assert "&lt;b&gt;孙" in shown
    assert "<script>x" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, count):
    for number in range(count):
        helped(world, entered(world), key=f"m{number}")
    liaison = sign_in("乙")
    with at_most(6):
        assert page(liaison.get(LIST)).count("孤寡老人</a>") == count
    with at_most(6):
        assert page(liaison.get(f"{LIST}help/")).count("上门看望") == count


def test_one_whose_keeper_left_the_room_stands_among_those_without_one(world, sign_in):
    entered(world, keeper="丙")
    left = entered(world, keeper="丁")
    alone = entered(world)
    posting = world.people["丁"].postings.get()
    relieve(posting, ends_on=TODAY - DAY, by=world.己, at=NOON)
    shown = page(sign_in("乙").get(f"{LIST}?show=alone"))
    for one, is_there in ((left, True), (alone, True)):
        assert (f"{LIST}{one.pk}/" in shown) is is_there
    assert shown.count(f'<b><a href="{LIST}') == 2
    assert "丁已不在本室" in shown
    assert "丙照看" in page(sign_in("乙").get(LIST))


def test_the_second_page_goes_on_after_the_fiftieth(world, sign_in):
    first = entered(world)
    sealed = {field: getattr(first, field) for field in Household.sealed_fields}
    kept = ("district_id", "room_id", "kind", "agreed_on", "since", "written_by_id", "written_at")
    rest = {name: getattr(first, name) for name in kept}
    Household.objects.bulk_create(
        Household(number=number, **rest, **sealed) for number in range(2, 53)
    )
    liaison = sign_in("乙")
    listed = page(liaison.get(LIST))
    assert listed.count("孤寡老人</a>") == 50
    cursor = listed.partition("after=")[2].partition('"')[0]
    following = page(liaison.get(f"{LIST}?after={cursor}"))
    assert following.count("孤寡老人</a>") == 2
    assert "52 号 · 孤寡老人" in following


def test_a_form_tapped_twice_is_one_household(world, sign_in):
    liaison, other = sign_in("乙"), sign_in("甲")
    shown = page(liaison.get(f"{LIST}new/"))
    key = shown.partition('name="key" value="')[2].partition('"')[0]
    form = {"kind": "ELDERLY", "name": TOLD.name, "agrees": "on", "key": key}
    answers = [liaison.post(f"{LIST}new/", form) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Household.objects.count() == 1
    assert AuditEntry.objects.filter(event="household.enter").count() == 1
    liaison.post(f"{LIST}new/", {**form, "key": "another"})
    other.post(f"{LIST}new/", form)
    assert Household.objects.count() == 3
