"""The page of one matter: who reads what, one look at a time, a fixed number of statements."""

from datetime import date

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import DAY, NOON
from zhushi.core.models import Attachment
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.ask import add, ask
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.merge import merge
from zhushi.matters.actions.note import note
from zhushi.matters.models import Enclosure, Evaluation, Reply
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Look

pytestmark = pytest.mark.django_db

NAME, PHONE, ADDRESS = "钱小满", "13800004417", "东街五号院 2 单元 301"
WORDS = "MARKER原话里的记号"


def page_url(matter, name="matter"):
    return reverse(f"desk:{name}", kwargs={"ref": matter.ref})


def handed(world, **who):
    """A matter of a known resident in the hands of 庚 and 辛, its words never in the extract."""
    told = world.known_resident(hardship="MARKER困难", **who)
    matter = world.matter(who=told, content=f"{WORDS}，楼道的灯坏了。").matter
    accept(matter, by=world.乙, at=NOON)
    return dispatch(
        matter,
        lead=Charge(world.住建, "修灯"),
        helpers=[Charge(world.教育)],
        extract="楼道灯坏了",
        by=world.己,
        at=NOON,
    )


def bytes_of(client, matter):
    return client.get(page_url(matter)).content.decode()


@pytest.mark.parametrize("who", ["甲", "乙", "己"])
def test_staff_read_the_words_and_never_the_identity(client, world, who):
    matter = handed(world)
    client.force_login(world.users[who])
    text = bytes_of(client, matter)
    assert WORDS in text
    assert not any(secret in text for secret in (NAME, PHONE, ADDRESS, "MARKER困难"))
    assert "138••••4417" in text


@pytest.mark.parametrize("who", ["丁", "戊", "癸", "壬", "系统", "安全", "审计"])
@pytest.mark.parametrize("name", ["matter", "matter_sheet", "receipt"])
def test_everybody_else_gets_404(client, world, who, name):
    matter = handed(world)
    client.force_login(world.users[who])
    assert client.get(page_url(matter, name)).status_code == 404


def test_a_delegate_reads_what_they_received_and_nothing_else(client, world):
    own = world.matter(by="丙").matter
    other = world.matter().matter
    client.force_login(world.丙)
    assert client.get(page_url(own)).status_code == 200
    assert client.get(page_url(other)).status_code == 404


@pytest.mark.parametrize("name", ["matter", "matter_sheet"])
def test_a_delegate_reads_how_they_were_rated_after_thirty_days(client, world, clock, name):
    """So that nobody asks a resident the next day why they were not content."""
    matter = world.matter(by="丙").matter
    for verb in WAY_TO["EVALUATED"]:
        ACTS[verb](world, matter)
    Evaluation.objects.update(comment="MARKER评价")
    shown = {}
    for who, days in (("丙", 0), ("丙", 29), ("丙", 30), ("乙", 0)):
        clock.move_to(NOON + days * DAY)
        client.force_login(world.users[who])
        text = client.get(page_url(matter, name)).content.decode()
        shown[who, days] = "MARKER评价" in text and "不满意" in text
        assert shown[who, days] or "不满意" not in text
    assert shown == {("丙", 0): False, ("丙", 29): False, ("丙", 30): True, ("乙", 0): True}


@pytest.mark.parametrize("place", ["/desk/matters/", "/desk/inbox/", "the matter", "a form"])
def test_a_unit_reads_the_same_title_everywhere_with_nobody_in_it(client, world, place):
    matter = handed(world)
    matter.title = f"楼道灯坏了，电话 {PHONE}"
    matter.save()
    url = {"the matter": page_url(matter), "a form": f"{page_url(matter)}sign-in/"}.get(
        place, place
    )
    client.force_login(world.庚)
    text = client.get(url).content.decode()
    assert "楼道灯坏了，电话" in text
    assert PHONE not in text
    client.force_login(world.乙)
    assert PHONE in client.get("/desk/matters/").content.decode()


def test_a_helper_is_told_what_is_waited_for(client, world):
    matter = handed(world)
    told = "主办单位签收以后"
    client.force_login(world.辛)
    assert told in client.get(page_url(matter)).content.decode()
    ACTS["sign_in"](world, matter)
    assert told not in client.get(page_url(matter)).content.decode()


@pytest.mark.parametrize("status", ["DISPATCHED", "HANDLING", "TOLD", "EVALUATED", "CLOSED"])
@pytest.mark.parametrize("name", ["matter", "matter_sheet"])
def test_a_unit_receives_neither_identity_nor_words_nor_evaluation(client, world, status, name):
    matter = handed(world)
    way = WAY_TO["EVALUATED" if status == "CLOSED" else status]
    for verb in way[2:]:
        ACTS[verb](world, matter)
    add(matter, text="MARKER补充", by=None, at=NOON) if status == "HANDLING" else None
    if status in ("EVALUATED", "CLOSED"):
        Evaluation.objects.update(comment="MARKER评价")
    note(matter, text="MARKER内部记录", by=world.乙, at=NOON) if status != "CLOSED" else None
    client.force_login(world.庚)
    answer = client.get(page_url(matter, name))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "楼道灯坏了" in text
    hidden = ("MARKER", NAME, PHONE, "4417", ADDRESS, "钱", "不满意", "谁看过身份", "查看身份")
    assert [word for word in hidden if word in text] == []


