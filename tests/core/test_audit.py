"""The trail: appended with the act, never changed, whatever way somebody tries."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from tests.world import NOON
from zhushi.core import audit
from zhushi.core.models import AuditEntry

pytestmark = pytest.mark.django_db
migration = import_module("zhushi.core.migrations.0003_audit_append_only")


@pytest.fixture
def guarded(db):
    """The table as a real installation has it; SQLite's test database goes without."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in migration.SQLITE:
                cursor.execute(statement)
    for number in range(3):
        audit.record("x.y", target=f"{number}", district_id=None, by=None, at=NOON, n=number)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditentry SET target = 'other'", "DELETE FROM core_auditentry"],
)
def test_the_database_refuses_to_change_a_line(guarded, statement):
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(AuditEntry.objects.order_by("pk").values_list("target", flat=True)) == list("012")


def test_the_newest_line_tells_whether_anything_was_done(guarded):
    before = audit.newest()
    assert audit.newest() == before
    audit.record("x.z", target="3", district_id=None, by=None, at=NOON)
    assert audit.newest() > before
