"""Reception days: rules, plan, duties, announcing, the queue, closing, paper."""

from datetime import date, timedelta

import pytest

from tests.world import DAY, NOON, announced_day
from zhushi.activities.actions.book import book
from zhushi.activities.choices import DayStatus, TurnStatus
from zhushi.activities.models import ReceptionDay, ReceptionRule, Turn
from zhushi.vault.actions.keep import Who
from zhushi.vault.models import Look

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 16)
AT = "/desk/receptions/DJ/2026-09-16/"
RULE = {
    "kind": "NTH_WEEKDAY",
    "nth": 1,
    "weekday": 2,
    "starts_at": "09:00",
    "ends_at": "11:30",
    "slot_minutes": 30,
    "slot_places": 1,
    "starts_on": "2026-09-07",
}


@pytest.fixture
def day(world):
    return announced_day(world)


@pytest.fixture
def open_day(world, day, clock, sign_in):
    """The world's day, on its own date at nine, opened by 乙."""
    clock.move_to(NOON + 9 * DAY - timedelta(hours=3))
    assert sign_in("乙").post(AT + "opening/").status_code == 302
    day.refresh_from_db()
    return day


def booked(day, name="孙小年", number=0):
    slot = day.slots.all()[number]
    return book(slot, who=Who(name=name), subject="夜市油烟", key=f"b{number}", at=NOON)[0]


def text(response):
    return response.content.decode()


READ = ["", "register/", "notice/"]
POSTS = [
    "duties/",
    "duties/release/",
    "announcement/",
    "opening/",
    "closing/",
    "cancellation/",
    "turns/",
    "turns/next/",
    "turns/1/arrive/",
    "turns/1/call/",
]


@pytest.mark.parametrize("path", READ)
def test_a_liaison_reads_the_day_and_a_stranger_does_not(day, sign_in, path):
    assert sign_in("乙").get(AT + path).status_code == 200
    for name in ("戊", "庚", "癸", "壬", "系统"):
        assert sign_in(name).get(AT + path).status_code == 404


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("name", ["戊", "丙", "丁", "庚", "癸"])
def test_only_the_room_and_the_office_move_a_day(day, sign_in, path, name):
    booked(day)
    before = ReceptionDay.objects.values().get(pk=day.pk)

    assert sign_in(name).post(AT + path).status_code == 404
    assert ReceptionDay.objects.values().get(pk=day.pk) == before


@pytest.mark.parametrize("path", [p for p in POSTS if p not in ("closing/", "cancellation/")])
def test_moves_are_no_get(day, sign_in, path):
    booked(day)

    assert sign_in("乙").get(AT + path).status_code == 405


def test_the_list_shows_the_days_in_scope_in_each_view(world, day, sign_in):
    client = sign_in("乙")
    for show in ("coming", "month", "unannounced", "gone", "nonsense"):
        assert client.get("/desk/receptions/", {"show": show}).status_code == 200
    assert AT in text(client.get("/desk/receptions/"))
    assert AT in text(client.get("/desk/receptions/", {"show": "month", "month": "2026-09"}))
    assert AT not in text(client.get("/desk/receptions/", {"show": "month", "month": "2026-10"}))
    assert AT not in text(sign_in("戊").get("/desk/receptions/"))
    assert AT in text(sign_in("己").get("/desk/receptions/", {"room": "DJ"}))
    assert sign_in("庚").get("/desk/receptions/").status_code == 404


def test_no_such_day_is_no_address(world, sign_in):
    client = sign_in("乙")
    assert client.get("/desk/receptions/DJ/2026-13-45/").status_code == 404
    assert client.get("/desk/receptions/DJ/2026-09-17/").status_code == 404
    assert client.get("/desk/receptions/", {"show": "month", "month": "x"}).status_code == 200


