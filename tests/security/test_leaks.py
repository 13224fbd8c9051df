"""Planted words: none comes out anywhere for somebody whom the page itself would refuse it.

Identity (name, telephone, address, hardship) is on no page at all; the person's own words only
where the matter's page shows them; a sealed matter nowhere but with the named persons of its
district. And data that a login does not see changes no byte that it receives.
"""

import io
import json
import logging
from dataclasses import astuple
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.matters.moves import MOVES
from tests.security.ground import ALL_POSTS, Ground, Marks
from tests.security.spider import addresses_of, forget_figures, masked, pages_of, text_of
from tests.security.test_crawl import _matter, _matters, allows
from tests.world import NOON
from zhushi.core.models import AuditEntry, Notice
from zhushi.core.perms import Perm
from zhushi.matters.actions.change_consent import withdraw_consent
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.hand_in import hand_in
from zhushi.matters.actions.receive_sealed import receive_sealed
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.models import Matter, Step
from zhushi.matters.receipt import code_of, pin_of
from zhushi.ops.digests import send_digests
from zhushi.people.choices import Reach
from zhushi.people.models import Person
from zhushi.people.roles import GRANTS
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Look

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READERS = (
    "",
    "庚",
    "辛",
    "卯",
    "子",
    "戊",
    "丙",
    "丁",
    "己",
    "壬",
    "癸",
    "寅",
    "系统",
    "安全",
    "审计",
)
IDENTITY = ("name", "phone", "address", "hardship")


def may_read(ground: Ground, who: str, target, kind: str) -> bool:
    """Whether the page of the matter shows this kind of word to this login (trust.md §4)."""
    if kind in IDENTITY or not ALL_POSTS.get(who):
        return False
    if target.sealed:
        return allows(ground, who, Perm.SEALED_VIEW, target)
    if not allows(ground, who, Perm.MATTER_VIEW, target):
        return False
    if GRANTS[ALL_POSTS[who][0]][Perm.MATTER_VIEW] != Reach.UNIT:
        return True
    return kind == "extract" or (kind == "content" and target.label == "agreed")


def forbidden(ground: Ground, who: str) -> dict[str, str]:
    """Every planted word this login may not read, with what it is."""
    found = {}
    for target in all_matters(ground):
        marks = ground.marks[target.label]
        for kind, word in marks.__dict__.items():
            if word and not may_read(ground, who, target, kind):
                found[word] = f"{kind} of {target.label}"
    return found


def all_matters(ground: Ground):
    yield from _matters(ground)
    yield _matter(ground, "handled", "东", units={"住建", "教育"})
    yield _matter(ground, "agreed", "东", units={"住建", "教育"})
    yield _matter(ground, "new", "东")


@pytest.mark.parametrize("who", READERS, ids=[who or "public" for who in READERS])
def test_no_page_shows_a_planted_word_to_who_may_not_read_it(ground, clients, who):
    words = forbidden(ground, who)
    leaks, opened = [], 0
    for url, text in pages_of(clients[who], addresses_of(ground)):
        opened += 1
        leaks += [f"{url}: {what}" for word, what in words.items() if word in text]
    print(f"\n{who or 'public'}: {opened} pages × {len(words)} words")
    assert leaks == []
    assert opened >= 3


def test_who_may_read_the_words_does_read_them(ground, clients):
    """Else the tests above would pass on empty pages."""
    seen = {
        ("乙", "own"): "content comment extract",
        ("己", "west"): "content comment",
        ("丙", "own"): "content",
        ("庚", "own"): "extract",
        ("庚", "agreed"): "content",
    }
    for (who, key), kinds in seen.items():
        page = text_of(clients[who].get(f"/desk/matters/{ground.matters[key].ref}/"))
        for kind in kinds.split():
            assert getattr(ground.marks[key], kind) in page, (who, key, kind)
    sealed = text_of(clients["壬"].get(f"/desk/sealed/{ground.matters['sealed'].ref}/"))
    assert ground.marks["sealed"].content in sealed


