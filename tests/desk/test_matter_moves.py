"""Every move through its page: offered when the tables say so, carried out, refused, kept."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import NOON
from zhushi.core.moments import day_of
from zhushi.desk.moves import BY_VERB, ELSEWHERE, MOVES
from zhushi.matters.access import verbs_for
from zhushi.matters.actions.accept import accept
from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import EDGES
from zhushi.matters.models import Matter
from zhushi.people.access import holdings

pytestmark = pytest.mark.django_db

TYPED = "这是我刚刚写下的一段话，不能丢"


def brought_to(world, status, **fields):
    matter = world.matter(**fields).matter
    for verb in WAY_TO[status]:
        ACTS[verb](world, matter)
        matter.refresh_from_db()
    return matter


def url_of(move, matter):
    return reverse(f"desk:{move.name}", kwargs={"ref": matter.ref})


def sent(world, **more):
    """The least each move's form needs."""
    housing, education = world.住建.pk, world.教育.pk
    return {
        "acceptance": {"title": "楼道灯坏了", "opinion_type": "HELP"},
        "dispatch": {"extract": "修灯", "lead": housing, "helper_1": education, "task_1": "配合"},
        "sign-in": {},
        "hand-back-decision": {"is_granted": "yes"},
        "extension-decision": {"is_granted": "yes"},
        "confirmation": {},
        "telling": {"how": "电话", "is_reached": "yes"},
        "evaluation": {"attitude": "GOOD", "result": "POOR"},
        "redo": {},
        "reply": {
            "reply_class": "A",
            "text": "声控灯今天全部换好，请来看。",
            "signatory": "王局长",
        },
        "opinion": {"text": "我们配合"},
        "closing": {"note": "本人电话里说不再评价"},
        "archiving": {},
        "urging": {},
        "supervision": {},
        "contact": {"note": "到现场看过"},
        "extension": {"workdays": 5, "reason": "等灯具到货要几天"},
        "hand-back": {"reason": "不是本单位的职责", "proposed_unit": world.东街.pk},
        "paper-reply": {
            "reply_class": "B",
            "text": "声控灯已经采购，本月底前换好。",
            "signatory": "王局长",
            "promised": "换灯",
            "promised_on": "2026-09-30",
        },
        "return": {"reason": "请写明数量和日期"},
        "answer": {"text": "当场说清楚了"},
        "guidance": {"exclusion": "LITIGATION"},
        "referral": {"to": "12345 热线"},
        "escalation": {"note": "请几家一起商量"},
        "call-back": {"is_reached": "yes"},
        "question": {"text": "是几号楼？"},
        "addition": {"text": "是三号楼"},
        "note": {"text": "去看过了"},
        "recusal": {"unit": world.东街.pk, "reason": "有利害关系"},
        "sealing": {},
    }


WHO = "甲乙丙己庚辛戊壬"


@pytest.mark.parametrize("status", sorted(WAY_TO))
def test_a_page_offers_exactly_what_the_tables_allow(client, world, status):
    matter = brought_to(world, status)
    for who in WHO:
        user = world.users[who]
        client.force_login(user)
        page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref}))
        if page.status_code == 404:
            continue
        held = holdings(user, on=day_of(NOON))
        verbs = verbs_for(matter, held, list(matter.dispatches.all()))
        wanted = {BY_VERB[verb] for verb in verbs if verb not in ELSEWHERE}
        text = page.content.decode()
        found = {move for move in MOVES if f'"{url_of(move, matter)}"' in text}
        assert found == wanted, (who, status)
        assert text.count("btn-primary") <= 1 + text.count("zs-confirm")


def test_every_edge_but_the_sealed_and_the_silent_ones_has_a_form():
    assert set(BY_VERB) == set(EDGES) - ELSEWHERE
    assert len({move.noun for move in MOVES}) == len(MOVES)
    for move in MOVES:
        assert {EDGES[verb].perm for verb in move.verbs} == {move.perm}


