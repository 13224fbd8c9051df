"""A visit on the phone without network: what is written at the doors arrives, and once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MORNING
from zhushi.activities.actions.enter_household import Filed, Told, enter_household
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.plan_stop import plan_stop
from zhushi.activities.choices import ActivityKind, HouseholdKind
from zhushi.activities.models import Help, Statement, Stop

pytestmark = pytest.mark.journey
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('zs-route:')).length"


@pytest.fixture
def walk(street):
    """Today's visit of room 东: a household, two places."""
    world = street.world
    made = plan_activity(
        world.东,
        kind=ActivityKind.SYMPOSIUM,
        form="DOORSTEP",
        programme=Programme("入户走访", MORNING.date(), lead=world.people["丙"]),
        by=world.乙,
        at=MORNING,
    )
    household = enter_household(
        world.东,
        told=Told("孙藏名", address="贰零叁室"),
        filed=Filed(HouseholdKind.ELDERLY),
        agrees=True,
        by=world.乙,
        at=MORNING,
    )
    plan_stop(made, household=household, by=world.乙, at=MORNING)
    for place in ("七号院门房", "八号院门房"):
        plan_stop(made, place=place, by=world.乙, at=MORNING)
    return made


def form_of(page, number):
    return page.locator("form[data-stop]").nth(number)


def opened(street, walk):
    """The route page, kept at hand by its worker."""
    phone = street.desk("丙", "phone")
    phone.open(f"/desk/activities/{walk.pk}/route/", "走访路线")
    page = phone.page
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "async () => (await (await caches.open('zs-route')).keys())"
        ".some(one => one.url.endsWith('/route/'))"
    )
    return page


def test_two_doors_written_without_network_arrive_once_after_the_page_was_closed(street, walk):
    page = opened(street, walk)
    context, address = page.context, page.url
    context.set_offline(True)
    for number, words in enumerate(("老人一切都好", "门房说灯坏了")):
        form = form_of(page, number)
        form.locator("[name=said]").fill(words)
        form.locator("[name=opinion]").fill(f"第{number}条意见")
        form.get_by_role("button", name="记下这一处").click()
        expect(form).to_contain_text("没有网，草稿存在本机")
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(form_of(page, 0).locator("[name=said]")).to_have_value("老人一切都好")
    assert page.evaluate(KEPT) == 2
    kept = page.content() + str(page.evaluate("JSON.stringify(localStorage)"))
    assert "孙藏名" not in kept
    assert Stop.objects.filter(done_at__isnull=False).count() == 0
    context.set_offline(False)
    expect(page.get_by_text("记下了，已送出")).to_have_count(2)
    assert page.evaluate(KEPT) == 0
    page.reload()
    done = Stop.objects.filter(done_at__isnull=False)
    assert [one.open("said") for one in done] == ["老人一切都好", "门房说灯坏了"]
    assert Statement.objects.count() == 2
    assert Help.objects.count() == 1


def test_a_lost_reply_is_one_visit(street, walk):
    page = opened(street, walk)
    lost = []

    def lose(one):
        if one.request.method != "POST" or lost:
            one.continue_()
            return
        lost.append(one.fetch().status)  # the server has written it down
        one.abort()

    page.context.route("**/desk/activities/stops/**", lose)
    form = form_of(page, 1)
    form.locator("[name=said]").fill("答复丢了")
    form.locator("[name=opinion]").fill("只该有一条")
    form.get_by_role("button", name="记下这一处").click()
    expect(form).to_contain_text("草稿存在本机")
    assert lost == [200]
    page.reload()  # the door is noted: its form is gone, the words still wait on the device
    page.wait_for_function(f"() => {KEPT} === 0")
    assert Statement.objects.count() == 1
    assert Stop.objects.filter(done_at__isnull=False).count() == 1


def test_signing_out_leaves_nothing_on_a_shared_phone(street, walk):
    page = opened(street, walk)
    form_of(page, 0).locator("[name=said]").fill("没有送出的话")
    page.wait_for_function(f"() => {KEPT} === 1")
    address = page.url
    page.locator("summary.zs-person").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/desk/login/**")
    assert page.evaluate(KEPT) == 0
    page.context.set_offline(True)
    assert page.evaluate("caches.keys().then(all => all.length)") == 0
    with pytest.raises(Exception, match="ERR_"):
        page.goto(address)


def test_somebody_else_on_the_same_phone_sees_no_draft(street, walk):
    page = opened(street, walk)
    form_of(page, 0).locator("[name=said]").fill("丙写的话")
    page.wait_for_function(f"() => {KEPT} === 1")
    street._sign_in("乙", street.desk("丙", "phone"))
    page.reload()
    expect(form_of(page, 0).locator("[name=said]")).to_have_value("")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "服务器暂时有问题"),
        (401, "登录过期了"),
        (403, "您已不能记这条路线，请抄下来交给联络员"),
    ],
)
def test_why_it_was_not_sent_is_said_and_the_words_stay(street, walk, status, words):
    page = opened(street, walk)
    stops = "**/desk/activities/stops/**"
    page.context.route(stops, lambda one: one.fulfill(status=status, body=""))
    form_of(page, 1).locator("[name=said]").fill("还没送到")
    form_of(page, 1).get_by_role("button", name="记下这一处").click()
    expect(form_of(page, 1)).to_contain_text(words)
    assert page.evaluate(KEPT) == 1


def test_a_server_in_trouble_takes_no_kept_page_and_old_pages_of_others_go(street, walk):
    page = opened(street, walk)
    keep = "caches.open('zs-route').then(one => one.put('/desk/activities/9/route/', new Response"
    page.evaluate(keep + "('x', {headers: {'X-Kept-At': '1'}})))")
    address = page.url
    page.context.route(address, lambda one: one.fulfill(status=503, body="503"))
    page.evaluate("navigator.serviceWorker.ready.then(one => one.active.postMessage({keep: []}))")
    page.wait_for_timeout(1500)
    kept = page.evaluate(
        "caches.open('zs-route').then(one => one.keys())"
        ".then(all => all.map(one => new URL(one.url).pathname))"
    )
    assert f"/desk/activities/{walk.pk}/route/" in kept
    assert "/desk/activities/9/route/" not in kept