@pytest.mark.parametrize("who", [who for who in READERS if who])
def test_searching_for_a_hidden_word_is_like_searching_for_nonsense(ground, clients, who):
    """The list, its count and the file of the list say the same as for a word nobody wrote."""
    client = clients[who]
    if client.get("/desk/matters/").status_code == 404:
        assert client.post("/desk/matters/export/", {"q": "灯"}).status_code == 404
        return
    for word in forbidden(ground, who):
        nonsense = "㐂" * len(word)
        for page in ("/desk/matters/?q=", "/desk/matters/?status=open&q=", "/desk/people/?q="):
            hit, miss = (client.get(page + quote(q)) for q in (word, nonsense))
            assert hit.status_code == miss.status_code, (page, word)
            assert _searched(hit, word) == _searched(miss, nonsense), (page, word)
        hit, miss = (client.post("/desk/matters/export/", {"q": q}) for q in (word, nonsense))
        assert hit.status_code == miss.status_code
        assert text_of(hit).replace(word, nonsense) == text_of(miss)


def _searched(answer, word: str) -> str:
    text = masked(answer.content.decode())
    return text.replace(word, "WORD").replace(quote(word), "WORD")


def test_the_file_of_the_list_holds_no_more_than_the_list(ground, clients):
    for who in ("庚", "卯", "戊", "子", "乙", "己", "癸"):
        answer = clients[who].post("/desk/matters/export/", {})
        text, words = text_of(answer), forbidden(ground, who)
        assert answer.status_code == 200
        assert [what for word, what in words.items() if word in text] == []
        for marks in ground.marks.values():
            for kind in ("content", "comment", *IDENTITY):
                word = getattr(marks, kind)
                is_title = kind == "content" and marks is ground.marks["new"]
                assert not word or word not in text or is_title, (who, kind)


# --- what is not seen changes nothing ---------------------------------------------------------

UNSEEN = {
    "西": ("乙", "甲", "丙", "庚", "安全"),
    "外室": ("乙", "己", "庚", "壬", ""),
    "sealed": ("乙", "甲", "己", "庚", ""),
}


@pytest.mark.parametrize("where", UNSEEN)
def test_what_a_login_does_not_see_changes_no_byte_it_receives(ground, clients, where):
    # A look is a line of its own, and what a district got in a year is told to everybody.
    not_asked = ("/looks/", "/d/yan/")
    seeds = [url for url in addresses_of(ground) if not any(part in url for part in not_asked)]
    if where == "外室":  # the other district's public pages are everybody's
        seeds = [url for url in seeds if "/wai/" not in url and "/WJ/" not in url]
    changed = []
    for who in UNSEEN[where]:
        with transaction.atomic():
            before = _received(clients[who], seeds)
            _add(ground, where)
            after = _received(clients[who], seeds)
            transaction.set_rollback(True)
        changed += [f"{who or 'public'} {url}" for url in before if before[url] != after.get(url)]
        changed += [f"{who or 'public'} new: {url}" for url in after if url not in before]
    assert changed == []


def _received(client, seeds) -> dict[str, str]:
    forget_figures()
    client.cookies.pop("messages", None)  # what the round before had still to say
    return {url: masked(text) for url, text in pages_of(client, seeds, deep=False)}


def _add(ground: Ground, where: str) -> None:
    world = ground.world
    who = Who(name="新来某", phone="13800009999")
    text = "刚刚来的一件事，谁也不该知道。"
    if where == "sealed":
        receive_sealed(
            world.rooms["东"], content=text, who=who, accused_unit=world.住建, key="u" * 20, at=NOON
        )
        return
    made = hand_in(world.rooms[where], content=text, who=who, key="u" * 20, at=NOON).matter
    if where == "西":
        matter = MOVES["accept"](world, made)
        dispatch(matter, lead=Charge(world.units["西街"]), extract="修", by=world.己, at=NOON)


