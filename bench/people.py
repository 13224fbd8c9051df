"""`make bench-people`: districts of 119 and of 13,000 delegates, every page around people measured.

Writes bench/people.json and a table, as bench/run.py does and with its settings ``ENGINES`` and
``ROUNDS`` (default 15). ``SIZES`` is "small large" unless set: 119 delegates in 17 rooms, and
13,000 in 1,200, in one database.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("ROUNDS", "15")

from bench.client import Client  # noqa: E402
from bench.pages import Page  # noqa: E402
from bench.processes import workers_of  # noqa: E402
from bench.run import (  # noqa: E402
    ENGINES,
    PASSWORD,
    WORKERS,
    command,
    database,
    env_for,
    measured_page,
    pace,
    postgres_of,
    server,
    table,
)
from tests import postgres  # noqa: E402

RESULTS = ROOT / "bench" / "people.json"
SIZES = {"small": (119, 17), "large": (13_000, 1_200)}
WANTED = (os.environ.get("SIZES") or "small large").split()
WARM_UP = 4


def main() -> int:
    found: list[dict[str, Any]] = []
    for engine in ENGINES:
        folder = Path(tempfile.mkdtemp(prefix="zhushi-bench-"))
        try:
            with database(engine, folder) as url:
                found += measured(engine, url, folder)
        except postgres.Unavailable as why:
            print(f"没有测 {engine}: {why}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    print(table(found, size="delegates"))
    return 0


def measured(engine: str, url: str, folder: Path) -> list[dict[str, Any]]:
    """All districts are there before the first is measured: none may pay for another."""
    env = env_for(url, folder)
    command(env, "-m", "zhushi.ops.cli", "migrate", "--verbosity", "0")
    for slug in WANTED:
        began = time.monotonic()
        command(env, "-m", "bench.crowd", slug, *map(str, SIZES[slug]))
        print(f"{engine}: {SIZES[slug]} 装好, {time.monotonic() - began:.0f} 秒", flush=True)
    print(f"这台机器做一百万次加法用 {pace():.0f} 毫秒处理器时间", flush=True)
    found: list[dict[str, Any]] = []
    for slug in WANTED:
        said = command(env, "-m", "bench.crowd_facts", slug)
        facts = json.loads(said.strip().splitlines()[-1])
        with server(env, folder) as (pid, port):
            found += rows(engine, facts, pid, port, url)
    return found


def rows(engine: str, facts: dict, pid: int, port: int, url: str) -> Iterator[dict[str, Any]]:
    while len(workers := workers_of(pid)) < WORKERS:
        time.sleep(0.2)
    backends = postgres_of(url) if engine == "postgresql" else []
    clients = {role: Client(port) for role in (*facts["logins"], "visitor")}
    for role, username in facts["logins"].items():
        clients[role].sign_in(username, PASSWORD)
    for name, role, path in facts["pages"]:
        address = quote(path, safe="/?&=:%")
        page = Page(name, lambda role=role, address=address: clients[role].get(address))
        line = {"page": name, "engine": engine, "delegates": facts["delegates"], "as": role}
        yield line | measured_page(page, workers, backends, warm_up=WARM_UP)


if __name__ == "__main__":
    sys.exit(main())
