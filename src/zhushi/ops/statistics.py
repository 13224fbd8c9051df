"""How the rows of each table are spread, for the database's planner."""

from django.db import connection

ROWS_LOOKED_AT = 1000


def refresh() -> None:
    """Look at the tables again; some tenths of a second, whatever their size.

    Without it SQLite takes any index that fits a little for a good one. PostgreSQL does this by
    itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