STARTS = {
    "acceptance": ("REGISTERED", "乙"),
    "dispatch": ("ACCEPTED", "乙"),
    "sign-in": ("DISPATCHED", "庚"),
    "hand-back-decision": ("RETURNED", "己"),
    "confirmation": ("REPLIED", "己"),
    "telling": ("CONFIRMED", "乙"),
    "evaluation": ("TOLD", "乙"),
    "redo": ("EVALUATED", "乙"),
    "reply": ("HANDLING", "庚"),
    "opinion": ("HANDLING", "辛"),
    "closing": ("TOLD", "乙"),
    "archiving": ("CLOSED", "己"),
    "urging": ("HANDLING", "乙"),
    "supervision": ("HANDLING", "己"),
    "contact": ("HANDLING", "庚"),
    "extension": ("HANDLING", "庚"),
    "hand-back": ("DISPATCHED", "庚"),
    "paper-reply": ("HANDLING", "乙"),
    "return": ("REPLIED", "己"),
    "answer": ("REGISTERED", "乙"),
    "guidance": ("REGISTERED", "乙"),
    "referral": ("REGISTERED", "乙"),
    "escalation": ("EVALUATED", "乙"),
    "call-back": ("TOLD", "乙"),
    "question": ("HANDLING", "乙"),
    "addition": ("HANDLING", "乙"),
    "note": ("HANDLING", "乙"),
    "recusal": ("ACCEPTED", "乙"),
    "sealing": ("REGISTERED", "乙"),
}
BY_NOUN = {move.noun: move for move in MOVES}


@pytest.mark.parametrize("noun", sorted(STARTS))
def test_a_move_is_shown_carried_out_and_kept_from_strangers(client, world, noun):
    move, (status, who) = BY_NOUN[noun], STARTS[noun]
    matter = brought_to(world, status)
    data = {**sent(world)[noun], "seen": matter.version}
    steps = matter.steps.count()

    client.force_login(world.戊)
    assert client.get(url_of(move, matter)).status_code == 404
    assert client.post(url_of(move, matter), data).status_code == 404
    client.force_login(world.丁)
    assert client.post(url_of(move, matter), data).status_code == 404

    client.force_login(world.users[who])
    assert client.get(url_of(move, matter)).status_code == 200
    matter.refresh_from_db()
    assert (matter.status, matter.steps.count()) == (status, steps)

    answer = client.post(url_of(move, matter), data)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    matter.refresh_from_db()
    assert matter.steps.count() == steps + 1
    target = EDGES[matter.steps.last().verb].target
    assert matter.status == (target or status)


@pytest.mark.parametrize("noun", sorted(STARTS))
def test_a_move_is_refused_in_a_state_where_it_does_not_start(client, world, noun):
    move, (_, who) = BY_NOUN[noun], STARTS[noun]
    matter = brought_to(world, "ARCHIVED")
    client.force_login(world.users[who])

    shown = client.get(url_of(move, matter))
    posted = client.post(url_of(move, matter), {**sent(world)[noun], "seen": matter.version})

    assert {shown.status_code, posted.status_code} <= {404, 409, 422}
    matter.refresh_from_db()
    assert matter.status == "ARCHIVED"


def test_an_extension_is_decided_on_its_page(client, world):
    matter = brought_to(world, "HANDLING")
    ACTS["ask_extension"](world, matter)
    matter.refresh_from_db()
    client.force_login(world.己)
    shown = client.get(url_of(BY_NOUN["extension-decision"], matter)).content.decode()
    assert "写明理由，供人核对" in shown
    data = {"is_granted": "no", "note": "再抓紧一点", "seen": matter.version}
    assert client.post(url_of(BY_NOUN["extension-decision"], matter), data).status_code == 302


def test_matters_are_merged_by_number_and_similar_ones_are_proposed(client, world):
    leading = world.matter().matter
    matter = world.matter(content="五号院楼道的灯坏了，没有人修。").matter
    client.force_login(world.乙)
    url = url_of(BY_NOUN["merger"], matter)
    assert leading.ref in client.get(url).content.decode()
    missing = client.post(url, {"into": "XJ-2026-0001", "seen": matter.version})
    assert missing.status_code == 422
    assert client.post(url, {"into": leading.ref, "seen": matter.version}).status_code == 302
    matter.refresh_from_db()
    assert matter.merged_into == leading


