"""Files made meanwhile: only who asked fetches them, only while they see what stands in them."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from tests.desk.lively import live
from tests.world import NOON, TODAY
from zhushi.core.jobs import do
from zhushi.core.models import AuditEntry, Job, JobStatus
from zhushi.matters.models import Matter
from zhushi.ops.retention import apply_retention
from zhushi.papers.models import Export
from zhushi.people.choices import Team
from zhushi.people.models import Posting

pytestmark = pytest.mark.django_db
LIST = "/desk/exports/"
ASK = {"period": "2026", "form": "pdf"}


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def life(world):
    return live(world)


def ask(client, code="matters", **more):
    answer = client.post(f"/desk/registers/{code}/file/", {**ASK, **more})
    assert answer["Location"] == LIST
    return Export.objects.first()


def fetch(client, export):
    return client.post(f"{LIST}{export.pk}/file/")


def refusal(client, export):
    """What is said instead of the file."""
    answer = fetch(client, export)
    assert answer.status_code == 302
    return page(client.get(LIST))


@pytest.fixture
def made(life, sign_in):
    return sign_in("乙"), ask(sign_in("乙"))


def test_a_pdf_is_asked_for_left_and_fetched_later(life, sign_in, settings):
    settings.JOBS_IN_BACKGROUND = True
    liaison = sign_in("乙")
    export = ask(liaison)
    waiting = liaison.get(LIST)
    assert "马上开始" in page(waiting)
    assert waiting["Refresh"] == "3"
    assert "这个文件还没有做好" in refusal(liaison, export)
    do(Job.objects.get(), now=lambda: NOON)
    ready = liaison.get(LIST)
    assert "下载" in page(ready)
    assert "Refresh" not in ready
    assert liaison.get(f"/desk/jobs/{Job.objects.get().pk}/").status_code == 302
    answer = fetch(liaison, export)
    pdf = PdfReader(io.BytesIO(answer.content))
    text = "".join(one.extract_text() for one in pdf.pages)
    assert "意见建议办理台账" in text
    assert "共 2 件" in text
    events = AuditEntry.objects.filter(event__startswith="export.").values_list("event", flat=True)
    assert sorted(events) == ["export.ask", "export.fetch"]


def test_a_pdf_of_many_rows_has_its_headings_and_number_on_every_page(life, sign_in):
    for _ in range(45):
        life.matter("东", by="己")
    liaison = sign_in("乙")
    answer = fetch(liaison, ask(liaison))
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) > 1
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert width > height
    for number, one in enumerate(pages, start=1):
        text = one.extract_text().replace("\n", "")
        assert "登记号" in text or "（签名）" in text
        assert f"第 {number} 页" in text
        assert f"共 {len(pages)} 页" in text


def test_a_long_table_is_made_meanwhile_too_and_counts_the_same(life, sign_in, monkeypatch):
    monkeypatch.setattr("zhushi.desk.views.registers.AT_ONCE", 1)
    liaison = sign_in("乙")
    export = ask(liaison, form="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(fetch(liaison, export).content)).active
    assert export.count == 2
    assert "共 2 件" in book.cell(book.max_row, 1).value


def test_nobody_else_finds_it_not_even_the_office(made, sign_in):
    _, export = made
    for who in ("甲", "己", "戊", "系统"):
        other = sign_in(who)
        assert fetch(other, export).status_code == 404
        assert other.get(f"{LIST}{export.pk}/").status_code == 404
        assert other.post(f"{LIST}{export.pk}/removal/").status_code == 404
        assert export.about not in page(other.get(LIST))


def test_whoever_lost_the_right_or_reaches_other_rooms_is_refused(made, life, clock):
    client, export = made
    seat = Posting.objects.filter(person=life.people["乙"])
    seat.update(room=life.rooms["东社"])
    assert "和做这个文件时不一样了" in refusal(client, export)
    seat.update(room=life.rooms["东"])
    assert fetch(client, export).status_code == 200
    seat.update(ends_on=TODAY - timedelta(days=1))
    answer = fetch(client, export)
    assert answer.status_code in (302, 404)
    assert AuditEntry.objects.filter(event="export.fetch").count() == 1


def test_a_matter_sealed_meanwhile_makes_the_file_void(made, life):
    client, export = made
    Matter.objects.filter(room=life.rooms["东"]).update(visibility="SEALED")
    assert "请重新做一份" in refusal(client, export)


def test_it_expires_after_a_week_and_the_file_is_gone(made, clock):
    path = Export.objects.get().path
    assert default_storage.exists(path)
    clock.move_to(NOON + timedelta(days=7, minutes=1))
    apply_retention(at=NOON + timedelta(days=7, minutes=1))
    assert not default_storage.exists(path)
    assert Export.objects.get().path == ""
    apply_retention(at=NOON + timedelta(days=31))
    assert not Export.objects.exists()


def test_one_that_expired_is_refused_with_a_sentence(made):
    client, export = made
    Export.objects.update(expires_at=NOON)
    assert "已过 7 天" in refusal(client, export)


def test_what_is_kept_is_encrypted_under_a_name_nobody_guesses(made):
    _, export = made
    export.refresh_from_db()
    with default_storage.open(export.path) as kept:
        raw = kept.read()
    assert b"%PDF" not in raw
    assert "意见" not in export.path
    assert len(export.path.rpartition("/")[2]) > 30


def test_what_is_not_wanted_is_removed_with_its_file(made):
    client, export = made
    path = Export.objects.get().path
    client.post(f"{LIST}{export.pk}/removal/")
    assert not Export.objects.exists()
    assert AuditEntry.objects.filter(event="export.drop").exists()
    assert path


def test_who_waits_for_three_asks_for_no_fourth(life, sign_in, settings):
    settings.JOBS_IN_BACKGROUND = True
    liaison = sign_in("乙")
    for _ in range(3):
        ask(liaison)
    answer = liaison.post("/desk/registers/matters/file/", ASK)
    assert "register=matters" in answer["Location"]
    assert "等它们算完" in page(liaison.get(answer["Location"]))
    assert Export.objects.count() == 3


def test_the_right_is_asked_again_when_the_work_begins(life, sign_in, settings):
    settings.JOBS_IN_BACKGROUND = True
    liaison = sign_in("乙")
    ask(liaison)
    Posting.objects.filter(person=life.people["乙"], team=Team.LIAISON).update(
        ends_on=TODAY - timedelta(days=1)
    )
    do(Job.objects.select_related("user").get(), now=lambda: NOON)
    job = Job.objects.get()
    assert job.status == JobStatus.REFUSED
    assert "请重新做一份" in job.said
    assert Export.objects.get().path == ""


def test_getting_the_address_of_a_file_gives_none(made):
    client, export = made
    assert client.get(f"{LIST}{export.pk}/file/").status_code == 405
