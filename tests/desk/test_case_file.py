"""The file of a case and the run of duty files: what the reader sees, whole, with its hashes."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from tests.desk.lively import live
from tests.world import NOON
from zhushi.core.models import Attachment, AuditEntry
from zhushi.matters.models import Enclosure, Matter
from zhushi.papers.case_file import Piece, as_archive, bound
from zhushi.papers.models import Export

pytestmark = pytest.mark.django_db
LIST = "/desk/exports/"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return out.getvalue()


def papers(count: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def enclose(matter, name, kind, content, **more):
    path = default_storage.save(name, ContentFile(content))
    kept = Attachment.objects.create(
        district_id=matter.district_id, name=name, extension=name[-3:], kind=kind,
        size=len(content), sha256=hashlib.sha256(content).hexdigest(), path=path, created_at=NOON,
    )  # fmt: skip
    Enclosure.objects.create(matter=matter, attachment=kept, **more)


@pytest.fixture
def matter(world):
    made = world.matter("东", by="乙", who=world.known_resident()).matter
    enclose(made, "灯.png", "image/png", picture())
    enclose(made, "申请.pdf", "application/pdf", papers(2))
    enclose(made, "坏的.pdf", "application/pdf", b"%PDF-1.4 broken")
    enclose(made, "表.doc", "application/msword", b"a table")
    return made


def fetched(client, matter, form):
    answer = client.post(f"/desk/matters/{matter.ref}/case-file/", {"form": form})
    assert answer["Location"] == LIST
    return client.post(f"{LIST}{Export.objects.first().pk}/file/")


def test_one_pdf_holds_cover_contents_text_and_the_attachments_on_the_pages_it_says(
    matter, sign_in
):
    pdf = PdfReader(io.BytesIO(fetched(sign_in("乙"), matter, "pdf").content))
    texts = [one.extract_text() for one in pdf.pages]
    whole = "".join(texts)
    assert "案 卷" in texts[0] or "案卷" in texts[0]
    assert matter.ref in texts[0]
    assert "卷内目录" in texts[1]
    assert "五号院楼道的灯坏了半年" in whole.replace("\n", "")
    own = len(pdf.pages) - 3  # a picture and two pages of a PDF come behind
    assert f"灯.png {own + 1}" in texts[1].replace("\n", " ")
    assert f"申请.pdf {own + 2}" in texts[1].replace("\n", " ")
    assert "见压缩包" in texts[1]
    assert "第 1 页" not in texts[own]
    assert "钱＊＊" in whole
    assert "钱小满" not in whole
    assert "13800004417" not in whole
    assert AuditEntry.objects.get(event="export.fetch").target == f"案卷　{matter.ref}"


@pytest.mark.parametrize("turn", [0, 90])
def test_what_is_appended_carries_the_running_number_whatever_its_size_or_turn(turn):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(400, 300).rotate(turn)
    writer.add_blank_page(595, 842)
    writer.write(out)
    piece = Piece("附.pdf", "application/pdf", out.getvalue())
    made = bound(lambda listed: "<!doctype html><p>文", [piece, piece])
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 5
    for number, page in enumerate(pages[1:], 2):
        assert f"第 {number} 页" in page.extract_text()
    upright = (300, 400) if turn else (400, 300)
    assert (round(pages[1].mediabox.width), round(pages[1].mediabox.height)) == upright


def test_a_page_whose_content_is_broken_is_kept_without_a_number():
    writer, out = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(300, 400)
    stream = StreamObject()
    stream.set_data(b"q [ (unended")
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    made = bound(
        lambda listed: "<!doctype html><p>文", [Piece("坏.pdf", "application/pdf", out.getvalue())]
    )
    assert len(PdfReader(io.BytesIO(made)).pages) == 2


def test_the_archive_holds_everything_and_each_hash_is_right(matter, sign_in):
    packed = zipfile.ZipFile(io.BytesIO(fetched(sign_in("乙"), matter, "zip").content))
    names = packed.namelist()
    assert [n for n in names if n.startswith("附件/")] == [
        "附件/01 灯.png", "附件/02 申请.pdf", "附件/03 坏的.pdf", "附件/04 表.doc",
    ]  # fmt: skip
    listed = dict(
        reversed(line.split("  ", 1)) for line in packed.read("文件清单.txt").decode().splitlines()
    )
    assert set(listed) == set(names) - {"文件清单.txt", "文件清单.csv"}
    for name, sha in listed.items():
        assert hashlib.sha256(packed.read(name)).hexdigest() == sha
        assert sha in packed.read("文件清单.csv").decode()


def test_who_may_not_take_it_out_or_does_not_see_it_finds_nothing(matter, sign_in):
    for who in ("丙", "戊", "癸", "庚", "丁", "壬"):
        answer = sign_in(who).post(f"/desk/matters/{matter.ref}/case-file/", {"form": "pdf"})
        assert answer.status_code == 404, who
    assert not Export.objects.exists()


def test_a_sealed_matter_has_none_and_the_one_made_before_is_refused(matter, sign_in):
    liaison = sign_in("乙")
    assert fetched(liaison, matter, "pdf").status_code == 200
    Matter.objects.filter(pk=matter.pk).update(visibility="SEALED")
    export = Export.objects.get()
    assert liaison.post(f"{LIST}{export.pk}/file/").status_code == 302
    assert "请重新做一份" in liaison.get(LIST).content.decode()
    answer = liaison.post(f"/desk/matters/{matter.ref}/case-file/", {"form": "pdf"})
    assert answer.status_code == 404


def test_no_name_of_an_attachment_leads_out_of_the_archive():
    packed = as_archive("DJ-1", b"x", [Piece("../../etc/passwd", "text/plain", b"y")])
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert not [name for name in names if ".." in name.split("/")]


def test_the_duty_files_of_all_delegates_come_as_one_archive(world, sign_in):
    live(world)
    liaison = sign_in("乙")
    liaison.post("/desk/registers/duty-files/", {"period": "2026"})
    answer = liaison.post(f"{LIST}{Export.objects.get().pk}/file/")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert any("丙" in name for name in packed.namelist())
    assert len(packed.namelist()) == Export.objects.get().count
    text = PdfReader(io.BytesIO(packed.read(packed.namelist()[0]))).pages[0].extract_text()
    assert "党代表履职档案" in text
    assert sign_in("丙").post("/desk/registers/duty-files/", {}).status_code == 404
