"""Signing in and out, joining, the own page and the notices."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.world import NOON, PASSWORD
from zhushi.core.models import AuditEntry, Notice
from zhushi.core.outbox import tell
from zhushi.people.actions.invite import invite

pytestmark = pytest.mark.django_db
NEW = "yi-ge-xin-mi-ma-2026"


def post_login(client, name, password):
    return client.post("/desk/login/", {"username": name, "password": password})


def test_a_stranger_is_sent_to_the_login_and_back_again(world):
    client = Client()
    asked = client.get("/desk/me/")
    assert asked.url == "/desk/login/?next=/desk/me/"

    done = client.post(
        asked.url, {"username": world.乙.username, "password": PASSWORD, "next": "/desk/me/"}
    )

    assert done.url == "/desk/me/"


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/desk/", "/x", ""])
def test_the_way_back_never_leaves_the_desk(world, wanted):
    done = Client().post(
        "/desk/login/", {"username": world.乙.username, "password": PASSWORD, "next": wanted}
    )

    assert done.url == "/desk/"


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(world):
    unknown = post_login(Client(), "nobody", "x" * 12)
    wrong = post_login(Client(), world.乙.username, "x" * 12)

    assert unknown.status_code == wrong.status_code == 422
    told = [list(r.context["form"].non_field_errors()) for r in (unknown, wrong)]
    assert told[0]
    assert told[0] == told[1]


def test_five_failures_on_one_account_make_everybody_wait_and_the_wait_grows(world, clock):
    for _ in range(5):
        assert post_login(Client(), world.乙.username, "wrong-wrong-1").status_code == 422

    waiting = post_login(Client(), world.乙.username, PASSWORD)
    assert waiting.status_code == 429
    assert "1 分钟" in waiting.content.decode()
    clock.shift(timedelta(minutes=1, seconds=1))
    assert post_login(Client(), world.乙.username, "wrong-wrong-1").status_code == 422
    assert "2 分钟" in post_login(Client(), world.乙.username, PASSWORD).content.decode()


def test_one_source_that_tries_many_names_has_to_wait(world):
    for number in range(30):
        post_login(Client(), f"name{number}", "wrong-wrong-1")

    assert post_login(Client(), world.乙.username, PASSWORD).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert post_login(elsewhere, world.乙.username, PASSWORD).status_code == 302


def test_signing_in_gives_a_fresh_session_and_a_line_in_the_trail(world):
    client = Client()
    client.get("/desk/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    post_login(client, world.乙.username, PASSWORD)

    assert client.session.session_key != before
    assert "planted" not in client.session
    assert AuditEntry.objects.filter(event="login.open", actor_id=world.乙.pk).exists()


def test_a_session_ends_after_half_an_hour_without_use(sign_in, clock):
    client = sign_in("乙")
    clock.shift(timedelta(minutes=29))
    assert client.get("/desk/").status_code == 200
    clock.shift(timedelta(minutes=29))
    assert client.get("/desk/").status_code == 200
    clock.shift(timedelta(minutes=31))

    assert client.get("/desk/me/").url == "/desk/login/?next=/desk/me/"
    assert "自动退出" in client.get("/desk/login/").content.decode()


def test_a_session_ends_after_twelve_hours_of_use(sign_in, clock):
    client = sign_in("乙")
    for _ in range(12 * 3):
        clock.shift(timedelta(minutes=20))
        assert client.get("/desk/").status_code == 200
    clock.shift(timedelta(minutes=1))

    assert client.get("/desk/").status_code == 302


def test_a_region_that_renews_itself_does_not_keep_a_session_alive(sign_in, clock):
    client = sign_in("乙")
    for _ in range(3):
        clock.shift(timedelta(minutes=12))
        last = client.get("/desk/", headers={"HX-Request": "true", "X-Poll": "1"})

    assert last.headers["HX-Redirect"].startswith("/desk/login/")


def test_reading_pages_writes_nothing_within_five_minutes(
    sign_in, clock, django_assert_max_num_queries
):
    client = sign_in("乙")
    clock.shift(timedelta(minutes=4))
    with django_assert_max_num_queries(12) as seen:
        client.get("/desk/me/")

    assert [q["sql"] for q in seen if q["sql"].split()[0] in ("UPDATE", "INSERT")] == []


def test_signing_out_is_a_post_and_clears_the_browser(sign_in):
    client = sign_in("乙")
    assert client.get("/desk/logout/").status_code == 405

    done = client.post("/desk/logout/")

    assert '"storage"' in done["Clear-Site-Data"]
    assert client.get("/desk/").status_code == 302


def test_pages_of_the_desk_are_not_kept_by_the_browser(sign_in):
    assert "no-store" in sign_in("乙").get("/desk/")["Cache-Control"]


def test_an_invitation_sets_a_password_once(world):
    _, token = invite(world.people["丁"], username="-", by=world.己, at=NOON)
    client = Client()
    assert client.get(f"/desk/join/{token}/").status_code == 200

    done = client.post(f"/desk/join/{token}/", {"password": NEW, "again": NEW})

    assert done.url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert Client().get(f"/desk/join/{token}/").status_code == 410
    again = Client().post(f"/desk/join/{token}/", {"password": NEW + "x", "again": NEW + "x"})
    assert again.status_code == 422
    assert post_login(Client(), world.丁.username, NEW).status_code == 302


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), ("123456789012", "123456789012"), (NEW, NEW + "x")]
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_stays_good(world, password, again):
    _, token = invite(world.people["丁"], username="-", by=world.己, at=NOON)

    refused = Client().post(f"/desk/join/{token}/", {"password": password, "again": again})

    assert refused.status_code == 422
    assert Client().get(f"/desk/join/{token}/").status_code == 200


def test_a_lapsed_invitation_says_so(world, clock):
    _, token = invite(world.people["丁"], username="-", by=world.己, at=NOON)
    clock.shift(timedelta(hours=73))

    assert "不能用了" in Client().get(f"/desk/join/{token}/").content.decode()


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(world, sign_in):
    here, there = sign_in("乙"), sign_in("乙")

    wrong = here.post("/desk/me/", {"old": "not-it-at-all", "password": NEW, "again": NEW})
    done = here.post("/desk/me/", {"old": PASSWORD, "password": NEW, "again": NEW})

    assert wrong.status_code == 422
    assert done.status_code == 302
    assert here.get("/desk/me/").status_code == 200
    assert there.get("/desk/me/").status_code == 302


def test_notices_are_ones_own_and_a_read_opens_what_it_tells_of(world, sign_in):
    tell([world.乙.pk], event="a", text="您有一件新事项", about="matter:DJ-2026-0001", at=NOON)
    tell([world.戊.pk], event="a", text="别人的通知", about="matter:DJ-2026-0001", at=NOON)
    client, other = sign_in("乙"), Notice.objects.get(user=world.戊)

    page = client.get("/desk/notices/").content.decode()
    assert "您有一件新事项" in page
    assert "别人的通知" not in page
    assert Notice.objects.filter(read_at=None).count() == 2

    client.post("/desk/notices/read/", {"notice": other.pk})
    assert Notice.objects.filter(read_at=None).count() == 2
    opened = client.post("/desk/notices/read/", {"notice": Notice.objects.get(user=world.乙).pk})
    assert opened.url == "/desk/matters/DJ-2026-0001/"
    client.post("/desk/notices/read/")
    assert list(Notice.objects.filter(read_at=None)) == [other]


def test_the_menu_shows_only_what_a_person_may_use(sign_in):
    def labels(name):
        nav = sign_in(name).get("/desk/me/").context["nav"]
        return {item["label"] for group in nav for item in group["items"]}

    assert "密封事项" not in labels("乙")
    assert labels("系统") <= {"今天", "系统运行"}
    assert labels("审计") <= {"今天", "审计留痕"}
