"""Hand in: content alone is enough, nothing typed is lost, nothing is stored twice."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from zhushi.core.models import Attachment, Submission, Throttle
from zhushi.matters.choices import Channel
from zhushi.matters.models import Matter
from zhushi.matters.receipt import code_of, pin_of
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Consent


def photo(name="台阶.jpg"):
    data = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def test_content_alone_is_enough_and_gives_a_receipt(client, say):
    answer, matter = say()

    assert answer.status_code == 302
    assert answer.url == "/receipt/"
    assert (matter.channel, matter.identity) == (Channel.ONLINE, None)
    page = client.get("/receipt/").content.decode()
    assert code_of(matter)[:4] in page
    assert pin_of(matter) in page
    assert matter.ref in page


def test_no_code_or_pin_is_in_any_address(client, say):
    answer, matter = say()

    assert code_of(matter) not in answer.url
    assert client.get("/receipt/")["Cache-Control"].find("no-store") >= 0


def test_with_a_phone_no_pin_is_shown(client, say):
    _, matter = say(phone="138 0000-4417")

    page = client.get("/receipt/").content.decode()

    assert pin_of(matter) not in page
    assert "后四位" in page
    assert "13800004417" not in page


def test_the_receipt_prints_and_is_gone_after_leaving(client, say):
    _, matter = say()
    assert pin_of(matter) in client.get("/receipt/print/").content.decode()

    client.post("/track/leave/")

    assert client.get("/receipt/").url == "/track/"
    assert client.get("/receipt/print/").url == "/track/"


def test_consents_start_unticked_and_hold_only_what_was_ticked(client, say):
    form = client.get("/rooms/DJ/submit/").content.decode()
    assert not re.search(r'type="checkbox"[^>]*checked', form)

    _, matter = say(name="钱小满", publish="on")

    given = Consent.objects.filter(identity=matter.identity).values_list("purpose", flat=True)
    assert list(given) == [Purpose.PUBLISH]


def test_the_same_form_twice_is_one_matter_and_one_receipt(client, say):
    fields = {"key": "a" * 22, "content": "同一件事。", "name": "钱小满"}
    say(**fields)
    answer, _ = say(**fields)

    assert answer.status_code == 302
    assert Matter.objects.count() == 1


def test_the_same_form_twice_stores_its_photo_once(client, say):
    say(key="b" * 22, files=photo())
    say(key="b" * 22, files=photo())

    assert Matter.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_an_old_key_with_another_text_is_refused_and_the_text_kept(client, say):
    say(key="c" * 22, content="第一件事。")

    answer, _ = say(key="c" * 22, content="第二件事。")

    assert answer.status_code == 422
    assert "第二件事。" in answer.content.decode()


@pytest.mark.parametrize(
    "content",
    ["", "   ", "有\0字", "长" * 10_000, "\ud800坏"],
    ids=["empty", "blank", "nul", "10000", "surrogate"],
)
def test_bad_text_is_refused_in_plain_words_and_stores_nothing(client, world, content):
    body = content.encode("utf-8", "surrogatepass") if content else b""
    answer = client.generic(
        "POST",
        "/rooms/DJ/submit/",
        b"content=" + body,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code in (302, 422)
    assert Matter.objects.count() == (1 if answer.status_code == 302 else 0)


def test_ten_thousand_characters_are_counted_and_kept(client, say):
    answer, matter = say(content="长" * 10_000)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "您写了 10000 字" in page
    assert "长" * 10_000 in page
    assert matter is None


MARK = "<script>alert('钱')</script>\"><img src=x onerror=alert(1)>"


def test_markup_is_text_everywhere(client, say, follow):
    _, matter = say(content=MARK, name="<b>x</b>", address=MARK[:50])

    pages = [
        client.get("/receipt/"),
        follow(code_of(matter)),
        follow(code_of(matter), pin_of(matter)),
    ]

    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert "&lt;script&gt;" in pages[-1].content.decode()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("病毒.exe", b"MZ\x90\0"),
        SimpleUploadedFile("照片.jpg", b"not a picture at all"),
        SimpleUploadedFile("空.pdf", b""),
        SimpleUploadedFile("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("a.pdf.exe", b"%PDF-1.4"),
    ],
    ids=lambda f: f.name,
)
def test_a_wrong_file_is_refused_by_name_and_the_text_kept(client, say, file):
    answer, matter = say(files=file)

    assert answer.status_code == 422
    assert "门口台阶没有扶手" in answer.content.decode()
    assert matter is None
    assert Attachment.objects.count() == 0


def test_six_files_are_one_too_many(client, say):
    answer, matter = say(files=[photo(f"{n}.jpg") for n in range(6)])

    assert answer.status_code == 422
    assert "最多 5 个文件" in answer.content.decode()
    assert matter is None


def test_a_wrong_phone_is_named(client, say):
    answer, matter = say(phone="12")

    assert answer.status_code == 422
    assert "电话好像不对" in answer.content.decode()
    assert matter is None


def test_a_robot_that_fills_the_trap_is_told_so(client, say):
    answer, matter = say(website="http://spam.example")

    assert answer.status_code == 422
    assert "请空着这一栏" in answer.content.decode()
    assert matter is None


def test_too_many_from_one_place_wait_politely_and_keep_their_text(client, say):
    for number in range(30):
        assert say(content=f"第{number}件事。")[0].status_code == 302

    answer, _ = say(content="再说一件。")

    assert answer.status_code == 429
    assert "再说一件。" in answer.content.decode()
    assert "分钟再试" in answer.content.decode()
    assert Matter.objects.count() == 30


def test_no_address_of_a_sender_is_stored(client, say):
    say()

    stored = [*Throttle.objects.values_list("who", flat=True), *map(str, Submission.objects.all())]
    assert stored
    assert not any("127.0.0.1" in value for value in stored)


def test_the_sealed_way_is_offered_before_the_contact_fields(client, world):
    page = client.get("/rooms/DJ/submit/").content.decode()

    assert page.index("反映干部问题请走这里") < page.index('name="phone"')
    assert page.index("110") < page.index('name="phone"')
    assert page.index("提交前请知道") < page.index("提交，领取回执码")
