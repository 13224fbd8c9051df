"""Exemplary delegates: by reason, confirmed by another, public only while they agree."""

import pytest

from tests.desk.statements import at_most
from tests.desk.test_peers import delegate
from tests.world import NOON, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.confirm_exemplar import answer_exemplar, confirm_exemplar
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.propose_exemplar import Works, propose_exemplar
from zhushi.activities.actions.publish_exemplar import publish_exemplar
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Exemplar
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry, Notice

pytestmark = pytest.mark.django_db
LIST = "/desk/exemplars/"
REASON = "每周四晚上到夜市摊位听意见，半年里帮七家小店办下了手续，办法写成了一页纸。"


def page(response):
    return response.content.decode()


def proposed(world, by="乙", person="丙", **fields):
    return propose_exemplar(
        world.东,
        person=world.people[person],
        **{"reason": REASON, **fields},
        by=world.users[by],
        at=NOON,
    )


def visit(world, room="东"):
    return note_activity(
        world.rooms[room],
        kind=ActivityKind.VISIT,
        form="DELEGATE",
        on=TODAY,
        record="看了夜市",
        title=f"走访{room}夜市",
        lead=world.people["丙"] if room == "东" else None,
        key=f"k{room}",
        by=world.己,
        at=NOON,
    )


def test_one_proposes_another_confirms_the_delegate_agrees_then_it_is_public(
    world, sign_in, client
):
    seen_at, person = visit(world), world.people["丙"]
    made = world.matter(receiver=person).matter
    here = f"/desk/people/{person.ref}/exemplar/"
    public = f"/rooms/DJ/delegates/{person.pk}/"
    liaison = sign_in("乙")
    assert "推荐为先进典型" in page(liaison.get(f"/desk/people/{person.ref}/"))
    short = liaison.post(here, {"reason": "很好", "works": [f"m{made.ref}"]})
    assert short.status_code == 422
    assert "至少写 20 个字" in page(short)
    form = {"reason": REASON, "works": [f"m{made.ref}"], "activity": f"a{seen_at.pk}"}
    liaison.post(here, form)
    liaison.post(here, form)
    one = Exemplar.objects.get()
    address = f"{LIST}{one.pk}/"
    shown = page(liaison.get(address))
    assert made.ref in shown
    assert "走访东夜市" in shown
    assert "确认</button>" not in shown
    assert liaison.post(f"{address}confirmation/").status_code == 404
    own = sign_in("丙")
    assert "可以公开</button>" not in page(own.get(address))
    head = sign_in("甲")
    head.post(f"{address}publication/")
    head.post(f"{address}confirmation/")
    assert Notice.objects.filter(user=world.丙, about=f"exemplar:{one.pk}").count() == 1
    refused = page(head.post(f"{address}publication/", follow=True))
    assert "本人还没有同意公开" in refused
    assert REASON not in page(client.get(public))
    assert own.get(f"{address}answer/").status_code == 405
    own.post(f"{address}answer/", {"agrees": "yes"})
    assert REASON not in page(client.get(public))
    head.post(f"{address}publication/")
    assert REASON in page(client.get(public))
    assert made.ref not in page(client.get(public))
    own.post(f"{address}answer/", {"agrees": "no"})
    assert REASON not in page(client.get(public))
    events = AuditEntry.objects.filter(event__startswith="exemplar.")
    assert {one.event.partition(".")[2] for one in events} == {
        "propose",
        "confirm",
        "agree",
        "publish",
        "disagree",
    }


def test_nobody_is_an_example_by_their_own_word(world):
    with pytest.raises(Refused, match="不能推荐自己"):
        proposed(world, by="丙")
    one = proposed(world, by="甲")
    with pytest.raises(Refused, match="不能自己确认"):
        confirm_exemplar(one, by=world.甲, at=NOON)
    of_head = proposed(world, person="甲")
    with pytest.raises(Refused, match="不能确认自己"):
        confirm_exemplar(of_head, by=world.甲, at=NOON)
    confirmed = confirm_exemplar(one, by=world.己, at=NOON)
    with pytest.raises(Refused, match="由本人定"):
        answer_exemplar(confirmed, agrees=True, by=world.己, at=NOON)
    with pytest.raises(Refused, match="已经确认"):
        proposed(world)


