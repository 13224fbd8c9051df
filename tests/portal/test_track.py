"""Follow a matter: the code shows where it stands, the second secret opens it."""

import json
from datetime import timedelta

import pytest

from tests.world import DAY, NOON
from zhushi.core.models import Notice
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.answer import answer as answer_on_the_spot
from zhushi.matters.actions.ask import ask
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.actions.publish import approve_publication, draft_publication
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.actions.tell import tell
from zhushi.matters.choices import ReplyClass
from zhushi.matters.models import Evaluation, Matter, Publication
from zhushi.vault.choices import Field, Purpose
from zhushi.vault.models import Look
from zhushi.vault.queries import allows

WRONG = "没有查到这个回执码"
WORDS = "五号院楼道的灯坏了半年"
SECRET = "4417"


@pytest.fixture
def received(world):
    who = world.known_resident(consents=frozenset({Purpose.PUBLISH, Purpose.CONTACT_TO_UNIT}))
    return world.matter(who=who)


@pytest.fixture
def told(world, received):
    """A matter whose answer, with a promise, was told to its resident."""
    matter = accept(received.matter, by=world.乙, at=NOON)
    charge = Charge(world.住建)
    matter = dispatch(matter, lead=charge, extract="楼道灯坏了。", by=world.甲, at=NOON)
    part = matter.dispatches.get()
    sign_in(part, by=world.庚, at=NOON)
    reply(
        part,
        reply_class=ReplyClass.B,
        text="情况属实，已经安排更换全部楼道灯。",
        signatory="庚",
        promised="全部换好",
        promised_on=(NOON + 30 * DAY).date(),
        by=world.庚,
        at=NOON,
    )
    matter = confirm(Matter.objects.get(pk=matter.pk), by=world.己, at=NOON)
    tell(matter, how="电话", by=world.乙, at=NOON)
    return received


@pytest.mark.parametrize(
    "code", ["K7QM4XRHP9TW3", "0000000000000", "x", "有", "\0", "' OR 1=1 --", "A" * 60, "A" * 5000]
)
def test_every_wrong_code_gets_the_same_refusal_and_keeps_what_was_typed(client, world, code):
    answer = client.post("/track/", {"code": code})

    assert answer.status_code in (404, 422)
    if answer.status_code == 404:
        assert WRONG in answer.content.decode()


def test_an_unknown_and_a_mistyped_code_cannot_be_told_apart(client, world, received):
    mistyped = received.code[:-1] + ("A" if received.code[-1] != "A" else "B")
    pages = []
    for code in (mistyped, "K7QM4XRHP9TW3"):
        page = client.post("/track/", {"code": code})
        pages.append((page.status_code, page.content.decode().replace(code, "")))

    assert pages[0][0] == pages[1][0] == 404
    assert WRONG in pages[0][1]
    assert WRONG in pages[1][1]


def test_the_eleventh_guess_waits(client, world, received):
    for _ in range(10):
        assert client.post("/track/", {"code": "K7QM4XRHP9TW3"}).status_code == 404

    answer = client.post("/track/", {"code": received.code})

    assert answer.status_code == 429
    assert "分钟再试" in answer.content.decode()


def test_the_wait_passes(client, world, received, at_noon):
    for _ in range(11):
        client.post("/track/", {"code": "K7QM4XRHP9TW3"})
    at_noon.shift(timedelta(minutes=16))

    assert client.post("/track/", {"code": received.code}).status_code == 302


@pytest.mark.parametrize("shape", [str.lower, lambda c: f"{c[:4]} {c[4:8]}-{c[8:]}"])
def test_the_code_may_be_typed_as_people_type(follow, received, shape):
    assert "已收到" in follow(shape(received.code)).content.decode()


def test_the_code_alone_shows_status_only(follow, received):
    page = follow(received.code).content.decode()

    assert WORDS not in page
    assert "钱" not in page
    assert received.matter.ref not in page


def test_the_last_four_digits_open_the_content(follow, received):
    page = follow(received.code, SECRET).content.decode()

    assert WORDS in page
    assert received.matter.ref in page


def test_without_a_phone_the_pin_opens_it(world, follow):
    received = world.matter()

    assert WORDS in follow(received.code, f"{received.pin[:3]} {received.pin[3:]}").content.decode()


def test_a_wrong_secret_opens_nothing_and_is_counted_for_the_matter(client, follow, received):
    for _ in range(10):
        page = follow(received.code, "0000")
        assert WORDS not in page.content.decode()

    assert client.post("/track/open/", {"secret": SECRET}).status_code == 429


def test_one_matters_secret_opens_no_other(client, world, follow, received):
    follow(received.code, SECRET)
    other = world.matter(content="别人的事。")

    page = follow(other.code).content.decode()

    assert "别人的事" not in page


def test_the_proof_ends_after_half_an_hour_and_on_leaving(client, follow, received, at_noon):
    follow(received.code, SECRET)
    at_noon.shift(timedelta(minutes=31))
    assert client.get("/track/data/").status_code == 302

    follow(received.code, SECRET)
    client.post("/track/leave/")
    assert client.get("/track/progress/").url == "/track/"


@pytest.mark.parametrize("act", ["rate", "add", "consent", "looks/1", "forget", "data"])
def test_nothing_is_done_without_the_second_secret(client, follow, received, act):
    follow(received.code)

    answer = client.post(f"/track/{act}/", {"text": "补充", "sure": "1", "purpose": "PUBLISH"})

    assert answer.status_code == 302
    received.matter.refresh_from_db()
    assert received.matter.version == 0
    assert not received.matter.identity.forgotten_at
    assert allows(received.matter.identity, Purpose.PUBLISH)


