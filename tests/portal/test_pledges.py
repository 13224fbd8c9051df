"""The board of pledges: by name where the delegate is listed, else not at all."""

import pytest

from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.settle_pledge import settle_pledge
from zhushi.activities.actions.show import hide, show
from zhushi.activities.choices import PledgeStatus
from zhushi.core.errors import Refused
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.choices import Publicity

pytestmark = pytest.mark.django_db
PAGE = "/rooms/DJ/pledges/"


def pledged(world, name="丙", text="每周辅导一名学生"):
    return make_pledge(
        world.rooms["东"],
        person=world.people[name],
        text=text,
        introduction="在中学教了二十年书",
        due_on=TODAY + 10 * DAY,
        by=world.乙,
        at=NOON,
    )


def shown(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_who_promised_what_and_how_it_ended(client, world):
    made = pledged(world)
    assert "还没有公开的承诺" in shown(client, "/rooms/XJ/pledges/")
    page = shown(client)
    for said in (f"<b>{world.people['丙'].name}</b>", "每周辅导", "进行中"):
        assert said in page
    settle_pledge(made, outcome=PledgeStatus.NOT_KEPT, result="学生转学了", by=world.丙, at=NOON)
    page = shown(client)
    assert "没有兑现" in page
    assert "学生转学了" not in page
    show(made, by=world.甲, at=NOON)
    assert "学生转学了" in shown(client)
    assert f'href="{PAGE}"' in shown(client, "/rooms/DJ/")


def test_who_is_not_listed_is_not_on_the_board(client, world):
    pledged(world)
    pledged(world, "甲", text="修好楼道灯")
    edit_person(world.people["丙"], publicity=Publicity.NONE, by=world.己, at=NOON)
    page = shown(client)
    assert "修好楼道灯" in page
    assert "每周辅导" not in page


def test_nobody_shows_what_they_wrote_and_it_is_taken_back_at_once(client, world):
    made = pledged(world, "甲", "修好楼道灯")
    with pytest.raises(Refused, match="还没有说"):
        show(made, by=world.己, at=NOON)
    settle_pledge(made, outcome=PledgeStatus.KEPT, result="全换成新灯", by=world.甲, at=NOON)
    with pytest.raises(Refused, match="不能自己审定"):
        show(made, by=world.甲, at=NOON)
    show(made, by=world.己, at=NOON)
    assert "全换成新灯" in shown(client)
    hide(made, by=world.己, at=NOON)
    assert "全换成新灯" not in shown(client)
    assert "修好楼道灯" in shown(client)


def test_the_introduction_stands_there_only_where_all_of_the_person_is_public(client, world):
    pledged(world)
    assert "二十年书" not in shown(client)
    edit_person(world.people["丙"], publicity=Publicity.EMPLOYER, by=world.己, at=NOON)
    assert "二十年书" in shown(client)


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(client, world, count):
    for number in range(count):
        pledged(world, text=f"承诺第{number}件")
    with at_most(5):
        assert shown(client).count("承诺第") == count
