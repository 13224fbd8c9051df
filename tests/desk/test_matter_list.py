"""The list's page, its file and its saved filters."""

from io import BytesIO

import openpyxl
import pytest

from tests.world import DAY, NOON
from zhushi.core.models import AuditEntry
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.models import SavedFilter

pytestmark = pytest.mark.django_db
LIST = "/desk/matters/"


def sheet_of(response):
    book = openpyxl.load_workbook(BytesIO(response.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


@pytest.mark.parametrize("name", ["甲", "乙", "丙", "己", "庚"])
def test_the_list_shows_what_the_scope_reaches(world, sign_in, name):
    mine = world.matter(content="电梯坏了", by="丙").matter
    other = world.matter("西", content="西街停车难", by="戊").matter
    accept(mine, by=world.乙, at=NOON)
    dispatch(mine, lead=Charge(world.住建), extract="电梯坏了，请查", by=world.乙, at=NOON)

    page = sign_in(name).get(LIST)

    assert page.status_code == 200
    assert mine.ref in page.text
    assert (other.ref in page.text) is (name == "己")


@pytest.mark.parametrize("name", ["丁", "系统", "安全", "审计", "壬"])
def test_who_sees_no_matters_has_no_list(world, sign_in, name):
    client = sign_in(name)

    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}export/").status_code == 404


def test_a_page_costs_the_same_for_one_row_and_for_three(
    world, sign_in, django_assert_max_num_queries
):
    client = sign_in("甲")
    counts = []
    for _ in range(3):
        matter = world.matter(content="电梯坏了").matter
        accept(matter, by=world.乙, at=NOON)
        dispatch(matter, lead=Charge(world.住建), helpers=[Charge(world.教育)],
                 extract="电梯坏了，请查", by=world.乙, at=NOON)  # fmt: skip
        client.get(f"{LIST}?q=电梯")
        with django_assert_max_num_queries(12) as used:
            assert "等2个" in client.get(f"{LIST}?q=电梯&status=open").text
        counts.append(len(used))

    assert len(set(counts)) == 1


def test_what_makes_no_sense_is_said_and_keeps_what_was_typed(world, sign_in):
    world.matter(content="电梯坏了")

    page = sign_in("乙").get(f"{LIST}?since=昨天&q=电梯")

    assert page.status_code == 422
    assert "不是日期" in page.text
    assert 'value="电梯"' in page.text
    assert "<tbody>" not in page.text


@pytest.mark.parametrize("after", ["x", "e30", "WzEsMiwzLDRd", "%00"])
def test_a_cursor_that_makes_no_sense_begins_again(world, sign_in, after):
    matter = world.matter().matter

    page = sign_in("乙").get(f"{LIST}?after={after}")

    assert page.status_code == 200
    assert matter.ref in page.text


def test_pages_lose_and_repeat_nothing(world, sign_in):
    made = {world.matter(content=f"第{n}件", at=NOON - (n % 5) * DAY).matter.ref for n in range(53)}
    client, seen, url = sign_in("乙"), [], f"{LIST}"
    while url:
        page = client.get(url).context["page"]
        seen += [matter.ref for matter in page.rows]
        url = page.next_url and LIST + page.next_url

    assert len(seen) == 53
    assert set(seen) == made


def test_the_file_holds_exactly_what_the_list_holds(world, sign_in):
    for number in range(52):
        world.matter(content=f"=HYPERLINK(1) 第{number}件电梯", at=NOON - number * DAY)
    world.matter(content="别的事")
    world.matter("西", content="电梯", by="戊")
    client = sign_in("乙")

    response = client.post(f"{LIST}export/", {"q": "电梯", "order": "newest"})

    lines = sheet_of(response)
    assert "筛选：内容：电梯" in lines[0][0]
    assert "共52条" in lines[0][0]
    assert [line[0] for line in lines[2:]] == [
        m.ref
        for m in world.东.matters.filter(content__contains="电梯").order_by("-received_at", "-pk")
    ]
    assert all(line[1].startswith("'=") for line in lines[2:])
    entry = AuditEntry.objects.get(event="matter.export")
    assert entry.facts == {"count": 52, "filters": ["order", "q"]}


def test_the_file_holds_no_identity_and_no_words(world, sign_in):
    world.matter(content="楼道灯坏了。我是钱小满。", who=world.known_resident())

    text = str(sheet_of(sign_in("乙").post(f"{LIST}export/")))

    assert "楼道灯坏了" in text
    for word in ("钱小满", "13800004417", "五号院"):
        assert word not in text


def test_too_long_a_list_is_not_taken_out(world, sign_in, monkeypatch):
    monkeypatch.setattr("zhushi.matters.actions.export.AT_MOST", 1)
    world.matter()
    world.matter()

    response = sign_in("乙").post(f"{LIST}export/")

    assert response.status_code == 422
    assert "缩小范围" in response.text


def test_a_file_of_a_senseless_filter_is_refused(world, sign_in):
    response = sign_in("乙").post(f"{LIST}export/", {"late": "x"})

    assert response.status_code == 422
    assert not AuditEntry.objects.filter(event="matter.export").exists()


def test_a_filter_is_kept_and_forgotten(world, sign_in):
    world.matter(content="电梯坏了")
    client = sign_in("乙")

    kept = client.post(f"{LIST}filters/", {"name": "电梯的", "q": "电梯"}, follow=True)
    assert "电梯的" in kept.text
    saved = SavedFilter.objects.get()
    assert saved.user == world.乙

    assert sign_in("戊").post(f"{LIST}filters/{saved.pk}/forget/").status_code == 302
    assert SavedFilter.objects.exists()
    client.post(f"{LIST}filters/{saved.pk}/forget/")
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_is_not_kept_and_what_was_asked_stays(world, sign_in):
    response = sign_in("乙").post(f"{LIST}filters/", {"name": "", "q": "电梯"})

    assert response.status_code == 422
    assert 'value="电梯"' in response.text
    assert not SavedFilter.objects.exists()


def test_the_list_is_read_only_by_get(world, sign_in):
    client = sign_in("乙")

    assert client.post(LIST).status_code == 405
    assert client.get(f"{LIST}export/").status_code == 405
