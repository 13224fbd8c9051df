"""Pictures of an activity: made small and plain, for who may read it, never more than nine."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.activities.test_joint import joint, seated
from tests.core.hostile import photo_with_position, picture
from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.record_activity import (
    Said,
    hold_activity,
    note_activity,
    record_activity,
)
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity, Photo
from zhushi.core.models import Attachment
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def visit(world, by="丙", key="k"):
    return note_activity(
        world.rooms["东"],
        kind=ActivityKind.VISIT,
        form="VILLAGE",
        on=TODAY,
        record="看了食堂",
        key=key,
        by=world.users[by],
        at=NOON,
    )


def shot(name="院坝.jpg", data=None):
    return SimpleUploadedFile(name, data or photo_with_position(), "image/jpeg")


def shots(count):
    """So many different pictures."""
    return [shot(f"{n}.jpg", picture(size=(40 + n, 30))) for n in range(count)]


def put(client, activity, *files):
    return client.post(f"/desk/activities/{activity.pk}/photos/", {"photos": list(files)})


def test_a_picture_is_shown_without_where_and_with_what_it_was_taken(world, sign_in):
    activity, delegate = visit(world), sign_in("丙")
    assert put(delegate, activity, shot()).status_code == 302
    kept = Photo.objects.get().attachment
    here = f"/desk/activities/photos/{kept.uid}/"
    assert here in page(delegate.get(f"/desk/activities/{activity.pk}/"))
    sent = b"".join(delegate.get(here).streaming_content)
    assert b"SECRET" not in sent
    assert b"PHOTOGRAPHER" not in sent
    assert not Image.open(io.BytesIO(sent)).getexif()


def test_the_same_picture_is_kept_once(world, sign_in):
    activity, delegate = visit(world), sign_in("丙")
    put(delegate, activity, shot())
    put(delegate, activity, shot("again.jpg"))
    assert Photo.objects.count() == Attachment.objects.count() == 1


def test_nine_at_most_and_the_tenth_is_refused_with_a_sentence(world, sign_in):
    activity, delegate = visit(world), sign_in("丙")
    assert put(delegate, activity, *shots(9)).status_code == 302
    assert 'name="photos"' not in page(delegate.get(f"/desk/activities/{activity.pk}/"))
    refused = put(delegate, activity, shot())
    assert refused.status_code == 422
    assert "最多放 9 张" in page(refused)
    assert Attachment.objects.count() == 9


def test_what_is_no_picture_is_refused_and_nothing_stays(world, sign_in):
    activity, delegate = visit(world), sign_in("丙")
    refused = put(delegate, activity, SimpleUploadedFile("说明.txt", "看了食堂".encode()))
    assert refused.status_code == 422
    assert "不是照片" in page(refused)
    assert not Attachment.objects.exists()
    assert "内容和扩展名" in page(put(delegate, activity, shot(data=b"no picture")))


def test_there_is_none_before_the_day(world, sign_in):
    activity = joint(world)
    assert "放上照片" not in page(sign_in("乙").get(f"/desk/activities/{activity.pk}/"))
    assert "还没有到那天" in page(put(sign_in("乙"), activity, shot()))
    assert not Photo.objects.exists()


def test_who_put_it_there_and_the_desk_take_it_away_with_its_file(world, sign_in):
    activity = visit(world)
    for owner, remover in (("丙", "丙"), ("丙", "乙")):
        put(sign_in(owner), activity, shot())
        kept = Photo.objects.get().attachment
        there = f"/desk/activities/photos/{kept.uid}/removal/"
        assert sign_in("丁").post(there).status_code == 404
        assert sign_in("甲").get(there).status_code == 405
        assert sign_in(remover).post(there).status_code == 302
        assert not Photo.objects.exists()
        assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["戊", "庚", "癸", "系统"])
def test_a_stranger_gets_404(world, sign_in, name):
    activity = visit(world)
    put(sign_in("丙"), activity, shot())
    kept = Photo.objects.get().attachment
    stranger = sign_in(name)
    assert stranger.get(f"/desk/activities/photos/{kept.uid}/").status_code == 404
    assert put(stranger, activity, shot("b.jpg", picture())).status_code == 404
    assert Photo.objects.count() == 1


def test_a_note_brings_its_pictures_along_once(world, sign_in):
    delegate = sign_in("丙")
    form = {
        "key": "k1",
        "what": "VISIT:VILLAGE",
        "on": f"{TODAY}",
        "record": "看了食堂",
    }
    for _ in range(2):
        done = delegate.post("/desk/activities/note/", {**form, "photos": [shot(), *shots(2)]})
        assert done.status_code == 302
    assert Activity.objects.get().photos.count() == Attachment.objects.count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_many_pictures_cost_no_more(world, sign_in, count):
    activity, liaison = visit(world), sign_in("乙")
    put(liaison, activity, *shots(count))
    with at_most(12):
        assert f"{count} 张" in page(liaison.get(f"/desk/activities/{activity.pk}/"))


def test_the_desk_of_a_room_that_takes_part_says_who_goes(world, sign_in):
    seated(world, "卯", Role.LIAISON, "东社")
    neighbour = seated(world, "寅", Role.DELEGATE, "东社")
    activity = joint(world)
    assert sign_in("卯").get(f"/desk/activities/{activity.pk}/").status_code == 404
    announce_activity(activity, by=world.乙, at=NOON)
    here, there = f"/desk/activities/{activity.pk}/", f"/desk/activities/{activity.pk}/brought/DJS/"
    desk = sign_in("卯")
    assert "就这些人去" in page(desk.get(here))
    desk.post(there, {"brought": [neighbour.ref]})
    assert "寅" in page(sign_in("乙").get(here))
    assert "就这些人去" not in page(sign_in("乙").get(here))
    desk.post(there, {"brought": [world.people["戊"].ref]})
    assert activity.participants.filter(person=neighbour).exists()
    for name, room in (("乙", "DJS"), ("戊", "DJS"), ("丙", "DJS"), ("卯", "DJ")):
        address = f"/desk/activities/{activity.pk}/brought/{room}/"
        assert sign_in(name).post(address, {"brought": []}).status_code == 404
    assert desk.post(f"{here}edit/").status_code == 404


def test_a_room_that_takes_part_reads_nothing_of_what_the_others_said(world, sign_in, clock):
    seated(world, "卯", Role.LIAISON, "东社")
    activity = announce_activity(joint(world), by=world.乙, at=NOON)
    clock.move_to(NOON + 3 * DAY)
    hold_activity(activity, came=[world.people["丙"]], by=world.乙, at=NOON + 3 * DAY)
    said = [Said("院里没有地方晾被子", speaker="一位居民")]
    record_activity(activity, record="主要谈晾晒", said=said, by=world.乙, at=NOON + 3 * DAY)
    put(sign_in("乙"), activity, shot())
    shown = page(sign_in("卯").get(f"/desk/activities/{activity.pk}/"))
    assert "院坝宣讲" in shown
    for hidden in ("晾", world.people["丙"].name + "<", "/photos/"):
        assert hidden not in shown.split("<main", 1)[-1]
    kept = Photo.objects.get().attachment
    assert sign_in("卯").get(f"/desk/activities/photos/{kept.uid}/").status_code == 404