def test_a_unit_reads_the_words_where_the_resident_said_so(client, world):
    matter = handed(world, consents=frozenset({Purpose.CONTENT_TO_UNIT}))
    client.force_login(world.庚)
    text = bytes_of(client, matter)
    assert WORDS in text
    assert NAME not in text
    assert "查看身份" not in text


def test_a_unit_may_look_at_name_and_phone_where_the_resident_said_so(client, world):
    matter = handed(world, consents=frozenset({Purpose.CONTACT_TO_UNIT}))
    client.force_login(world.庚)
    assert NAME not in bytes_of(client, matter)
    data = {"fields_asked": ["NAME", "PHONE"], "reason": "约时间上门修灯"}
    text = client.post(page_url(matter, "look"), data).content.decode()
    assert NAME in text
    assert PHONE in text
    refused = client.post(page_url(matter, "look"), {**data, "fields_asked": ["ADDRESS"]})
    assert refused.status_code == 422
    assert ADDRESS not in refused.content.decode()


def test_a_unit_without_consent_cannot_look(client, world):
    matter = handed(world)
    client.force_login(world.庚)
    data = {"fields_asked": ["NAME"], "reason": "约时间上门修灯"}
    answer = client.post(page_url(matter, "look"), data)
    assert answer.status_code == 422
    assert NAME not in answer.content.decode()
    assert not Look.objects.exists()


def test_a_recused_unit_gets_404(client, world):
    matter = world.matter().matter
    ACTS["rule_out"](world, matter)
    client.force_login(world.庚)
    assert client.get(page_url(matter)).status_code == 404


def test_a_look_shows_the_fields_once_and_leaves_a_line(client, world):
    matter = handed(world)
    client.force_login(world.乙)
    data = {"fields_asked": ["NAME", "PHONE"], "reason": "回电话告诉进展"}
    answer = client.post(page_url(matter, "look"), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert NAME in text
    assert "no-store" in answer["Cache-Control"]
    assert "回电话告诉进展" in text
    later = bytes_of(client, matter)
    assert NAME not in later
    assert "回电话告诉进展" in later


@pytest.mark.parametrize("data", [{}, {"fields_asked": ["NAME"], "reason": "看"}])
def test_a_look_without_a_reason_shows_nothing(client, world, data):
    matter = handed(world)
    client.force_login(world.乙)
    answer = client.post(page_url(matter, "look"), data)
    assert answer.status_code == 422
    assert NAME not in answer.content.decode()
    assert not Look.objects.exists()


def test_the_decision_table_is_shown_while_somebody_decides(client, world):
    matter = world.matter().matter
    client.force_login(world.乙)
    assert "请马上拨打" in bytes_of(client, matter)
    accept(matter, by=world.乙, at=NOON)
    dispatch(matter, lead=Charge(world.住建), extract="修灯", by=world.乙, at=NOON)
    assert "请马上拨打" not in bytes_of(client, matter)


def test_a_waiting_question_pauses_the_clock_on_the_page(client, world):
    matter = handed(world)
    ask(matter, text="是几号楼？", by=world.乙, at=NOON)
    client.force_login(world.乙)
    text = bytes_of(client, matter)
    assert "暂停" in text
    assert "是几号楼？" in text


def filled(world, count):
    """A matter with ``count`` of everything a page shows."""
    told = world.known_resident(consents=frozenset(Purpose))
    matter = world.matter(who=told).matter
    accept(matter, topic=world.topics["住房"], by=world.乙, at=NOON)
    others = [world.教育, world.东街, world.西街][: count - 1]
    helpers = [Charge(unit) for unit in others]
    matter = dispatch(
        matter, lead=Charge(world.住建), helpers=helpers, extract="修灯", by=world.己, at=NOON
    )
    ACTS["sign_in"](world, matter)
    for number in range(count):
        add(matter, text=f"补充 {number}", by=None, at=NOON)
        attachment = Attachment.objects.create(
            district_id=matter.district_id,
            name=f"{number}.txt",
            extension="txt",
            kind="text/plain",
            size=3,
            sha256="",
            path=f"{number}.txt",
            created_at=NOON,
        )
        Enclosure.objects.create(matter=matter, attachment=attachment)
        reply = Reply.objects.create(
            matter=matter, unit=world.住建, reply_class="B", text="答复", signed_at=NOON
        )
        matter.commitments.create(
            reply=reply, district=world.雁, text="换灯", due_on=date(2026, 9, 30)
        )
        Evaluation.objects.create(
            matter=matter, round=number + 1, attitude="GOOD", result="GOOD", at=NOON
        )
        Look.objects.create(
            identity=matter.identity, at=NOON, by=world.乙, by_label="乙", reason="回电话"
        )
        merge(world.matter().matter, into=matter, by=world.乙, at=NOON + DAY)
    matter.refresh_from_db()
    return matter


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["甲", "乙", "己", "庚"])
def test_the_page_asks_the_database_at_most_twelve_times(client, world, count, who):
    matter = filled(world, count)
    client.force_login(world.users[who])
    bytes_of(client, matter)
    with at_most(12):
        text = bytes_of(client, matter)
    if who == "乙":
        assert text.count("本人补充") == count
        assert text.count("回电话") == count


def test_looking_at_a_page_writes_nothing(client, world):
    matter = handed(world)
    client.force_login(world.乙)
    steps = matter.steps.count()
    for name in ("matter", "matter_sheet", "receipt"):
        assert client.get(page_url(matter, name)).status_code == 200
        assert client.post(page_url(matter, name)).status_code == 405
    assert matter.steps.count() == steps
    assert not Look.objects.exists()
