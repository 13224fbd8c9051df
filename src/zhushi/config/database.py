"""Which database: SQLite in the data folder, or whatever ``DATABASE_URL`` names."""

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE = {
    # A write takes the lock when its transaction begins and waits its turn, instead of failing
    # half-way when it finds that somebody else wrote in between.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"),
}

POSTGRESQL = {
    # Our pages join many small tables to one row found by a key. Weighing all orders of such a
    # join takes ten times as long as reading it; compiling a plan takes longer still.
    "options": "-c join_collapse_limit=4 -c jit=off",
}


def database(url: str, *, home: Path) -> dict[str, Any]:
    """Django's settings for the one database; an empty ``url`` is SQLite under ``home``."""
    parsed = dj_database_url.parse(
        url or f"sqlite:///{home / 'zhushi.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
    settings: dict[str, Any] = dict(parsed)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {**SQLITE, **settings.get("OPTIONS", {})}
        name = settings["NAME"]
        if name and name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
    else:
        settings["OPTIONS"] = {**POSTGRESQL, **settings.get("OPTIONS", {})}
    return settings