def test_a_matter_that_is_sealed_later_leaves_every_page_of_room_and_unit(ground, clients):
    with transaction.atomic():
        matter, marks = ground.matters["handled"], ground.marks["handled"]
        MOVES["seal"](ground.world, Matter.objects.get(pk=matter.pk))
        for who in ("乙", "甲", "己", "庚", "辛", "丙", "审计", ""):
            for url, text in pages_of(clients[who], addresses_of(ground), deep=False):
                assert marks.content not in text, (who, url)
                assert marks.extract not in text, (who, url)
                if who != "审计":
                    assert matter.ref not in text or "/notices/" in url, (who, url)
        transaction.set_rollback(True)


# --- identity ---------------------------------------------------------------------------------


def _look(client, matter, fields=("NAME", "PHONE")):
    url = reverse("desk:look", kwargs={"ref": matter.ref})
    return client.post(url, {"fields_asked": fields, "reason": "要上门核对情况，约时间"})


def test_a_unit_gets_no_identity_without_consent(ground, clients):
    for who in ("庚", "辛"):
        for key in ("handled", "own"):
            answer = _look(clients[who], ground.matters[key])
            assert answer.status_code in (404, 422)
            text = text_of(answer)
            assert not [word for word in astuple(ground.marks[key])[:5] if word and word in text]
    assert not Look.objects.exists()


def test_a_unit_gets_name_and_telephone_with_consent_and_the_resident_sees_that(ground, clients):
    matter, marks = ground.matters["agreed"], ground.marks["agreed"]
    refused = _look(clients["庚"], matter, ("ADDRESS", "HARDSHIP"))
    assert refused.status_code == 422
    assert marks.address not in text_of(refused)
    shown = _look(clients["庚"], matter)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    text = text_of(shown)
    assert marks.name in text
    assert marks.phone in text
    assert marks.address not in text
    assert marks.hardship not in text
    assert Look.objects.filter(identity=matter.identity_id).count() == 1
    client = Client()
    client.post("/track/", {"code": code_of(matter)})
    page = client.post("/track/open/", {"secret": marks.phone[-4:]}, follow=True)
    assert "约时间" in page.content.decode()
    again = clients["庚"].get(f"/desk/matters/{matter.ref}/").content.decode()
    assert marks.name not in again


def test_consent_taken_back_takes_words_and_identity_back_at_once(ground, clients):
    matter, marks = ground.matters["agreed"], ground.marks["agreed"]
    with transaction.atomic():
        for purpose in (Purpose.CONTACT_TO_UNIT, Purpose.CONTENT_TO_UNIT):
            withdraw_consent(Matter.objects.get(pk=matter.pk), purpose, at=NOON)
        page = clients["庚"].get(f"/desk/matters/{matter.ref}/").content.decode()
        assert marks.content not in page
        answer = _look(clients["庚"], matter)
        assert answer.status_code == 422
        assert marks.name not in text_of(answer)
        transaction.set_rollback(True)


def test_a_unit_that_is_ruled_out_or_withdrawn_has_no_such_matter(ground, clients):
    matter = ground.matters["handled"]
    Matter.objects.filter(pk=matter.pk).update(status="RETURNED")
    own = [
        reverse("desk:matter", kwargs={"ref": matter.ref}),
        reverse("desk:matter_sheet", kwargs={"ref": matter.ref}),
        reverse("desk:matter_note", kwargs={"ref": matter.ref}),
        reverse("desk:file", kwargs={"ref": matter.ref, "uid": ground.files["handled"][True].uid}),
    ]
    assert [clients["辛"].get(url).status_code for url in own] == [200] * 4
    with transaction.atomic():
        rule_out(
            Matter.objects.get(pk=matter.pk), unit=ground.world.教育, reason="反映的就是它",
            by=ground.world.乙, at=NOON,
        )  # fmt: skip
        assert [clients["辛"].get(url).status_code for url in own] == [404] * 4
        assert matter.ref not in clients["辛"].get("/desk/matters/").content.decode()
        assert matter.ref not in clients["辛"].get("/desk/inbox/").content.decode()
        assert [clients["庚"].get(url).status_code for url in own] == [200] * 4
        transaction.set_rollback(True)


# --- records, mail and logs -------------------------------------------------------------------


