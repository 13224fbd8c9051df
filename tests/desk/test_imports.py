"""Imports on the desk: file, match, check, result; nothing is stored before it is confirmed."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.books import HEADINGS, delegate, save_book
from tests.exchange.conftest import read_here
from zhushi.exchange import workbook
from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.exchange.models import ImportRun
from zhushi.matters.models import Matter
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

pytestmark = pytest.mark.django_db
NEW = "/desk/imports/roster/new/"


@pytest.fixture(autouse=True)
def _read_in_process(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(workbook, "run_limited", read_here)
    settings.MEDIA_ROOT = tmp_path / "media"


def page(response):
    return response.content.decode()


def line(number=1, **changes):
    return delegate(number, **({"居住街道": "东街街道"} | changes))


@pytest.fixture
def upload(tmp_path):
    """Upload a roster of these lines and return the address of the draft."""

    def upload_(client, *lines, headings=HEADINGS, again=False, **more):
        book = tmp_path / "名册.xlsx"
        if not again:
            save_book(book, [headings, *lines], **more)
        done = client.post(NEW, {"file": SimpleUploadedFile("名册.xlsx", book.read_bytes())})
        assert done.status_code == 302, page(done)
        return done.url.removesuffix("match/")

    return upload_


def mapping_of(client, address):
    form = client.get(address + "match/").context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def confirmed(client, address, **data):
    client.post(address + "match/", mapping_of(client, address))
    return client.post(address + "check/", {"since": "2026-09-07", **data})


def imported():
    return Person.objects.filter(name__startswith="甲", name__gt="甲")


def test_a_roster_goes_through_three_steps(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1), line(2))

    matched = client.get(address + "match/")
    assert "B 姓名：甲" in page(matched)
    assert client.post(address + "match/", mapping_of(client, address)).url == address + "check/"
    checked = client.get(address + "check/")
    assert (len(checked.context["outcome"].good), imported().count()) == (2, 0)

    done = client.post(address + "check/", {"since": "2026-09-07"}, follow=True)

    assert done.redirect_chain[-1][0] == address
    assert imported().count() == 2
    assert "代表名册：已导入" in page(done)


def test_the_same_file_again_says_so_and_changes_nothing(world, sign_in, upload):
    client = sign_in("己")
    confirmed(client, upload(client, line(1)))

    again = upload(client, again=True)
    assert "已经导入过一次" in page(client.get(again + "check/"))
    done = confirmed(client, again)

    assert "什么都没有改" in page(client.get(done.url))
    assert ImportRun.objects.latest("pk").status == RunStatus.UNCHANGED


def test_a_bad_cell_is_listed_and_keeps_everything_out_until_somebody_chooses(
    world, sign_in, upload
):
    client = sign_in("己")
    address = upload(client, line(1), line(2, 手机号码="123"))

    checked = page(client.get(address + "check/"))
    assert "第 3 行" in checked
    assert "手机号码应为11位，这里有3位" in checked
    assert confirmed(client, address).status_code == 422
    refused = confirmed(client, address, take="all")
    assert (refused.status_code, "什么都没有导入" in page(refused)) == (422, True)
    assert not imported().exists()

    done = confirmed(client, address, take="good")
    assert imported().count() == 1
    assert "没有导入的行错在哪里" in page(client.get(done.url))


def test_the_bad_cells_come_as_a_workbook_before_and_after(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1), line(2, 手机号码="123"))

    for step in ("before", "after"):
        got = client.get(address + "errors/")
        book = openpyxl.load_workbook(BytesIO(got.content)).active
        assert [cell.value for cell in book[3]] == [
            3,
            "手机号码",
            "手机号码应为11位，这里有3位",
        ]
        if step == "before":
            confirmed(client, address, take="good")


def test_the_match_can_be_corrected(world, sign_in, upload):
    client = sign_in("己")
    headings = [name if name != "居住街道" else "其他" for name in HEADINGS]
    address = upload(client, line(1), headings=headings)
    chosen = mapping_of(client, address)
    assert chosen["street"] == ""

    client.post(address + "match/", chosen | {"street": "6"})
    client.post(address + "check/", {"since": "2026-09-07"})

    assert imported().get().residence_unit == world.东街


def test_one_column_cannot_be_two_things(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1))

    done = client.post(address + "match/", mapping_of(client, address) | {"street": "1"})

    assert (done.status_code, "已经对应“姓名”" in page(done)) == (422, True)


def test_a_heading_line_that_was_not_found_can_be_pointed_at(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1), headings=["甲列"] * len(HEADINGS))

    lost = client.get(address + "match/")
    assert (lost.status_code, "没有找到表头" in page(lost)) == (422, True)
    assert "甲列" in page(lost)
    elsewhere = client.get(address + "match/?line=2")
    assert elsewhere.status_code in (200, 422)
    nonsense = client.get(address + "match/?line=99999999999&sheet=没有")
    assert nonsense.status_code == 422


def test_another_sheet_can_be_chosen(world, sign_in, upload):
    client = sign_in("己")
    more = {"另表": [HEADINGS, line(7), line(8), line(9)]}
    address = upload(client, line(1), others=more)

    chosen = client.get(address + "match/?sheet=另表")
    form = chosen.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    client.post(address + "match/?sheet=另表", data)
    client.post(address + "check/", {"since": "2026-09-07"})

    assert imported().count() == 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名册.xlsx", b"PK\x03\x04nothing", "损坏"),
        ("名册.docx", b"whatever", "只能上传"),
        ("名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 .xls"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(world, sign_in, name, content, sentence):
    client = sign_in("己")

    done = client.post(NEW, {"file": SimpleUploadedFile(name, content)}, follow=True)

    assert (done.status_code, sentence in page(done)) == (422, True)


def test_no_file_an_empty_file_and_a_huge_one_are_refused(world, sign_in, monkeypatch):
    from zhushi.exchange.actions import take_files

    client = sign_in("己")
    assert client.post(NEW, {}).status_code == 422
    empty = client.post(NEW, {"file": SimpleUploadedFile("a.csv", b"")})
    assert (empty.status_code, "是空的" in page(empty)) == (422, True)
    monkeypatch.setattr(take_files, "USUAL_BYTES", 2**20)
    large = client.post(NEW, {"file": SimpleUploadedFile("a.csv", b"x" * (2**20 + 1))})
    assert (large.status_code, "超过 1 MB" in page(large)) == (422, True)
    assert not ImportRun.objects.exists()


def test_a_draft_can_be_given_up(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1))

    client.post(address + "drop/")

    run = ImportRun.objects.get()
    assert (run.status, run.source.name) == (RunStatus.DROPPED, "")
    assert client.get(address + "check/").url == address
    assert "没有导入任何内容" in page(client.get(address))


def test_a_get_imports_nothing(world, sign_in, upload):
    client = sign_in("己")
    address = upload(client, line(1))

    for step in ("", "match/", "check/", "errors/", "drop/"):
        client.get(address + step)

    assert (imported().count(), ImportRun.objects.get().status) == (0, RunStatus.DRAFT)


@pytest.mark.parametrize("who", ["乙", "甲", "丙", "庚", "安全", "癸"])
def test_a_draft_is_not_found_by_others(world, sign_in, upload, who):
    address = upload(sign_in("己"), line(1))
    other = sign_in(who)

    for step in ("", "match/", "check/", "errors/"):
        assert other.get(address + step).status_code == 404
    assert other.post(address + "drop/").status_code == 404
    assert other.post(address + "check/", {"since": "2026-09-07"}).status_code == 404


@pytest.mark.parametrize("who", ["乙", "甲", "丙", "庚", "安全"])
def test_only_the_office_imports(world, sign_in, who):
    client = sign_in(who)

    for path in ("", "roster/new/", "divisions/new/", "past/new/"):
        assert client.get(f"/desk/imports/{path}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_one_as_for_three(
    world, sign_in, upload, count, django_assert_num_queries
):
    client = sign_in("己")
    for number in range(count):
        upload(client, line(number + 1))

    with django_assert_num_queries(4):
        client.get("/desk/imports/")


def tables(communities="990113001001,东社区居委会\n"):
    head = "code,name\n"
    return {
        "streets": SimpleUploadedFile(
            "街道.csv", f"{head}990113001,东街街道\n990113002,西门街道\n".encode()
        ),
        "communities": SimpleUploadedFile("社区.csv", (head + communities).encode()),
    }


def test_division_tables_show_what_changes_and_then_change_it(world, sign_in):
    client = sign_in("己")
    done = client.post("/desk/imports/divisions/new/", tables())
    shown = client.get(done.url)
    assert "更名：西街街道 → 西门街道" in page(shown)
    assert Unit.objects.get(code="990113002").name == "西街街道"

    after = client.post(done.url, follow=True)

    assert Unit.objects.get(code="990113002").name == "西门街道"
    assert "区划表：已导入" in page(after)
    again = client.post("/desk/imports/divisions/new/", tables())
    assert "什么都没有改" in page(client.get(again.url))


def test_a_bad_division_table_lists_its_cells_and_cannot_be_applied(world, sign_in):
    client = sign_in("己")
    done = client.post("/desk/imports/divisions/new/", tables("99011300100,短码\n"))

    shown = client.get(done.url)
    assert (shown.status_code, "这里有11位" in page(shown)) == (422, True)
    assert client.post(done.url).status_code == 422
    assert ImportRun.objects.get(kind=RunKind.DIVISIONS).status == RunStatus.DRAFT


def test_another_district_s_table_is_refused(world, sign_in):
    client = sign_in("癸")
    done = client.post("/desk/imports/divisions/new/", tables(), follow=True)

    assert (done.status_code, "不是外区（990114）的" in page(done)) == (422, True)


HEAD = "编号,标题,时间,内容,答复,答复时间\n"
PAST = "A1,路灯,2020-03-01 09:00,楼下的路灯坏了。,已经修好。,2020-03-09 10:00\n"
WRONG = "A2,停水,2020-03-01 09:00,停水了。,已处理。,2019-01-01 10:00\n"


def past(client, text):
    file = SimpleUploadedFile("往年.csv", text.encode())
    return client.post("/desk/imports/past/new/", {"file": file}).url


def test_matters_of_earlier_years_come_in_once(world, sign_in):
    client = sign_in("己")
    room = {"room": world.rooms["东"].pk}
    address = past(client, HEAD + PAST)
    assert not Matter.objects.exists()

    done = client.post(address, room, follow=True)

    assert (Matter.objects.count(), Matter.objects.get().status) == (1, "CLOSED")
    assert "历史事项：已导入" in page(done)
    again = past(client, HEAD + PAST)
    assert "已经导入过一次" in page(client.get(again))
    client.post(again, room)
    assert Matter.objects.count() == 1


def test_a_wrong_row_of_earlier_years_waits_for_a_choice(world, sign_in):
    client = sign_in("己")
    room = {"room": world.rooms["东"].pk}
    address = past(client, HEAD + PAST + WRONG)

    assert "答复时间早于留言时间" in page(client.get(address))
    assert client.post(address, room | {"take": "all"}).status_code == 422
    assert not Matter.objects.exists()
    client.post(address, room | {"take": "good"})
    assert Matter.objects.count() == 1
    got = client.get(address.replace("check/", "errors/"))
    assert openpyxl.load_workbook(BytesIO(got.content)).active["A3"].value == 3


@pytest.mark.parametrize("who", ["乙", "癸", "安全"])
def test_a_draft_of_earlier_years_is_not_found_by_others(world, sign_in, who):
    address = past(sign_in("己"), HEAD + PAST)

    assert sign_in(who).post(address, {"room": world.rooms["东"].pk}).status_code == 404
    assert sign_in(who).get(address.replace("check/", "errors/")).status_code == 404
