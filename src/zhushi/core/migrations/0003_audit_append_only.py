"""The database itself refuses to change or delete a line of the trail, whoever asks.

Emptying a whole table (a test's reset on PostgreSQL) is another thing and stays possible for the
owner of the database.
"""

from django.db import migrations

SAID = "audit lines are never changed or deleted"
SQLITE = tuple(
    f"CREATE TRIGGER core_auditentry_no_{verb.lower()} BEFORE {verb} ON core_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE FUNCTION core_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER core_auditentry_append_only BEFORE UPDATE OR DELETE ON core_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION core_auditentry_refuse()",
)
UNDO_SQLITE = tuple(f"DROP TRIGGER core_auditentry_no_{verb}" for verb in ("update", "delete"))
UNDO_POSTGRESQL = (
    "DROP TRIGGER core_auditentry_append_only ON core_auditentry",
    "DROP FUNCTION core_auditentry_refuse()",
)
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}


def forwards(apps, editor):
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement)


def backwards(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