def test_pages_with_content_are_never_kept_by_a_browser(client, follow, received):
    follow(received.code, SECRET)

    answer = client.get("/track/progress/")

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_reply_promise_and_rating_come_first(follow, told):
    page = follow(told.code, SECRET).content.decode()

    assert page.index("更换全部楼道灯") < page.index("全部换好") < page.index("办理的态度")
    assert page.index("办理的态度") < page.index("办到哪一步")
    assert "checked" not in page


def test_a_rating_is_given_once_and_both_halves_are_asked(client, follow, told):
    follow(told.code, SECRET)
    half = client.post("/track/rate/", {"attitude": "GOOD", "comment": "还行"})
    assert half.status_code == 422
    assert "还行" in half.content.decode()

    both = {"attitude": "GOOD", "result": "POOR"}
    assert client.post("/track/rate/", both).status_code == 302
    assert client.post("/track/rate/", both).status_code == 422

    assert Evaluation.objects.count() == 1


def test_a_question_is_answered(client, world, follow, received):
    ask(received.matter, text="几号楼？", by=world.乙, at=NOON)
    assert "几号楼？" in follow(received.code, SECRET).content.decode()

    client.post("/track/add/", {"text": "二号楼。"})

    page = client.get("/track/progress/").content.decode()
    assert "二号楼。" in page
    assert not received.matter.messages.filter(side="ROOM", answered_at=None).exists()


def test_too_long_an_addition_is_kept_on_the_screen(client, follow, received):
    follow(received.code, SECRET)

    answer = client.post("/track/add/", {"text": "长" * 2001})

    assert answer.status_code == 422
    assert "长" * 2001 in answer.content.decode()


def test_an_internal_note_is_not_shown(world, follow, received):
    from zhushi.matters.actions.note import note

    note(received.matter, text="内部说法", by=world.乙, at=NOON)

    assert "内部说法" not in follow(received.code, SECRET).content.decode()


def test_consent_is_withdrawn_in_two_clicks_and_the_published_answer_with_it(
    client, world, follow, told
):
    draft = draft_publication(
        told.matter, title="楼道灯", question="灯坏了。", answer="已换好。", by=world.乙, at=NOON
    )
    approve_publication(draft, by=world.己, at=NOON)
    follow(told.code, SECRET)

    client.post("/track/consent/", {"purpose": "PUBLISH"})

    assert not allows(told.matter.identity, Purpose.PUBLISH)
    assert Publication.objects.get().recalled_at
    assert "楼道灯" not in client.get("/d/yan/answers/").content.decode()


def test_a_consent_can_be_given_later(client, follow, received):
    follow(received.code, SECRET)

    client.post("/track/consent/", {"purpose": "HARDSHIP", "give": "1"})

    assert allows(received.matter.identity, Purpose.HARDSHIP)


def test_who_looked_is_shown_and_a_dispute_bypasses_the_room(client, world, follow, received):
    look_at(received.matter, [Field.PHONE], reason="告知答复结果", by=world.乙, at=NOON)
    page = follow(received.code, SECRET).content.decode()
    assert "告知答复结果" in page
    assert "联络员" in page
    before = set(Notice.objects.values_list("pk", flat=True))

    client.post(f"/track/looks/{Look.objects.get().pk}/")

    assert Look.objects.get().disputed_at
    told = Notice.objects.exclude(pk__in=before).values_list("user", flat=True)
    assert set(told) == {world.users["审计"].pk, world.users["己"].pk}


def test_a_look_at_somebody_else_cannot_be_disputed(client, world, follow, received):
    other = world.matter(who=world.known_resident())
    look_at(other.matter, [Field.PHONE], reason="告知答复结果", by=world.乙, at=NOON)
    follow(received.code, SECRET)

    client.post(f"/track/looks/{Look.objects.get().pk}/")

    assert Look.objects.get().disputed_at is None


def test_the_identity_is_deleted_after_asking_once_more(client, follow, received):
    follow(received.code, SECRET)
    client.post("/track/forget/")
    received.matter.identity.refresh_from_db()
    assert not received.matter.identity.forgotten_at

    client.post("/track/forget/", {"sure": "1"})

    received.matter.identity.refresh_from_db()
    assert received.matter.identity.phone is None
    assert WORDS in client.get("/track/progress/").content.decode()


def test_the_own_copy_holds_the_words_and_no_full_number(client, follow, received):
    follow(received.code, SECRET)

    answer = client.get("/track/data/")

    assert json.loads(answer.content)["我说的话"].startswith(WORDS)
    assert "attachment" in answer["Content-Disposition"]
    assert "13800004417" not in answer.content.decode()


def test_files_are_served_through_the_own_proof_alone(client, follow, say, tmp_path):
    from tests.portal.test_submit import photo
    from zhushi.matters.receipt import code_of, pin_of

    _, matter = say(files=photo())
    address = f"/track/files/{matter.enclosures.get().attachment.uid}/"
    assert client.get(address).status_code == 302
    follow(code_of(matter), pin_of(matter))

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")
    matter.enclosures.update(is_for_resident=False)
    assert client.get(address).status_code == 404


def test_an_answer_on_the_spot_is_read_at_once(world, follow, received):
    matter = accept(received.matter, by=world.乙, at=NOON)
    answer_on_the_spot(matter, text="可以到二楼窗口办。", by=world.乙, at=NOON)

    assert "可以到二楼窗口办。" in follow(received.code, SECRET).content.decode()


def test_every_due_day_says_how_it_came_about(follow, received):
    page = follow(received.code, SECRET).content.decode()

    assert "最迟这天有人受理" in page
    assert "2 个工作日" in page


def test_a_page_takes_few_statements(client, follow, told, django_assert_max_num_queries):
    follow(told.code, SECRET)
    with django_assert_max_num_queries(16):
        client.get("/track/progress/")