def test_only_a_delegate_of_the_room_and_without_telephone_numbers(world):
    for who in "乙丁":
        with pytest.raises(Refused, match="不是这个工作室的党代表"):
            proposed(world, by="甲", person=who)
    with pytest.raises(Refused, match="电话"):
        proposed(world, reason=f"{REASON}电话 138 0000 4417")
    with pytest.raises(Refused, match="别的工作室"):
        proposed(world, activity=visit(world, "西"))


def test_what_a_reader_may_not_see_is_one_thing_without_a_name(world, sign_in):
    made = world.matter(receiver=world.people["甲"]).matter
    one = proposed(world, works=Works(matters=[made.ref]))
    assert made.ref in page(sign_in("乙").get(f"{LIST}{one.pk}/"))
    seen = page(sign_in("丙").get(f"{LIST}{one.pk}/"))
    assert made.ref not in seen
    assert "一件事" in seen


def test_the_room_reads_it_and_no_stranger(world, sign_in):
    one = proposed(world)
    for who in "甲乙丙己":
        assert "丙" in page(sign_in(who).get(LIST))
        assert sign_in(who).get(f"{LIST}{one.pk}/").status_code == 200
    for who in "丁戊庚壬癸":
        stranger = sign_in(who)
        assert stranger.get(f"{LIST}{one.pk}/").status_code == 404
        for tail in ("confirmation/", "answer/", "publication/", "withdrawal/", "removal/"):
            assert stranger.post(f"{LIST}{one.pk}/{tail}").status_code == 404
        there = f"/desk/people/{world.people['丙'].ref}/exemplar/"
        assert stranger.post(there, {"reason": REASON}).status_code == 404
    assert REASON[:9] not in page(sign_in("戊").get(LIST))
    sign_in("丙").post(f"{LIST}{one.pk}/removal/")
    assert Exemplar.objects.filter(pk=one.pk).exists()
    assert sign_in("乙").post(f"{LIST}{one.pk}/removal/").status_code == 302
    assert not Exemplar.objects.exists()


def test_hostile_words_stay_words(world, sign_in, client):
    words = "<script>alert(1)</script>{{ 7|add:7 }}" + REASON
    one = confirm_exemplar(proposed(world, reason=words), by=world.己, at=NOON)
    one = answer_exemplar(one, agrees=True, by=world.丙, at=NOON)
    publish_exemplar(one, by=world.己, at=NOON)
    pages = page(sign_in("乙").get(f"{LIST}{one.pk}/"))
    pages += page(client.get(f"/rooms/DJ/delegates/{world.people['丙'].pk}/"))
    assert "<script>alert" not in pages
    assert "{{ 7|add:7 }}" in pages


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, count):
    for number in range(count):
        person = delegate(world, f"典{number}", "东", "教育")
        propose_exemplar(world.东, person=person, reason=REASON, by=world.乙, at=NOON)
    liaison = sign_in("乙")
    with at_most(6):
        assert page(liaison.get(LIST)).count("典") >= count


def test_who_was_asked_from_another_room_reads_when_and_where_and_no_more(world, sign_in):
    guest = delegate(world, "西室师", "西", "教育")
    made = plan_activity(
        world.东,
        kind=ActivityKind.VISIT,
        form="EXCHANGE",
        programme=Programme("看学校", TODAY, place="东校门口", people=(guest, world.people["戊"])),
        by=world.乙,
        at=NOON,
    )
    address = f"/desk/activities/{made.pk}/"
    assert sign_in("戊").get(address).status_code == 404
    announce_activity(made, by=world.乙, at=NOON)
    seen = page(sign_in("戊").get(address))
    assert "东校门口" in seen
    assert "西室师" not in seen
    assert sign_in("戊").post(f"{address}cancellation/").status_code == 404
    assert sign_in("癸").get(address).status_code == 404
