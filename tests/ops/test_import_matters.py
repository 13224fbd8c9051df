"""`zhushi import-matters`: true dates, nothing twice, every refusal with its row."""

import json
from datetime import datetime

import pytest
from django.core.management import call_command
from django.http import QueryDict

from tests.world import NOON, TODAY
from zhushi.core.models import AuditEntry, Notice
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.matters import filters, search
from zhushi.matters.choices import OpinionType, Status
from zhushi.matters.filter_options import Options
from zhushi.matters.models import Clock, Matter
from zhushi.people.access import scope_of
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.choices import Tier, UnitKind
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
HEAD = "message_id,title,time,body,reply,reply_time,label\n"
GOOD = (
    "17,咨询电梯加装,2019-04-23 17:03:19,楼里想装电梯怎么办,请到住建局登记,2019-05-09 09:51:30,1\n"
    "18,路灯不亮,2018-12-31 23:59:59,东街路灯不亮,已修复，谢谢,2019-01-02 08:00:00,1\n"
)
BAD = (
    "19,没有时间,,内容,答复,2019-05-09 09:51:30,1\n"
    "20,答在问前,2019-05-09 09:51:30,内容,答复,2019-05-08 09:51:30,1\n"
)


@pytest.fixture
def district(db):
    return enter_unit(
        "雁区", kind=UnitKind.DISTRICT, slug="yan", code="990113",
        valid_from=TODAY.replace(year=2020), by=None, at=NOON,
    )  # fmt: skip


def run(tmp_path, text, *options):
    file, out = tmp_path / "past.csv", tmp_path / "out.json"
    file.write_text(HEAD + text, encoding="utf-8")
    call_command("import_matters", str(file), "--report", str(out), *options)
    return json.loads(out.read_text(encoding="utf-8"))


def test_each_row_becomes_a_closed_matter_with_its_true_dates_and_answer(district, tmp_path):
    assert run(tmp_path, GOOD) == {"imported": 2, "already": 0, "refused": []}

    lift = Matter.objects.get(external_ref="17")
    light = Matter.objects.get(external_ref="18")
    assert (lift.status, lift.opinion_type) == (Status.CLOSED, OpinionType.ENQUIRY)
    assert lift.received_at.isoformat() == "2019-04-23T09:03:19+00:00"
    assert lift.closed_at.isoformat() == "2019-05-09T01:51:30+00:00"
    assert day_of(light.received_at).year == 2018
    assert (light.ref, lift.ref) == ("QJ-2018-0001", "QJ-2019-0001")
    assert [s.verb for s in lift.steps.all()] == ["register", "answer", "close"]
    assert [s.at for s in lift.steps.all()] == [lift.received_at, lift.closed_at, lift.closed_at]
    reply = lift.replies.get()
    assert (reply.text, reply.signed_at) == ("请到住建局登记", lift.closed_at)


def test_nothing_runs_nobody_is_told_and_one_line_is_left(district, tmp_path):
    run(tmp_path, GOOD)

    assert not Clock.objects.exists()
    assert not Notice.objects.exists()
    assert not Matter.objects.exclude(due_on=None).exists()
    assert AuditEntry.objects.filter(event="import.apply").count() == 1


def test_the_same_file_again_adds_nothing_and_says_so(district, tmp_path, capsys):
    run(tmp_path, GOOD)
    capsys.readouterr()

    assert run(tmp_path, GOOD) == {"imported": 0, "already": 2, "refused": []}
    assert "什么都没有加" in capsys.readouterr().out
    assert Matter.objects.count() == 2
    more = GOOD + "21,新的,2019-06-01 08:00:00,内容,答复,2019-06-02 08:00:00,1\n"
    assert run(tmp_path, more) == {"imported": 1, "already": 2, "refused": []}


def test_bad_rows_are_refused_with_their_reason_and_good_ones_go_in(district, tmp_path):
    report = run(tmp_path, GOOD + BAD)

    assert report["imported"] == 2
    assert [one["row"] for one in report["refused"]] == [4, 5]
    assert "没有填写" in report["refused"][0]["reason"]
    assert "早于" in report["refused"][1]["reason"]


def test_without_a_district_the_command_says_what_to_do(db, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, GOOD)

    assert ended.value.code == 2
    assert "import-divisions" in capsys.readouterr().err
    assert not Matter.objects.exists()


def test_a_file_that_is_no_such_table_stores_nothing(district, tmp_path, capsys):
    file = tmp_path / "x.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")

    with pytest.raises(SystemExit):
        call_command("import_matters", str(file))
    assert not Workroom.objects.exists()


def test_it_goes_to_the_district_room_or_to_the_named_one(world, tmp_path):
    with pytest.raises(SystemExit):
        run(tmp_path, GOOD, "--district", "yan")

    run(tmp_path, GOOD, "--district", "yan", "--room", "xj")
    assert set(Matter.objects.values_list("room__code", flat=True)) == {"XJ"}
    assert set(Matter.objects.values_list("accepter", flat=True)) == {world.people["戊"].pk}


def test_an_unknown_room_is_refused(district, tmp_path, capsys):
    with pytest.raises(SystemExit):
        run(tmp_path, GOOD, "--room", "NO")
    assert "没有编号字头" in capsys.readouterr().err


def test_the_district_room_is_found_if_there_is_one(world, tmp_path):
    room = open_room(
        world.党联办, code="YQ", name="雁区党代表工作室", place="一楼", phone="029-1",
        opening="周一至周五", opened_on=TODAY, by=world.己, at=datetime(2026, 9, 7).astimezone(),
    )  # fmt: skip
    assert room.tier == Tier.DISTRICT

    run(tmp_path, GOOD, "--district", "yan")

    assert set(Matter.objects.values_list("room", flat=True)) == {room.pk}
    assert set(Matter.objects.values_list("collector", flat=True)) == {world.people["己"].pk}


def test_two_districts_may_have_the_same_numbers(world, tmp_path):
    run(tmp_path, GOOD, "--district", "yan", "--room", "DJ")

    assert run(tmp_path, GOOD, "--district", "wai")["imported"] == 2


def test_what_came_in_is_listed_and_found(world, tmp_path):
    run(tmp_path, GOOD, "--district", "yan", "--room", "DJ")

    scope = scope_of(world.己, Perm.MATTER_VIEW, on=TODAY)
    for query, count in (("", 2), ("q=电梯", 1), ("q=住建局", 1), ("status=done", 2),
                         ("status=open", 0), ("since=2019-01-01&until=2019-12-31", 1)):  # fmt: skip
        chosen, errors = filters.parse(QueryDict(query), Options())
        assert errors == {}
        found = filters.listed(chosen, scope, on=TODAY, soon_until=TODAY)
        assert found.rows.count() == count


def test_the_index_is_written_with_them(district, tmp_path):
    run(tmp_path, GOOD)

    found = search.matching(Matter.objects.all(), "登记", sees_words=False).rows
    assert [m.external_ref for m in found] == ["17"]
