"""Who a resident is: kept sealed, looked at with a line, allowed by purpose, forgotten."""

import pytest
from django.db import connection, transaction

from tests.refusals import refused
from tests.world import DAY, NOON
from zhushi.core.crypto import Unsealable
from zhushi.core.models import AuditEntry
from zhushi.vault.actions.forget import forget
from zhushi.vault.actions.keep import Who, allow, keep
from zhushi.vault.actions.look import look
from zhushi.vault.actions.withdraw import withdraw
from zhushi.vault.choices import Field, Purpose
from zhushi.vault.models import Consent, Identity, Look
from zhushi.vault.queries import allows, knows_last_four

pytestmark = pytest.mark.django_db
REASON = "回访前核对电话"


def kept(world, *, room="DJ", consents=(), **fields):
    who = Who(
        **{
            "name": "钱小满",
            "phone": "13800004417",
            "address": "东街五号院",
            "hardship": "独居",
            **fields,
        },
        consents=frozenset(consents),
    )
    return keep(who, district_id=world.雁.pk, room=room, channel="RECEPTION", at=NOON)


def seen(world, identity, *fields, reason=REASON):
    return look(identity, fields, reason=reason, by=world.乙, by_label="东 联络员", at=NOON)


def test_what_is_kept_is_masked_outside_and_opens_field_by_field(world):
    identity = kept(world)
    assert (identity.masked_name, identity.masked_phone) == ("钱＊＊", "138••••4417")
    assert seen(world, identity, Field.NAME, Field.PHONE) == {
        Field.NAME: "钱小满",
        Field.PHONE: "13800004417",
    }
    assert seen(world, identity, Field.HARDSHIP) == {Field.HARDSHIP: "独居"}
    assert [row.fields for row in Look.objects.order_by("pk")] == [["NAME", "PHONE"], ["HARDSHIP"]]
    assert AuditEntry.objects.filter(event="identity.look").count() == 2
    assert kept(world, name="", phone="", address="", hardship="").is_anonymous


@pytest.mark.parametrize("reason", ["", "   ", "看看 ", "abc"])
def test_without_a_reason_nothing_opens_and_no_line_is_left(world, reason):
    identity = kept(world)
    with refused("至少四个字"):
        seen(world, identity, Field.NAME, reason=reason)


def test_a_look_and_its_line_stand_or_fall_together(world):
    identity = kept(world)
    with transaction.atomic():
        seen(world, identity, Field.NAME)
        transaction.set_rollback(True)
    assert not Look.objects.exists()
    assert not AuditEntry.objects.filter(event="identity.look").exists()


def test_a_ciphertext_moved_to_another_row_or_column_cannot_be_opened(world):
    one, two = kept(world), kept(world, name="孙二")
    Identity.objects.filter(pk=two.pk).update(name=one.name)
    with pytest.raises(Unsealable):
        Identity.objects.get(pk=two.pk).open("name")
    Identity.objects.filter(pk=one.pk).update(address=one.name)
    with pytest.raises(Unsealable):
        Identity.objects.get(pk=one.pk).open("address")
    assert bytes(kept(world).name) != bytes(kept(world).name)


def test_a_phone_is_found_again_in_its_own_room_however_it_is_written(world):
    one = kept(world)
    assert kept(world, phone="＋86 138-0000 ４４１７").phone_index == one.phone_index
    assert kept(world, room="XJ").phone_index != one.phone_index
    assert kept(world, phone="").phone_index == ""
    assert one.last_four != kept(world).last_four


def test_the_last_four_digits_are_known_and_nothing_else(world):
    identity, mute = kept(world, phone="138 0000 ４４１７"), kept(world, phone="")
    assert knows_last_four(identity, "4417")
    assert knows_last_four(identity, "４４１７")
    for wrong in ("4418", "", "0000", "04417", "13800004417"):
        assert not knows_last_four(identity, wrong)
    assert not knows_last_four(mute, "")


def test_a_consent_is_for_its_purpose_and_unit_and_ends_at_once(world):
    identity = kept(world, consents=[Purpose.PUBLISH])
    assert allows(identity, Purpose.PUBLISH)
    assert not allows(identity, Purpose.CONTACT_TO_UNIT)
    assert not allows(None, Purpose.PUBLISH)
    allow(identity, [Purpose.PUBLISH], channel="ONLINE", at=NOON)
    assert Consent.objects.filter(identity=identity).count() == 1
    Consent.objects.create(
        identity=identity,
        purpose=Purpose.CONTACT_TO_UNIT,
        unit_id=world.住建.pk,
        notice_version="1",
        channel="ONLINE",
        given_at=NOON,
    )
    assert allows(identity, Purpose.CONTACT_TO_UNIT, unit_id=world.住建.pk)
    assert not allows(identity, Purpose.CONTACT_TO_UNIT, unit_id=world.教育.pk)
    assert withdraw(identity, Purpose.PUBLISH, by=None, at=NOON) == 1
    assert withdraw(identity, Purpose.PUBLISH, by=None, at=NOON) == 0
    assert not allows(identity, Purpose.PUBLISH)
    allow(identity, [Purpose.PUBLISH], channel="ONLINE", at=NOON + DAY)
    assert allows(identity, Purpose.PUBLISH)


def test_who_is_forgotten_leaves_the_looks_and_nothing_of_themselves(world):
    identity = kept(world, consents=list(Purpose))
    seen(world, identity, Field.NAME)
    gone = forget(identity, by=None, at=NOON)
    stored = Identity.objects.get(pk=identity.pk)
    assert gone.forgotten_at == NOON
    assert [getattr(stored, name) for name in Identity.sealed_fields] == [None] * 4
    assert stored.phone_index + stored.masked_name + stored.masked_phone == ""
    assert not any(allows(stored, purpose) for purpose in Purpose)
    assert Look.objects.filter(identity=identity).count() == 1
    with refused("已按期限或本人要求删除"):
        seen(world, stored, Field.NAME)


@pytest.mark.django_db(transaction=True)
def test_no_plain_text_of_an_identity_stands_anywhere_in_the_database():
    """The file itself on SQLite, every column of every table on PostgreSQL."""
    from pathlib import Path

    from django.apps import apps

    from tests.world import build

    world = build()
    marks = ("独孤标记某", "13912340987", "标记巷九百号", "标记病情")
    who = dict(zip(("name", "phone", "address", "hardship"), marks, strict=True))
    content = "标记内容，楼道灯坏了。"
    world.matter(who=Who(**who, consents=frozenset(Purpose)), content=content)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        name = str(connection.settings_dict["NAME"])
        stored = b"".join(p.read_bytes() for p in Path(name).parent.glob(Path(name).name + "*"))
    else:
        tables = [model._meta.db_table for model in apps.get_models()]
        with connection.cursor() as cursor:
            rows = []
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                rows += [row[0] for row in cursor.fetchall()]
        stored = "\n".join(rows).encode()
    assert "标记内容".encode() in stored  # the search itself finds what is stored in the open
    for mark in marks:
        assert mark.encode() not in stored
        assert mark.encode("utf-16-le") not in stored


def test_nobody_looks_more_than_fifty_times_a_day(world):
    identity, other = kept(world), kept(world, name="孙大河")
    for _ in range(25):
        seen(world, identity, Field.NAME)
        seen(world, other, Field.NAME)

    with refused("50 次"):
        seen(world, identity, Field.NAME)
    assert Look.objects.count() == 50
    look(identity, [Field.NAME], reason=REASON, by=world.己, by_label="党联办", at=NOON)
    look(identity, [Field.NAME], reason=REASON, by=world.乙, by_label="东", at=NOON + DAY)
