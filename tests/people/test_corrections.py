"""“这里不对”: asked with words that are sealed, answered by the office, told to the person."""

import pytest

from tests.refusals import refused
from tests.world import NOON
from zhushi.core.models import AuditEntry, Notice
from zhushi.people.actions.ask_correction import ask_correction
from zhushi.people.actions.decide_correction import accept_correction, decline_correction
from zhushi.people.choices import CorrectionField, CorrectionStatus
from zhushi.people.models import Correction, Person

pytestmark = pytest.mark.django_db
F = CorrectionField


def asked(world, field=F.PHONE, said="13712345678", name="丙"):
    return ask_correction(world.people[name], field=field, said=said, by=world.users[name], at=NOON)


def test_what_is_right_is_sealed_and_the_own_office_alone_is_told(world):
    correction = asked(world)

    assert b"137" not in bytes(Correction.objects.get().said)
    assert correction.words == "13712345678"
    notice = Notice.objects.get()
    assert (notice.user, notice.about) == (world.己, f"correction:{correction.pk}")
    assert "137" not in notice.text
    assert AuditEntry.objects.get(event="correction.ask").facts == {"column": "phone"}


def test_the_same_field_waits_once_and_not_too_many_wait(world):
    asked(world)
    with refused("已经提过"):
        asked(world, said="13712345679")
    asked(world, name="乙")
    for number in range(9):
        asked(world, F.OTHER, f"别的{number}")
    with refused("已经很多"):
        asked(world, F.OTHER, "又一个")


@pytest.mark.parametrize(("said", "words"), [("  ", "请写正确"), ("长" * 201, "最多写 200 字")])
def test_words_are_needed_and_not_too_many(world, said, words):
    with refused(words):
        asked(world, said=said)


@pytest.mark.parametrize(
    ("field", "value"), [(F.EMPLOYER, "某厂"), (F.SEX, "F"), (F.BORN, "1963-03")]
)
def test_accepting_changes_the_person_and_keeps_no_copy(world, field, value):
    correction = asked(world, field, "本人的话")

    done = accept_correction(correction, value=value, by=world.己, at=NOON)

    assert getattr(Person.objects.get(pk=world.people["丙"].pk), field) == value
    assert (done.status, done.said, done.decided_by) == (CorrectionStatus.ACCEPTED, None, world.己)
    assert Notice.objects.get(user=world.丙).text == f"您提的“{field.label}”已改正"
    assert AuditEntry.objects.get(event="person.edit").facts == {"changed": [field.value]}
    with refused("已经答复过"):
        accept_correction(done, value=value, by=world.己, at=NOON)


def test_an_accepted_telephone_is_sealed_with_the_person(world):
    accept_correction(asked(world), value="13712345678", by=world.己, at=NOON)

    person = Person.objects.get(pk=world.people["丙"].pk)
    assert (person.open("phone"), person.masked_phone) == ("13712345678", "137••••5678")


def test_a_seat_is_put_right_elsewhere_and_then_said_to_be_so(world):
    before = Person.objects.filter(pk=world.people["丙"].pk).values().get()

    accept_correction(asked(world, F.MANDATE, "我是市代表"), by=world.己, at=NOON)

    assert Person.objects.filter(pk=world.people["丙"].pk).values().get() == before
    assert not AuditEntry.objects.filter(event="person.edit").exists()


def test_nothing_is_changed_without_a_value(world):
    correction = asked(world)

    with refused("请填改成什么"):
        accept_correction(correction, value=" ", by=world.己, at=NOON)


def test_a_no_carries_a_sentence_and_changes_nothing(world):
    correction = asked(world, F.NAME, "丙丙")
    with refused("请写一句话"):
        decline_correction(correction, sentence="不", by=world.己, at=NOON)

    done = decline_correction(correction, sentence="与身份证不符", by=world.己, at=NOON)

    assert (done.status, done.answer) == (CorrectionStatus.DECLINED, "与身份证不符")
    assert Person.objects.get(pk=world.people["丙"].pk).name == "丙"
    assert Notice.objects.get(user=world.丙).text == "您提的“姓名”没有改，请看说明"