def test_two_rules_are_previewed_and_make_half_a_year_with_moved_days_explained(world, sign_in):
    client = sign_in("乙")
    assert client.post("/desk/receptions/DJ/rules/", RULE).status_code == 302
    tenth = {**RULE, "kind": "MONTH_DAY", "month_day": 10}
    assert client.post("/desk/receptions/DJ/rules/", tenth).status_code == 302
    assert ReceptionRule.objects.count() == 2

    preview = client.get("/desk/receptions/DJ/plan/")
    shown = [planned.on for _, planned in preview.context["planned"]]
    assert ReceptionDay.objects.count() == 0
    assert date(2026, 10, 7) not in shown
    assert date(2026, 10, 8) in shown
    assert "10月7日逢国庆节，顺延" in text(preview)
    assert "暂定" in text(preview)

    period = {"since": "2026-09-07", "until": "2027-03-09"}
    client.post("/desk/receptions/DJ/plan/", period)
    assert sorted(ReceptionDay.objects.values_list("on", flat=True)) == shown
    client.post("/desk/receptions/DJ/plan/", period)
    assert ReceptionDay.objects.count() == len(shown)


@pytest.mark.parametrize(
    "wrong", [{"nth": ""}, {"ends_at": "08:00"}, {"slot_minutes": "4"}, {"kind": "x"}]
)
def test_a_rule_that_says_no_day_is_refused_and_keeps_what_was_typed(world, sign_in, wrong):
    refused = sign_in("乙").post("/desk/receptions/DJ/rules/", {**RULE, **wrong})

    assert refused.status_code == 422
    assert 'value="2026-09-07"' in text(refused)
    assert ReceptionRule.objects.count() == 0


def test_a_rule_ends_once_and_only_in_its_own_room(world, day, sign_in):
    rule = ReceptionRule.objects.get()
    form = {"rule": rule.pk, "ends_on": "2026-12-31"}
    assert sign_in("戊").post("/desk/receptions/XJ/rules/end/", form).status_code == 404
    client = sign_in("乙")
    assert client.post("/desk/receptions/DJ/rules/end/", form).status_code == 302
    again = client.post("/desk/receptions/DJ/rules/end/", form)
    assert again.status_code == 422
    assert "已经停用" in text(again)


@pytest.mark.parametrize(
    "period",
    [
        {"since": "2026-09-01", "until": "2026-12-01"},
        {"since": "2026-12-01", "until": "2026-10-01"},
        {"since": "2026-09-08", "until": "2036-01-01"},
        {"since": "", "until": "x"},
    ],
)
def test_a_period_that_makes_no_sense_plans_nothing(world, day, sign_in, period):
    refused = sign_in("乙").post("/desk/receptions/DJ/plan/", period)

    assert refused.status_code == 422
    assert ReceptionDay.objects.count() == 1


def test_duties_are_set_and_released_by_hand(world, day, sign_in):
    client, head = sign_in("乙"), world.people["甲"]
    assert client.post(AT + "duties/", {"person": head.ref, "part": "RECEIVE"}).status_code == 302
    assert day.duties.count() == 2
    client.post(AT + "duties/release/", {"person": head.ref})
    assert day.duties.count() == 1
    stranger = client.post(AT + "duties/", {"person": world.people["戊"].ref, "part": "RECEIVE"})
    assert stranger.status_code == 422


def test_a_volunteer_cannot_receive_and_the_page_says_why(world, day, sign_in):
    refused = sign_in("乙").post(
        AT + "duties/", {"person": world.people["丁"].ref, "part": "RECEIVE"}
    )

    assert refused.status_code == 422
    assert "只能排“协助”" in text(refused)


def test_announcing_needs_three_days_and_somebody_to_receive(world, day, sign_in, clock):
    day.duties.all().delete()
    ReceptionDay.objects.update(status=DayStatus.PLANNED)
    client = sign_in("乙")
    assert "先排接待的党代表" in text(client.get(AT))
    nobody = client.post(AT + "announcement/")
    assert nobody.status_code == 422
    assert "排好人再公布" in text(nobody)

    client.post(AT + "duties/", {"person": world.people["丙"].ref, "part": "RECEIVE"})
    clock.move_to(NOON + 7 * DAY)
    client = sign_in("乙")
    assert "提前 3 天" in text(client.get(AT))
    late = client.post(AT + "announcement/")
    assert late.status_code == 422
    clock.move_to(NOON + 6 * DAY)
    client = sign_in("乙")
    assert client.post(AT + "announcement/").status_code == 302


