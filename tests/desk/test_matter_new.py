"""Taking down an opinion at the desk, its receipt, and its files."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON, announced_day
from zhushi.activities.actions.queue import call, walk_in
from zhushi.activities.actions.run_day import open_day
from zhushi.activities.choices import TurnStatus
from zhushi.core.models import Attachment, AuditEntry
from zhushi.matters.models import Enclosure, Matter
from zhushi.matters.receipt import code_of, pin_of
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose

pytestmark = pytest.mark.django_db
URL = "/desk/matters/new/"


def asked(client, **fields):
    """The form as a browser would send it back, with these fields filled in."""
    form = client.get(URL).context["form"]
    given = {"opinion_type": "HELP", "channel": "RECEPTION", "key": form.initial["key"]}
    return {**given, **fields}


def a_text(name="说明.txt", text="楼道的灯坏了"):
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def test_only_the_words_are_asked_for_and_the_receipt_follows(client, world):
    client.force_login(world.乙)
    answer = client.post(URL, asked(client, content="楼道的灯坏了半年。"), follow=True)
    matter = Matter.objects.get()
    text = answer.content.decode()
    assert matter.room == world.rooms["东"]
    assert matter.identity is None
    assert all(group in text for group in re.findall("....", code_of(matter)))
    assert pin_of(matter) in text
    assert "029-10000001" in text
    assert "<svg" in text


def test_who_it_was_goes_into_the_vault_with_the_ticked_consents_alone(client, world):
    client.force_login(world.乙)
    told = {"name": "钱小满", "phone": "13800004417", "allow_publish": "on"}
    answer = client.post(URL, asked(client, content="灯坏了。", **told), follow=True)
    matter = Matter.objects.get()
    assert matter.identity.masked_name == "钱＊＊"
    assert [c.purpose for c in matter.identity.consents.all()] == [Purpose.PUBLISH]
    assert "钱小满" not in answer.content.decode()
    page = client.get(URL).content.decode()
    assert 'name="allow_publish"' in page
    assert "checked" not in page


def test_the_same_form_twice_is_one_matter_with_one_receipt(client, world):
    client.force_login(world.乙)
    data = asked(client, content="灯坏了。")
    first, second = client.post(URL, data), client.post(URL, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Matter.objects.count() == 1
    other = client.post(URL, {**data, "content": "门口堆了垃圾。"})
    assert other.status_code == 422
    assert "门口堆了垃圾。" in other.content.decode()


def test_nothing_said_is_refused_and_what_was_typed_stays(client, world):
    client.force_login(world.乙)
    answer = client.post(URL, asked(client, content=" ", delegate_view="去看过，属实"))
    assert answer.status_code == 422
    assert "去看过，属实" in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize("who", ["丁", "庚", "壬", "系统", "审计"])
def test_who_takes_nothing_down_gets_404(client, world, who):
    client.force_login(world.users[who])
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"content": "灯坏了。"}).status_code == 404


def test_the_office_chooses_the_room_within_its_district(client, world):
    client.force_login(world.己)
    data = asked(client, content="灯坏了。", room=world.rooms["西"].pk)
    assert client.post(URL, data).status_code == 302
    assert Matter.objects.get().room == world.rooms["西"]
    client.force_login(world.癸)
    assert client.get(URL).status_code == 409


def test_a_delegate_takes_down_in_their_room_and_is_the_receiver(client, world):
    client.force_login(world.丙)
    answer = client.post(URL, asked(client, content="灯坏了。"), follow=True)
    assert answer.status_code == 200
    assert Matter.objects.get().receiver == world.people["丙"]


def test_a_visitor_of_the_queue_is_taken_down_and_their_turn_is_over(client, world, clock):
    day = announced_day(world, on=date(2026, 9, 16))
    at = NOON.replace(day=16, hour=1)
    clock.move_to(at)
    open_day(day, by=world.乙, at=at)
    turn = walk_in(day, called_name="老李", subject="灯坏了", by=world.乙, at=at)
    call(turn, received_by=world.people["丙"], by=world.乙, at=at)
    client.force_login(world.乙)
    shown = client.get(f"{URL}?turn={turn.pk}")
    form = shown.context["form"]
    assert (form.initial["name"], form.initial["receiver"]) == ("老李", world.people["丙"].pk)
    data = {"key": form.initial["key"], "opinion_type": "HELP", "channel": "RECEPTION"}
    data |= {"turn": turn.pk, "content": "灯坏了。", "receiver": world.people["丙"].pk}
    assert client.post(URL, data).status_code == 302
    turn.refresh_from_db()
    assert turn.status == TurnStatus.DONE
    assert Matter.objects.get().turn == turn
    client.force_login(world.戊)
    assert client.get(f"{URL}?turn={turn.pk}").status_code == 404
    assert client.get(f"{URL}?turn=x").status_code == 404


def test_files_are_kept_with_the_matter_or_not_at_all(client, world):
    client.force_login(world.乙)
    before = stored_files()
    bad = [a_text(), SimpleUploadedFile("坏.exe", b"MZ")]
    refused = client.post(URL, asked(client, content="灯坏了。", files=bad))
    assert refused.status_code == 422
    assert (Attachment.objects.count(), stored_files()) == (0, before)
    data = asked(client, content="灯坏了。", files=[a_text()])
    assert client.post(URL, data).status_code == 302
    assert client.post(URL, {**data, "files": [a_text()]}).status_code == 302
    assert Attachment.objects.count() == 1
    assert Enclosure.objects.get().matter == Matter.objects.get()


def stored_files():
    found, folders = set(), [""]
    while folders:
        folder = folders.pop()
        if default_storage.exists(folder or "."):
            below, files = default_storage.listdir(folder)
            folders += [f"{folder}/{name}".lstrip("/") for name in below]
            found |= {f"{folder}/{name}" for name in files}
    return found


def file_url(matter, enclosure):
    uid = enclosure.attachment.uid
    return reverse("desk:file", kwargs={"ref": matter.ref, "uid": uid})


def test_a_file_is_served_only_through_its_matter(client, world):
    client.force_login(world.乙)
    client.post(URL, asked(client, content="灯坏了。", files=[a_text("=怪名.txt")]))
    enclosure, other = Enclosure.objects.get(), world.matter().matter
    url = file_url(enclosure.matter, enclosure)
    answer = client.get(url)
    assert b"".join(answer.streaming_content).decode() == "楼道的灯坏了"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert client.get(file_url(other, enclosure)).status_code == 404
    for who in "丁戊壬庚癸":
        client.force_login(world.users[who])
        assert client.get(url).status_code == 404


def test_a_unit_gets_only_the_files_that_were_handed_to_it(client, world):
    client.force_login(world.乙)
    files = [a_text("一.txt"), a_text("二.txt")]
    client.post(URL, asked(client, content="灯坏了。", files=files))
    matter = Matter.objects.get()
    shown, hidden = Enclosure.objects.order_by("pk")
    client.post(f"/desk/matters/{matter.ref}/acceptance/", {"title": "灯", "opinion_type": "HELP"})
    data = {"extract": "修灯", "lead": world.住建.pk, "enclosures": [shown.pk]}
    assert client.post(f"/desk/matters/{matter.ref}/dispatch/", data).status_code == 302
    client.force_login(world.庚)
    assert client.get(file_url(matter, shown)).status_code == 200
    assert client.get(file_url(matter, hidden)).status_code == 404
    text = client.get(f"/desk/matters/{matter.ref}/").content.decode()
    assert "一.txt" in text
    assert "二.txt" not in text


def test_the_receipt_hides_its_code_until_a_reprint_leaves_a_line(client, world):
    matter = world.matter().matter
    url = reverse("desk:receipt", kwargs={"ref": matter.ref})
    client.force_login(world.乙)
    text = client.get(url).content.decode()
    assert pin_of(matter) not in text
    assert code_of(matter)[:4] not in text
    assert not AuditEntry.objects.filter(event="receipt.reprint").exists()
    answer = client.post(reverse("desk:create_reprint", kwargs={"ref": matter.ref}), follow=True)
    assert pin_of(matter) in answer.content.decode()
    assert AuditEntry.objects.filter(event="receipt.reprint", target=matter.ref).count() == 1
    fresh = answer.redirect_chain[0][0]
    client.force_login(world.甲)
    assert pin_of(matter) not in client.get(fresh).content.decode()


def test_taking_down_asks_the_database_at_most_twelve_times(client, world):
    client.force_login(world.乙)
    client.post(URL, asked(client, content="先热一热。"))
    told = {"name": "钱小满", "phone": "13800004417", "topic": world.topics["住房"].pk}
    data = asked(client, content="楼道的灯坏了半年。", **told)
    with at_most(12):
        assert client.post(URL, data).status_code == 302


@pytest.mark.parametrize("phone", ["123", "没有", "1" * 20])
def test_a_telephone_that_is_none_is_refused_and_gives_no_secret(world, sign_in, phone):
    form = {"content": "楼道的灯坏了", "phone": phone, "channel": "PHONE", "opinion_type": "HELP"}
    answer = sign_in("乙").post("/desk/matters/new/", {**form, "key": "k"})
    assert answer.status_code == 422
    assert "电话好像不对" in answer.content.decode()
    assert not Matter.objects.exists()


def test_the_tail_of_a_scrap_of_a_number_is_no_secret(world):
    who = Who(name="钱小满", phone="123")
    assert world.matter(who=who).matter.identity.last_four == ""
