"""What was said at an activity becomes a matter: once, of the same room, and it says so."""

import pytest

from tests.world import NOON, TODAY
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Statement
from zhushi.core.models import AuditEntry, Notice
from zhushi.matters.actions.raise_statement import raise_statement
from zhushi.matters.choices import Channel
from zhushi.matters.models import Matter
from zhushi.people.actions.relieve import relieve

pytestmark = pytest.mark.django_db


def said(world, text="缺技术工人，招不到。", *, lead="丙", by="丙", form=("VISIT", "FIRM")):
    made = note_activity(
        world.rooms["东"],
        kind=ActivityKind(form[0]),
        form=form[1],
        on=TODAY,
        record="看了车间",
        lead=world.people[lead] if lead else None,
        said=[Said(text)],
        key=f"k{Statement.objects.count()}",
        by=world.users[by],
        at=NOON,
    )
    return made.statements.get()


def test_it_becomes_a_matter_of_the_same_room_with_the_words_as_they_were_said(world):
    other = said(world, "另一件事")
    statement = said(world)
    matter = raise_statement(statement, by=world.乙, at=NOON)
    assert (matter.room, matter.content) == (world.rooms["东"], "缺技术工人，招不到。")
    assert (matter.channel, matter.statement) == (Channel.VISIT, statement)
    assert matter.accepter == world.people["甲"]
    assert matter.clocks.exists()
    assert not Matter.objects.filter(statement=other).exists()


def test_the_delegate_who_heard_it_answers_for_it_first_and_sees_it(world):
    assert raise_statement(said(world), by=world.乙, at=NOON).receiver == world.people["丙"]
    helper = said(world, lead="丁", by="乙")
    assert raise_statement(helper, by=world.乙, at=NOON).receiver is None


def test_who_has_left_the_room_is_no_receiver(world):
    statement = said(world)
    for posting in world.people["丙"].postings.all():
        relieve(posting, ends_on=TODAY, by=world.己, at=NOON)
    later = NOON.replace(day=9)
    assert raise_statement(statement, by=world.乙, at=later).receiver is None


def test_raised_twice_it_is_the_same_matter(world):
    statement = said(world)
    first = raise_statement(statement, by=world.乙, at=NOON)
    lines = AuditEntry.objects.count()
    assert raise_statement(statement, by=world.丙, at=NOON) == first
    assert Matter.objects.count() == 1
    assert AuditEntry.objects.count() == lines


def test_the_channel_fits_where_it_was_said(world):
    at_the_door = said(world, form=("SYMPOSIUM", "DOORSTEP"))
    at_the_table = said(world, form=("SYMPOSIUM", "INVITED"))
    assert raise_statement(at_the_door, by=world.乙, at=NOON).channel == Channel.VISIT
    assert raise_statement(at_the_table, by=world.乙, at=NOON).channel == Channel.ACTIVITY


def test_the_liaison_is_told_that_an_opinion_waits_and_not_what_it_says(world):
    def told(name):
        waiting = Notice.objects.filter(user=world.users[name], event__startswith="activity.said")
        return list(waiting.values_list("text", flat=True))

    said(world)
    assert told("乙") == ["9月7日东街街道党代表工作室“走访企业”听到 1 条意见，请转成事项"]
    assert told("戊") == told("丙") == []
    said(world, by="乙")
    assert len(told("乙")) == 1  # who wrote it down need not be told