def test_who_comes_second_is_told_who_was_first_and_keeps_the_words(client, world):
    matter = world.matter().matter
    seen = matter.version
    client.force_login(world.乙)
    accept(matter, by=world.甲, at=NOON)

    answer = client.post(url_of(BY_NOUN["answer"], matter), {"text": TYPED, "seen": seen})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "甲刚刚" in text
    assert TYPED in text
    again = client.post(
        url_of(BY_NOUN["answer"], matter),
        {"text": TYPED, "seen": answer.context["form"]["seen"].value()},
    )
    assert again.status_code == 302


def test_htmx_gets_the_form_alone_and_is_sent_on_after_success(client, world):
    matter = world.matter().matter
    client.force_login(world.乙)
    url = url_of(BY_NOUN["answer"], matter)
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    wrong = client.post(url, {"text": ""}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()
    done = client.post(url, {"text": TYPED}, headers={"HX-Request": "true"})
    assert done.status_code == 204
    assert done["HX-Redirect"].endswith(f"/{matter.ref}/")


def test_a_unit_named_in_the_words_is_asked_about_before_it_is_charged(client, world):
    matter = brought_to(world, "ACCEPTED", content="区住建局的人三次上门都没有修，态度也不好。")
    client.force_login(world.己)
    url = url_of(BY_NOUN["dispatch"], matter)
    assert "原话里提到了" in client.get(url).content.decode()
    data = {"extract": "修灯", "lead": world.住建.pk, "seen": matter.version}
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "被反映的正是它" in refused.content.decode()
    assert client.post(url, {**data, "is_checked": "on"}).status_code == 302


def test_a_recused_unit_cannot_be_chosen(client, world):
    matter = brought_to(world, "ACCEPTED")
    ACTS["rule_out"](world, matter)
    matter.refresh_from_db()
    client.force_login(world.己)
    url = url_of(BY_NOUN["dispatch"], matter)
    assert world.东街 not in client.get(url).context["form"].units
    data = {"extract": "修灯", "lead": world.东街.pk, "seen": matter.version}
    assert client.post(url, data).status_code == 422


def test_the_extract_begins_redacted_and_says_when_the_answer_is_due(client, world):
    matter = brought_to(world, "ACCEPTED", content="我叫钱小满，电话13800004417，楼道灯坏了。")
    client.force_login(world.己)
    form = client.get(url_of(BY_NOUN["dispatch"], matter)).context["form"]
    assert "13800004417" not in form.initial["extract"]
    assert str(form.reply_clock.due_on) == "2026-10-23"


def test_sealing_sends_back_to_the_list_and_the_room_sees_it_no_more(client, world):
    matter = world.matter().matter
    client.force_login(world.乙)
    answer = client.post(url_of(BY_NOUN["sealing"], matter), {"seen": matter.version})
    assert answer["Location"] == reverse("desk:matters")
    assert client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).status_code == 404
    assert Matter.objects.get(pk=matter.pk).visibility == Visibility.SEALED


LONGER = {"paper-reply": 13}
"""An answer with a promise writes the promise as well; each of its statements is one row."""


@pytest.mark.parametrize("noun", sorted(STARTS))
def test_a_move_asks_the_database_at_most_twelve_times(client, world, noun):
    status, who = STARTS[noun]
    for _ in range(3):
        brought_to(world, status)  # others in the same state are none of its business
    matter = brought_to(world, status)
    client.force_login(world.users[who])
    client.get(url_of(BY_NOUN[noun], matter))
    data = {**sent(world)[noun], "seen": matter.version}
    with at_most(LONGER.get(noun, 12)):
        assert client.post(url_of(BY_NOUN[noun], matter), data).status_code == 302
