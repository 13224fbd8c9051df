"""What a person is told of, that person can open."""

import pytest

from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import NOON, announced_day
from zhushi.core.models import Notice
from zhushi.matters.actions.dispute_look import dispute_look
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.models import Matter
from zhushi.vault.choices import Field
from zhushi.vault.models import Look

pytestmark = pytest.mark.django_db
STORIES = [*WAY_TO.values(), ("accept", "dispatch", "sign_in", "urge", "ask_extension", "extend")]


@pytest.mark.parametrize("story", STORIES, ids="-".join)
def test_every_notice_of_a_matter_opens_a_page_of_its_reader(client, world, story):
    matter = world.matter(who=world.known_resident()).matter
    for verb in story:
        ACTS[verb](world, Matter.objects.get(pk=matter.pk))
    opened(client)


def test_a_doubted_look_and_a_duty_open_too(client, world):
    announced_day(world)
    matter = world.matter(who=world.known_resident()).matter
    look_at(matter, fields=[Field.NAME], reason="回电话告知进度", by=world.乙, at=NOON)
    dispute_look(matter, Look.objects.get().pk, at=NOON)
    assert opened(client) >= {"丙", "己", "审计"}


def opened(client) -> set[str]:
    """Who could open their notices; every one of them is tried."""
    readers = set()
    for notice in Notice.objects.select_related("user__person"):
        if "seal" not in notice.about and is_sealed(notice):
            continue  # told before it was sealed: its reader is not to know any more
        client.force_login(notice.user)
        page = client.post("/desk/notices/read/", {"notice": notice.pk}, follow=True)
        name = notice.user.person.name
        assert page.status_code == 200, (name, notice.about)
        assert page.redirect_chain[-1][0] != "/desk/notices/", (name, notice.about)
        readers.add(name)
    return readers


def is_sealed(notice: Notice) -> bool:
    number = notice.about.partition(":")[2]
    return Matter.objects.filter(ref=number, visibility="SEALED").exists()
