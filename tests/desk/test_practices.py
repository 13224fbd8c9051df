"""Good practices: written where they were seen, found in the district once published."""

import pytest

from tests.desk.statements import at_most
from tests.world import NOON, TODAY
from zhushi.activities.actions.keep_practice import publish_practice, write_practice
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import GoodPractice
from zhushi.core.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/desk/practices/"
WORDS = {"title": "一日一餐", "text": "社区食堂每天给老人送一餐。", "field": "养老"}


def page(response):
    return response.content.decode()


def visit(world, room="东"):
    return note_activity(
        world.rooms[room],
        kind=ActivityKind.VISIT,
        form="VILLAGE",
        on=TODAY,
        record="看了食堂",
        key=f"k{room}",
        by=world.己,
        at=NOON,
    )


def written(world, room="东", by="乙", **changes):
    return write_practice(
        world.rooms[room],
        **{**WORDS, **changes},
        activity=visit(world, room),
        by=world.users[by],
        at=NOON,
    )


def test_a_delegate_writes_what_was_seen_and_another_publishes_it(world, sign_in, client):
    activity = visit(world)
    here = f"/desk/activities/{activity.pk}/practice/"
    delegate = sign_in("丙")
    assert "记一条好做法" in page(delegate.get(f"/desk/activities/{activity.pk}/"))
    refused = delegate.post(here, {**WORDS, "title": ""})
    assert refused.status_code == 422
    assert WORDS["text"] in page(refused)
    delegate.post(here, WORDS)
    delegate.post(here, WORDS)  # sent twice, kept once
    made = GoodPractice.objects.get()
    address = f"{LIST}{made.pk}/"
    assert "一日一餐" not in client.get("/d/yan/practices/").content.decode()
    assert sign_in("乙").post(f"{address}publication/").status_code == 404
    head = sign_in("甲")
    assert "审定公开</button>" in page(head.get(address))
    assert head.get(f"{address}publication/").status_code == 405
    head.post(f"{address}publication/")
    public = client.get("/d/yan/practices/?q=食堂").content.decode()
    assert "一日一餐" in public
    assert world.people["丙"].name not in public.split("<main")[-1]
    assert "一日一餐" not in client.get("/d/wai/practices/").content.decode()
    refused = sign_in("乙").post(f"{address}edit/", WORDS)
    assert refused.status_code == 422
    assert "请先撤回" in page(refused)
    head.post(f"{address}withdrawal/")
    assert "一日一餐" not in client.get("/d/yan/practices/").content.decode()
    events = AuditEntry.objects.filter(event__startswith="practice.").values_list("event")
    assert {event for (event,) in events} == {
        "practice.write",
        "practice.publish",
        "practice.withdraw",
    }


def test_nobody_publishes_what_they_wrote_themselves(world, sign_in):
    made = written(world, by="甲")
    assert "审定公开</button>" not in page(sign_in("甲").get(f"{LIST}{made.pk}/"))
    refused = sign_in("甲").post(f"{LIST}{made.pk}/publication/", follow=True)
    assert "不能自己审定" in page(refused)
    made.refresh_from_db()
    assert made.published_at is None


def test_the_room_sees_its_own_and_the_district_what_is_published(world, sign_in):
    made = written(world)
    address = f"{LIST}{made.pk}/"
    for who in "甲乙丙丁己":
        assert "一日一餐" in page(sign_in(who).get(LIST))
    for who in "戊癸":
        assert "一日一餐" not in page(sign_in(who).get(LIST))
        assert sign_in(who).get(address).status_code == 404
    publish_practice(made, by=world.甲, at=NOON)
    assert "一日一餐" in page(sign_in("戊").get(LIST))
    seen = page(sign_in("戊").get(address))
    assert "/desk/activities/1/" not in seen  # the activity is another room's
    for tail in ("edit/", "withdrawal/"):
        assert sign_in("戊").post(f"{address}{tail}", WORDS).status_code == 404
    for who in "庚壬":
        assert sign_in(who).get(LIST).status_code == 404
    assert sign_in("癸").get(address).status_code == 404


def test_only_the_room_s_desk_writes_it_anew(world, sign_in):
    made = written(world)
    for who in "丙丁戊庚癸":
        assert sign_in(who).post(f"{LIST}{made.pk}/edit/", WORDS).status_code == 404
    for who in "丁戊庚癸":
        here = f"/desk/activities/{made.activity_id}/practice/"
        assert sign_in(who).post(here, WORDS).status_code == 404
    changed = {**WORDS, "text": "每天送两餐。"}
    assert sign_in("乙").post(f"{LIST}{made.pk}/edit/", changed).status_code == 302
    made.refresh_from_db()
    assert made.text == "每天送两餐。"


def test_it_is_found_by_word_and_field(world, sign_in):
    written(world)
    written(world, title="错峰接送", text="学校门口分三批。", field="教育")
    liaison = sign_in("乙")
    found = page(liaison.get(f"{LIST}?q=食堂"))
    assert "一日一餐" in found
    assert "错峰接送" not in found
    found = page(liaison.get(f"{LIST}?field=教育"))
    assert "错峰接送" in found
    assert "一日一餐" not in found
    assert liaison.get(f"{LIST}?q=%00&field=%00").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, client, count):
    for number in range(count):
        made = written(world, title=f"做法{number}")
        publish_practice(made, by=world.己, at=NOON)
    liaison = sign_in("乙")
    with at_most(7):
        assert page(liaison.get(LIST)).count("做法") >= count
    with at_most(6):
        assert page(client.get("/d/yan/practices/")).count("社区食堂") == count