def test_a_day_is_opened_on_its_own_date_only(day, sign_in):
    refused = sign_in("乙").post(AT + "opening/")

    assert refused.status_code == 422
    assert "当天才能" in text(refused)


def test_booked_and_walk_in_stand_in_one_queue_and_are_called_in_turn(world, open_day, sign_in):
    first = booked(open_day, number=4)
    client = sign_in("乙")
    client.post(AT + "turns/", {"called_name": "赵先生", "subject": "加装电梯"})
    walk = Turn.objects.get(called_name="赵先生")
    client.post(f"{AT}turns/{first.number}/arrive/")

    client.post(AT + "turns/next/")

    walk.refresh_from_db()
    assert walk.status == TurnStatus.CALLED
    assert walk.received_by == world.people["丙"]
    busy = client.post(AT + "turns/next/")
    assert busy.status_code == 422
    assert "还在接待" in text(busy)
    client.post(f"{AT}turns/{walk.number}/leave/")
    assert "叫下一位 1 号" in text(client.get(AT))
    client.post(AT + "turns/next/", {"back": "today"})
    first.refresh_from_db()
    assert first.status == TurnStatus.CALLED


def test_taking_down_leads_to_the_new_matter_with_the_turn(open_day, sign_in):
    client = sign_in("乙")
    client.post(AT + "turns/", {})
    client.post(AT + "turns/next/")

    assert f"?turn={Turn.objects.get().pk}" in text(client.get(AT))


def test_the_delegate_who_receives_may_take_down_and_nobody_else_on_the_phone(open_day, sign_in):
    client = sign_in("乙")
    client.post(AT + "turns/", {})
    client.post(AT + "turns/next/")

    page = text(sign_in("丙").get(AT))
    assert f"?turn={Turn.objects.get().pk}" in page
    assert "turns/next/" not in page
    assert "?turn=" not in text(sign_in("丁").get(AT))
    assert "?turn=" not in text(sign_in("甲").get(AT))


def test_a_walk_in_is_refused_before_the_opening_and_keeps_what_was_typed(day, sign_in):
    refused = sign_in("乙").post(AT + "turns/", {"called_name": "赵先生"})

    assert refused.status_code == 422
    assert Turn.objects.count() == 0


def test_nobody_to_call_says_what_to_do(open_day, sign_in):
    refused = sign_in("乙").post(AT + "turns/next/")

    assert refused.status_code == 422
    assert "没有人在等候" in text(refused)


def test_a_turn_that_does_not_exist_or_a_verb_that_is_none_is_404(open_day, sign_in):
    client = sign_in("乙")
    client.post(AT + "turns/", {})
    assert client.post(AT + "turns/9/call/").status_code == 404
    assert client.post(AT + "turns/1/explode/").status_code == 404


def test_the_day_closes_with_a_summary_once_nobody_waits(open_day, sign_in):
    booked(open_day, number=4)
    client = sign_in("乙")
    client.post(AT + "turns/", {})
    waiting = client.post(AT + "closing/", {"summary": "今天下雨"})
    assert waiting.status_code == 422
    assert "今天下雨" in text(waiting)
    client.post(AT + "turns/2/leave/")

    assert client.get(AT + "closing/").status_code == 200
    open_day.refresh_from_db()
    assert open_day.status == DayStatus.OPEN
    assert client.post(AT + "closing/", {"summary": "今天下雨"}).status_code == 302

    open_day.refresh_from_db()
    assert open_day.status == DayStatus.CLOSED
    assert Turn.objects.get(number=1).status == TurnStatus.ABSENT
    assert "今天下雨" in text(client.get(AT))


def test_a_cancelled_day_says_why_and_needs_a_reason(day, sign_in):
    booked(day)
    client = sign_in("乙")
    assert client.get(AT + "cancellation/").status_code == 200
    assert client.post(AT + "cancellation/", {"reason": " "}).status_code == 422
    assert client.post(AT + "cancellation/", {"reason": "停电检修"}).status_code == 302
    assert "停电检修" in text(client.get(AT))
    assert Turn.objects.get().status == TurnStatus.CANCELLED
    again = client.post(AT + "cancellation/", {"reason": "再来一次"})
    assert again.status_code == 422
    assert "再来一次" in text(again)


