"""An accusation leaves no trace outside the two named persons."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import TODAY
from zhushi.core.models import Attachment, Notice
from zhushi.core.perms import Perm
from zhushi.matters.choices import Status, Visibility
from zhushi.matters.models import Matter
from zhushi.matters.receipt import code_of, pin_of
from zhushi.people.access import holdings
from zhushi.people.models import Posting
from zhushi.portal.figures import year_figures

MARKER = "暗记七七"


@pytest.fixture
def accusation(client, world):
    housing = world.units["住建"]
    answer = client.post(
        "/rooms/DJ/sealed/",
        {
            "content": f"某科长收钱办事。{MARKER}",
            "accused": housing.pk,
            "name": "钱小满",
            "phone": "13800004417",
        },
    )
    assert answer.status_code == 302
    return Matter.objects.get()


def test_it_is_sealed_from_the_first_moment(accusation, world):
    assert accusation.visibility == Visibility.SEALED
    assert accusation.status == Status.SEALED
    named = {accusation.collector, accusation.accepter, accusation.responder}
    assert named == {world.people["壬"]}
    assert accusation.recusals.filter(unit=world.units["住建"]).exists()


def test_only_the_named_persons_are_told(accusation, world):
    told = set(Notice.objects.values_list("user", flat=True))

    assert told == {world.users["壬"].pk}
    assert not Notice.objects.filter(text__contains=MARKER).exists()


def test_it_leaves_no_gap_in_the_rooms_numbers(accusation, world):
    assert accusation.ref.startswith("MF-")
    assert world.matter().matter.ref == "DJ-2026-0001"


def test_nobody_else_reaches_it(accusation, world):
    for name, user in world.users.items():
        scope = holdings(user, on=TODAY).scope(Perm.MATTER_VIEW)
        assert not Matter.objects.in_scope(scope).exists(), name


def test_the_public_figures_do_not_count_it(accusation, world):
    for _ in range(9):
        world.matter()

    assert year_figures(world.units["雁"], on=TODAY).received == 9


def test_its_code_shows_no_more_than_any_other(accusation, follow):
    page = follow(code_of(accusation)).content.decode()

    assert "正在办理" in page
    assert MARKER not in page
    assert "密封" not in page


def test_its_resident_reads_it_with_the_second_secret(accusation, follow):
    page = follow(code_of(accusation), "4417").content.decode()

    assert MARKER in page
    assert "两名专人" in page


def test_the_receipt_names_no_room(client, accusation):
    page = client.get("/receipt/print/").content.decode()

    assert "东街街道党代表工作室回执" not in page
    assert "只有两名专人看得到" in client.get("/receipt/").content.decode()


def test_no_draft_stays_in_the_browser(client, world):
    assert "data-draft" not in client.get("/rooms/DJ/sealed/").content.decode()
    assert 'data-draft="content"' in client.get("/rooms/DJ/submit/").content.decode()


def test_the_same_form_twice_is_one_matter(client, world):
    fields = {"content": "一件事。", "key": "s" * 22}
    client.post("/rooms/DJ/sealed/", fields)
    client.post("/rooms/DJ/sealed/", fields)

    assert Matter.objects.count() == 1


def test_without_a_named_person_nothing_is_taken_and_the_text_is_kept(client, world):
    Posting.objects.filter(role="CONFIDANT").delete()
    answer = client.post(
        "/rooms/DJ/sealed/",
        {"content": MARKER, "files": SimpleUploadedFile("线索.txt", "线索".encode())},
    )

    assert answer.status_code == 422
    assert MARKER in answer.content.decode()
    assert Matter.objects.count() == Attachment.objects.count() == 0


def test_anonymous_gets_a_pin(client, world, follow):
    client.post("/rooms/DJ/sealed/", {"content": MARKER})
    matter = Matter.objects.get()

    assert matter.identity is None
    assert MARKER in follow(code_of(matter), pin_of(matter)).content.decode()
