"""The index beside MatterText: on SQLite an FTS5 table without content, on PostgreSQL a GIN.

Both hold terms that core/bigrams.py made. On SQLite one INSERT into the view ``matters_entry``
keeps text and terms together; old terms go the way FTS5 asks for, by sending them again.
"""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE matters_terms USING fts5(
        terms, content='', detail=none, columnsize=0, tokenize='ascii'
    )
    """,
    """
    CREATE VIEW matters_entry AS
    SELECT matter_id, text, shared, '' AS terms, '' AS old_terms FROM matters_mattertext
    """,
    """
    CREATE TRIGGER matters_entry_insert INSTEAD OF INSERT ON matters_entry BEGIN
        INSERT INTO matters_terms(matters_terms, rowid, terms)
        SELECT 'delete', new.matter_id, new.old_terms WHERE new.old_terms <> '';
        INSERT INTO matters_mattertext(matter_id, text, shared)
        VALUES (new.matter_id, new.text, new.shared)
        ON CONFLICT (matter_id) DO UPDATE SET text = excluded.text, shared = excluded.shared;
        INSERT INTO matters_terms(rowid, terms) VALUES (new.matter_id, new.terms);
    END
    """,
    # Whoever empties the table (a reset, a test) empties the index with it.
    """
    CREATE TRIGGER matters_mattertext_emptied AFTER DELETE ON matters_mattertext
    WHEN NOT EXISTS (SELECT 1 FROM matters_mattertext) BEGIN
        INSERT INTO matters_terms(matters_terms) VALUES ('delete-all');
    END
    """,
)
POSTGRESQL = (
    "ALTER TABLE matters_mattertext ADD COLUMN terms tsvector",
    "CREATE INDEX matters_terms ON matters_mattertext USING gin (terms)",
)
UNDO = {
    "sqlite": (
        "DROP TRIGGER matters_mattertext_emptied",
        "DROP VIEW matters_entry",
        "DROP TABLE matters_terms",
    ),
    "postgresql": ("ALTER TABLE matters_mattertext DROP COLUMN terms",),
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def forwards(apps, editor):
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement)


def backwards(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [("matters", "0004_terms")]  # its name before the first release
    dependencies = [("matters", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