def test_no_notice_audit_line_mail_or_log_holds_a_planted_word(ground, caplog):
    words = [word for marks in ground.marks.values() for word in astuple(marks) if word]
    words = [word for word in words if not word.startswith("摘要")]
    Person.objects.update(email="somebody@example.org")
    with caplog.at_level(logging.DEBUG):
        send_digests(at=NOON)
    told = [f"{m.subject} {m.body} {m.to}" for m in mail.outbox]
    told += [json.dumps(row, default=str, ensure_ascii=False) for row in Notice.objects.values()]
    told += [
        json.dumps(row, default=str, ensure_ascii=False) for row in AuditEntry.objects.values()
    ]
    told += [caplog.text, *Step.objects.values_list("public", flat=True)]
    assert mail.outbox
    assert [(word, line[:120]) for word in words for line in told if word in line] == []


def test_identity_stands_in_no_table_in_the_clear(ground):
    """What a copy of the database tells of who spoke: nothing (trust.md §5.2)."""
    marked = {getattr(m, kind): kind for m in ground.marks.values() for kind in IDENTITY}
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model.objects.values() if hasattr(model, "objects") else ():
            line = repr([v if not isinstance(v, memoryview) else bytes(v) for v in row.values()])
            found += [(model.__name__, kind) for word, kind in marked.items() if word in line]
            raw = b"".join(bytes(v) for v in row.values() if isinstance(v, (bytes, memoryview)))
            found += [(model.__name__, k) for w, k in marked.items() if w.encode() in raw]
    assert found == []
    assert connection.vendor in ("sqlite", "postgresql")


def test_the_requests_of_a_resident_and_a_clerk_write_no_word_of_theirs_into_the_log(
    ground,
    clients,
    caplog,
):
    marks = Marks("卞暗记名", "13866559876", "暗记门牌", "暗记困难", "暗记原话一句", "暗记评语")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.disable(logging.NOTSET)
    logging.getLogger().addHandler(handler)
    try:
        with caplog.at_level(logging.DEBUG), transaction.atomic():
            client = Client(raise_request_exception=False)
            client.post(
                "/rooms/DJ/submit/",
                {
                    "content": marks.content, "name": marks.name, "phone": marks.phone,
                    "address": marks.address, "hardship": marks.hardship,
                    "files": SimpleUploadedFile("暗记文件.txt", b"abc"), "key": "k" * 20,
                },
            )  # fmt: skip
            matter = Matter.objects.get(content=marks.content)
            client.post("/track/", {"code": code_of(matter)})
            client.post("/track/open/", {"secret": "000000"})
            client.post("/track/open/", {"secret": pin_of(matter)})
            client.get("/track/data/")
            clients["乙"].get(f"/desk/matters/?q={marks.content}")
            _look(clients["乙"], matter)
            client.get(f"/rooms/{marks.name}/")
            transaction.set_rollback(True)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.disable(logging.CRITICAL)
    logged = stream.getvalue() + caplog.text
    secret = [*astuple(marks), code_of(matter), pin_of(matter)]
    # An address somebody typed by hand is in the web log; we make none that holds such a word.
    lines = [line for line in logged.splitlines() if "Not Found: /rooms/" not in line]
    assert [w for w in secret if w and any(w in line for line in lines)] == []


def test_the_first_words_of_an_online_submission_reach_no_unit(ground, clients):
    """A title nobody wrote is the person's own words: it goes out only redacted or rewritten."""
    with transaction.atomic():
        made = hand_in(
            ground.world.rooms["东"], content="我是钱小满住五号院二单元，邻居家漏水。后面还有话",
            who=Who(name="钱小满"), key="t" * 20, at=NOON,
        ).matter  # fmt: skip
        matter = MOVES["accept"](ground.world, made)
        dispatch(
            matter,
            lead=Charge(ground.world.住建),
            extract="邻里漏水协调",
            by=ground.world.己,
            at=NOON,
        )
        for url, text in pages_of(clients["庚"], ["/desk/inbox/", "/desk/matters/"]):
            assert "钱小满" not in text, url
            assert "五号院" not in text, url
        transaction.set_rollback(True)