def test_what_visitors_come_for_is_read_by_the_desk_and_who_receives_only(world, open_day, sign_in):
    booked(open_day, number=4)

    assert "夜市油烟" in text(sign_in("乙").get(AT))
    assert "夜市油烟" in text(sign_in("丙").get(AT))
    volunteer = sign_in("丁")
    assert "夜市油烟" not in text(volunteer.get(AT))
    assert "孙＊＊" not in text(volunteer.get(AT))
    assert "来访人" in text(volunteer.get(AT))
    assert volunteer.get(AT + "register/").status_code == 404


def test_the_queue_renews_itself_as_a_region(open_day, sign_in):
    client = sign_in("乙")
    part = client.get(AT + "queue/", headers={"HX-Request": "true", "X-Poll": "1"})

    assert text(part).lstrip().startswith('<section class="zs-panel" id="queue"')
    assert "<html" not in text(part)
    assert client.get(AT + "queue/").url == AT


def test_the_register_masks_names_and_leaves_rows_for_the_pen(world, open_day, sign_in):
    turn = booked(open_day, number=4)
    client = sign_in("乙")
    client.post(f"{AT}turns/{turn.number}/arrive/")
    world.matter(content="我叫孙小年，夜市油烟太大。", turn=turn, at=NOON + 9 * DAY)

    sheet = text(client.get(AT + "register/"))

    assert "孙＊＊" in sheet
    assert "孙小年" not in sheet
    assert sheet.count('class="blank"') == 9
    assert Look.objects.count() == 0


def test_the_copy_with_names_takes_a_reason_and_leaves_a_line_for_each_identity(
    world, open_day, sign_in
):
    client = sign_in("乙")
    for number, name in enumerate(("孙小年", "何小月")):
        client.post(AT + "turns/", {})
        turn = Turn.objects.order_by("-number").first()
        world.matter(turn=turn, who=Who(name=name), key=f"m{number}", at=NOON + 9 * DAY)
    assert client.get(AT + "register/names/").status_code == 200
    assert client.post(AT + "register/names/", {"reason": "看"}).status_code == 422
    assert Look.objects.count() == 0

    sheet = text(client.post(AT + "register/names/", {"reason": "接待结束签名存档"}))

    assert "孙小年" in sheet
    assert "何小月" in sheet
    assert Look.objects.count() == 2
    assert {look.reason for look in Look.objects.all()} == {"接待结束签名存档"}


@pytest.mark.parametrize("name", ["甲", "己", "丙", "丁", "戊"])
def test_only_the_rooms_liaison_prints_names(day, sign_in, name):
    assert sign_in(name).get(AT + "register/names/").status_code == 404
    assert sign_in(name).post(AT + "register/names/", {"reason": "我想看看"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_day_asks_the_same_however_many_come(
    open_day, sign_in, count, django_assert_num_queries
):
    client = sign_in("乙")
    for _ in range(count):
        client.post(AT + "turns/", {})
    client.get(AT)
    with django_assert_num_queries(9):
        client.get(AT)


@pytest.mark.parametrize("show", ["coming", "month"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_days_asks_the_same_however_many(
    world, sign_in, show, count, django_assert_num_queries
):
    client = sign_in("乙")
    client.post("/desk/receptions/DJ/rules/", RULE)
    until = {1: "2026-10-20", 3: "2026-12-20"}[count]
    client.post("/desk/receptions/DJ/plan/", {"since": "2026-09-07", "until": until})
    client.get("/desk/receptions/")
    with django_assert_num_queries(7 if show == "coming" else 4):
        client.get("/desk/receptions/", {"show": show, "month": "2026-10"})


def test_provisional_days_are_shown_with_where_they_belong_and_put_right(world, sign_in):
    """丙's room has one provisional day on a working day that is settled where it lies."""
    day = announced_day(world)
    type(day).objects.filter(pk=day.pk).update(is_provisional=True)
    address = "/desk/receptions/provisional/"
    liaison = sign_in("乙")
    assert "不变" in liaison.get(address).content.decode()
    assert "挪了 0 天" in liaison.post(address, follow=True).content.decode()
    assert "没有暂定的日子" in liaison.get(address).content.decode()
    assert sign_in("丙").get(address).status_code == 404
