"""The need list on the desk: noted on the phone, filtered, crossed out by the room's desk."""

import pytest

from tests.activities.test_needs import noted
from tests.desk.statements import at_most
from zhushi.activities.choices import NeedStatus
from zhushi.activities.models import Need
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/service/needs/"


def page(response):
    return response.content.decode()


def test_a_delegate_notes_a_need_in_one_sentence(world, sign_in):
    delegate = sign_in("丙")
    assert "记一条需求" in page(delegate.get(f"{LIST}new/"))
    done = delegate.post(f"{LIST}new/", {"key": "k", "text": "楼里没人会修水管"}, follow=True)
    assert "记到清单上了" in page(done)
    assert "党代表记下" in page(done)
    need = Need.objects.get()
    assert (need.room, need.role) == (world.东, Role.DELEGATE)
    assert "划掉" not in page(done).split("<main")[-1]


def test_nothing_is_lost_where_a_field_is_wrong(world, sign_in):
    others = world.matter("西", by="戊").matter.ref
    given = {"key": "k", "text": "楼里没人会修水管", "matter_ref": others}
    done = sign_in("乙").post(f"{LIST}new/", given)
    assert done.status_code == 422
    assert "没有这个登记号" in page(done)
    assert "楼里没人会修水管" in page(done)
    own = world.matter().matter.ref
    done = sign_in("乙").post(f"{LIST}new/", {**given, "matter_ref": own}, follow=True)
    assert f"/desk/matters/{own}/" in page(done)


def test_each_sees_the_needs_of_the_own_rooms(world, sign_in):
    ours, others = noted(world), noted(world, room="西", key="x", text="西街要理发的")
    for who in "甲乙丙丁己":
        assert "陪着看病" in page(sign_in(who).get(LIST))
        assert sign_in(who).get(f"{LIST}{ours.pk}/").status_code == 200
    for who in "乙丙丁":
        assert "西街要理发的" not in page(sign_in(who).get(LIST))
        assert sign_in(who).get(f"{LIST}{others.pk}/").status_code == 404
    for who in "庚壬癸":
        assert sign_in(who).get(f"{LIST}{ours.pk}/").status_code == 404


def test_only_the_room_s_desk_crosses_a_need_out(world, sign_in):
    need = noted(world)
    for who in ("丙", "丁", "戊", "庚", "癸"):
        done = sign_in(who).post(f"{LIST}{need.pk}/drop/", {"reason": "不做"})
        assert done.status_code == 404
    assert sign_in("丁").get(f"{LIST}new/").status_code == 404
    liaison = sign_in("乙")
    assert liaison.get(f"{LIST}{need.pk}/drop/").status_code == 405
    assert liaison.post(f"{LIST}{need.pk}/drop/", {"reason": ""}).status_code == 422
    need.refresh_from_db()
    assert need.status == NeedStatus.OPEN
    done = liaison.post(f"{LIST}{need.pk}/drop/", {"reason": "已有人做"}, follow=True)
    assert "已有人做" in page(done)
    assert "陪着看病" not in page(liaison.get(LIST))
    assert "陪着看病" in page(liaison.get(f"{LIST}?show=DROPPED"))


def test_the_list_is_filtered_and_bears_any_words(world, sign_in):
    noted(world)
    noted(world, key="k2", text="路口要人护送孩子过街", wished="交通")
    found = page(sign_in("乙").get(f"{LIST}?q=交通"))
    assert "护送孩子" in found
    assert "陪着看病" not in found
    assert sign_in("乙").get(f"{LIST}?q=%00&show=NOPE&room=%00").status_code == 200
    for given in ("statement=x", "statement=99"):
        assert sign_in("乙").get(f"{LIST}new/?{given}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(world, sign_in, count):
    for number in range(count):
        need = noted(world, key=f"k{number}", text=f"第{number}条需求")
    liaison = sign_in("乙")
    with at_most(7):
        assert page(liaison.get(LIST)).count("条需求") >= count
    with at_most(6):
        liaison.get(f"{LIST}{need.pk}/")
