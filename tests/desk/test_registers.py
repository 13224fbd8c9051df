"""The registers' page: what is chosen is counted, shown, printed and taken; each by its right."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from tests.desk.lively import live
from tests.desk.statements import at_most
from tests.matters.moves import paper_in
from tests.world import NOON, TODAY
from zhushi.core.models import AuditEntry
from zhushi.insight.duty_file import duty_file_of, with_counts
from zhushi.insight.periods import Days
from zhushi.insight.scopes import report_scopes
from zhushi.matters.choices import Kind
from zhushi.matters.models import Matter
from zhushi.papers.registers import REGISTERS
from zhushi.people.access import holdings
from zhushi.people.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/desk/registers/"
YEAR = {"period": "2026"}


def page(answer) -> str:
    return answer.content.decode()


def shown(answer) -> int:
    """The count the page shows; 0 where it says that there is nothing."""
    found = re.search(r'<b class="num">(\d+)</b>', page(answer))
    return int(found[1]) if found else 0


def look(client, code, **params):
    return client.get(PAGE, {"register": code, **YEAR, **params})


def take(client, code, **params):
    return client.post(f"{PAGE}{code}/file/", {**YEAR, "form": "xlsx", **params})


def lines(answer) -> list[list]:
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def data(answer) -> list[list]:
    """The rows between the headings and the check line."""
    return lines(answer)[3:-1]


@pytest.fixture
def life(world):
    return live(world)


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "己", "戊", "庚"])
def test_page_file_and_print_have_as_many_rows_as_the_check_line_says(life, sign_in, who):
    client = sign_in(who)
    for code in REGISTERS:
        _agrees(client, code)


def _agrees(client, code):
    answer = look(client, code)
    if answer.status_code == 404:
        assert take(client, code).status_code == 404
        assert client.get(f"{PAGE}{code}/print/").status_code == 404
        return
    count = shown(answer)
    book = lines(take(client, code))
    assert len(book[3:-1]) == count
    paper = page(client.get(f"{PAGE}{code}/print/", YEAR))
    rows = re.findall(r"<tr>", paper.partition("<tbody>")[2])
    assert len(rows) == count
    said = f"共 {count} " if count else REGISTERS[code].nothing
    assert said in book[-1][0]
    assert said in paper


LISTS = {
    "delegates": "/desk/people/?team=DELEGATE",
    "rooms": "/desk/rooms/",
    "receptions": "/desk/reports/visitors/?since=2026-01-01&until=2026-12-31",
    "matters": "/desk/matters/?since=2026-01-01&until=2026-12-31",
    "helps": "/desk/households/help/?since=2026-01-01&until=2026-12-31",
    "commitments": "/desk/commitments/?status=all",
    "service": "/desk/reports/service/?since=2026-01-01&until=2026-12-31",
    "publicity": "/desk/activities/?show=held&kind=PUBLICITY&since=2026-01-01",
}
"""The lists of the desk that show what a register tells of."""


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "己"])
def test_a_register_counts_what_its_list_counts(life, sign_in, who):
    client, compared = sign_in(who), 0
    for code, address in LISTS.items():
        register, listed = look(client, code), client.get(address)
        if code == "matters" and who == "丙":  # a delegate's own list is not taken out
            assert (register.status_code, listed.status_code) == (404, 200)
            continue
        assert register.status_code == listed.status_code, code
        if register.status_code == 200:
            assert shown(register) == int(listed.context["page"].total), code
            compared += 1
    assert compared >= 5


@pytest.mark.parametrize("papers", [1, 3])
def test_reports_and_proposals_are_told_apart_from_what_residents_said(life, sign_in, papers):
    opinions = shown(look(sign_in("己"), "matters"))
    for _ in range(papers):
        paper = paper_in(life, "TOLD")
    paper_in(life, "REGISTERED", Kind.PROPOSAL)
    for who in ("甲", "乙", "己", "庚"):
        client = sign_in(who)
        listed = client.get("/desk/matters/?type=RESEARCH&since=2026-01-01&until=2026-12-31")
        assert shown(look(client, "research")) == listed.context["page"].total == papers, who
    office = sign_in("己")
    assert shown(look(office, "matters")) == opinions
    (row, *_) = (one for one in data(take(office, "research")) if one[1] == paper.ref)
    assert paper.title in row
    assert "丙" in str(row)
    assert look(sign_in("戊"), "research").status_code == 200
    assert shown(look(sign_in("戊"), "research")) == 0
    with at_most(20):
        take(office, "research")


@pytest.mark.parametrize("who", ["甲", "乙", "己", "戊"])
def test_numbers_of_the_duty_files_are_the_lengths_of_their_lists(life, sign_in, who):
    paper_in(life, "TOLD")
    client, user = sign_in(who), life.users[who]
    scopes = report_scopes(holdings(user, on=TODAY))
    year = Days(date(2026, 1, 1), date(2026, 12, 31))
    people = with_counts(Person.objects.all(), scopes, period=year)
    total = 0
    for person in people:
        file = duty_file_of(person, scopes, {}, period=year, is_own=False)
        lengths = {part.title: len(part.entries) for s in file.sections for part in s.parts}
        assert person.took_down == lengths["经手的意见建议"]
        assert person.signed == lengths["调研报告和提议"]
        assert person.received == lengths["接待值班"]
        assert person.served == lengths["服务场次"]
        assert person.promised == lengths["到期的承诺"]
        assert person.described == lengths["写下的好做法"]
        came = {"见面会", "走访观摩", "座谈走访", "调研", "学习", "政策宣传", "服务活动"}
        assert person.came == sum(count for title, count in lengths.items() if title in came)
        assert person.talked == lengths.get("个别谈话", 0)
        total += sum(lengths.values())
    assert total or who == "戊"
    names = {row[2] for row in data(take(client, "duty-files"))}
    assert ("丙" in names) == (who != "戊")
    with at_most(12):
        take(client, "duty-files")


def test_lists_that_stand_in_two_halves_add_up(life, sign_in):
    for who in ("甲", "乙", "丙", "己"):
        client = sign_in(who)
        span = {"since": "2026-01-01", "until": "2026-12-31"}
        days = [client.get("/desk/receptions/", {"show": show, **span}) for show in ("gone",)]
        later = client.get("/desk/receptions/", {"show": "coming"})
        total = sum(int(one.context["page"].total) for one in (*days, later))
        assert shown(look(client, "reception-days")) == total > 0
        visits = [
            client.get("/desk/activities/", {"show": "held", "kind": kind, **span})
            for kind in ("VISIT", "SYMPOSIUM")
        ]
        total = sum(int(one.context["page"].total) for one in visits)
        assert shown(look(client, "symposia")) == total > 0


def test_talks_are_told_to_the_office_alone_and_count_as_its_list(life, sign_in):
    office = sign_in("己")
    shows = [office.get("/desk/talks/", {"show": s, "since": "2026-01-01"}) for s in ("held", "")]
    total = sum(int(one.context["page"].total) for one in shows)
    assert shown(look(office, "talks")) == total == 2
    for who in ("甲", "乙", "丙", "丁", "庚"):
        assert look(sign_in(who), "talks").status_code == 404
        assert take(sign_in(who), "talks").status_code == 404


def test_nothing_of_another_room_or_district_is_in_it(life, sign_in):
    elsewhere = life.rooms["西"].name
    for who in ("乙", "丙"):
        client = sign_in(who)
        for code in REGISTERS:
            answer = take(client, code)
            if answer.status_code == 200:
                assert elsewhere not in str(data(answer)), code
    outside = sign_in("癸")
    for code in set(REGISTERS) - {"helps"}:
        assert data(take(outside, code)) == [], code


def test_a_room_may_be_chosen_and_one_out_of_reach_is_not_found(life, sign_in):
    office, liaison = sign_in("己"), sign_in("乙")
    assert shown(look(office, "matters")) == 3
    assert shown(look(office, "matters", room="DJ")) == 2
    assert shown(look(office, "matters", room="XJ")) == 1
    assert "没有找到这个工作室" in page(look(liaison, "matters", room="XJ"))
    assert shown(look(liaison, "matters", room="XJ")) == 0
    answer = take(liaison, "matters", room="XJ")
    assert answer.status_code == 302
    assert liaison.get(f"{PAGE}matters/print/", {"room": "XJ"}).status_code == 409


def test_sealed_matters_and_full_names_are_in_no_register(life, sign_in):
    known = life.matter("东", by="乙", who=life.known_resident()).matter
    office, codes = sign_in("己"), set(REGISTERS) - {"helps"}
    assert "钱＊＊" in str(data(take(office, "matters")))
    for code in codes:
        told = str(lines(take(office, code)))
        assert "钱小满" not in told, code
        assert "13800004417" not in told, code
    Matter.objects.filter(pk=known.pk).update(visibility="SEALED")
    for code in codes:
        assert known.ref not in str(lines(take(office, code))), code


def test_what_looks_like_a_formula_is_text_and_rare_characters_stay(life, sign_in):
    Matter.objects.filter(room=life.rooms["东"]).update(title='=HYPERLINK("http://x")𠮷㐂')
    answer = take(sign_in("乙"), "matters")
    book = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [c for row in book.iter_rows() for c in row if c.value and "𠮷㐂" in str(c.value)]
    assert len(cells) == 2
    assert {c.data_type for c in cells} == {"s"}
    assert all(c.value.startswith("'=") for c in cells)
    paper = page(sign_in("乙").get(f"{PAGE}matters/print/", YEAR))
    assert "=HYPERLINK(&quot;http://x&quot;)𠮷㐂" in paper


def test_an_empty_period_says_so_on_every_kind_of_paper(life, sign_in):
    liaison = sign_in("乙")
    assert "这段时间没有记录" in page(look(liaison, "matters", period="2024-01"))
    paper = page(liaison.get(f"{PAGE}matters/print/", {"period": "2024-01"}))
    assert "这段时间没有记录" in paper
    assert "<tbody>" not in paper
    assert "这段时间没有记录" in lines(take(liaison, "matters", period="2024-01"))[-1][0]


def test_a_file_tells_whose_it_is_of_when_who_made_it_and_leaves_a_line(life, sign_in):
    answer = take(sign_in("乙"), "matters", room="DJ")
    head = lines(answer)[:3]
    assert head[0][0] == "意见建议办理台账"
    assert life.rooms["东"].name in head[1][0]
    assert "2026年" in head[1][0]
    assert "制表：乙　2026-09-07 12:00" in head[1][0]
    assert head[2][:3] == ["序号", "登记号", "收到"]
    line = AuditEntry.objects.get(event="register.take")
    assert (line.target, line.facts["count"], line.facts["room"]) == ("意见建议办理台账", 2, "DJ")


def test_only_who_may_look_reads_what_is_personal_of_delegates(life, sign_in):
    assert "电话" in lines(take(sign_in("乙"), "delegates"))[2]
    for who in ("甲", "丙"):
        heads = lines(take(sign_in(who), "delegates"))[2]
        assert not {"电话", "性别", "学历", "工作单位"} & set(heads)


def test_looking_and_printing_change_nothing_and_a_file_is_never_got_by_get(life, sign_in):
    liaison, before = sign_in("乙"), AuditEntry.objects.count()
    look(liaison, "matters")
    liaison.get(f"{PAGE}matters/print/", YEAR)
    assert liaison.get(f"{PAGE}matters/file/").status_code == 405
    assert AuditEntry.objects.count() == before


def test_who_holds_nothing_is_told_so_and_a_register_nobody_knows_is_not_found(life, sign_in):
    assert "没有可以看的台账" in page(sign_in("审计").get(PAGE))
    assert look(sign_in("己"), "unheard-of").status_code == 404
    assert "台账" in page(sign_in("乙").get("/desk/"))


def test_a_register_of_one_row_asks_as_much_as_one_of_three(life, sign_in):
    office = sign_in("己")
    for code in set(REGISTERS) - {"helps"}:
        with at_most(14):
            office.get(f"{PAGE}{code}/print/", {"room": "XJ", **YEAR})
        with at_most(14):
            office.get(f"{PAGE}{code}/print/", YEAR)


def test_more_than_four_hundred_rows_are_not_printed_as_a_page(life, sign_in, monkeypatch):
    monkeypatch.setattr("zhushi.desk.views.registers.AT_ONCE", 1)
    answer = sign_in("乙").get(f"{PAGE}matters/print/", YEAR)
    assert answer.status_code == 409
    assert "不在网页上打印" in page(answer)


def test_addresses_stand_for_every_register():
    assert reverse("desk:print_reception-days") == f"{PAGE}reception-days/print/"
    assert NOON.year == 2026
