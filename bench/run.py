"""`make bench`: load very many matters, start the real server, measure its pages over HTTP.

Writes bench/results.json (page → figures) and a table. ``MATTERS`` is the larger size (default
200000), a tenth of it is measured before, to show what grows. ``ENGINES`` is "sqlite postgresql"
unless set, ``ROUNDS`` how often each page is asked for (default 40). cpu_ms is the median
processor time of the web workers for one answer, database_cpu_ms that of PostgreSQL's own
processes; to compare machines, the pace of this one is printed beside.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import pages  # noqa: E402
from bench.client import Answer, Client  # noqa: E402
from bench.processes import children, cpu_seconds, workers_of  # noqa: E402
from tests import postgres  # noqa: E402

RESULTS = ROOT / "bench" / "results.json"
MATTERS = int(os.environ.get("MATTERS") or 200_000)
ENGINES = (os.environ.get("ENGINES") or "sqlite postgresql").split()
ROUNDS = int(os.environ.get("ROUNDS") or 40)
WARM_UP = 10
WORKERS = 2
LOGINS = {"office": "office1", "liaison": "liaison-xzl", "unit": "handler-housing"}
PASSWORD = "demo-zhushi-2026"
LIMIT_MS, LIMIT_STATEMENTS = 40, 12


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
        RESULTS.write_text(json.dumps(by_page(found), ensure_ascii=False, indent=1) + "\n")
    print(table(found))
    return 0


def by_page(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Figures by page: the plain name is the first engine at its larger size, others say which."""
    largest = max((row["matters"] for row in found if row["engine"] == ENGINES[0]), default=0)
    named = {}
    for row in found:
        is_plain = (row["engine"], row["matters"]) == (ENGINES[0], largest)
        key = row["page"] if is_plain else f"{row['page']}@{row['engine']}-{row['matters']}"
        named[key] = row
    return named


def database(engine: str, folder: Path):
    """A database of the bench's own; gone with the block."""
    return (
        postgres.server()
        if engine == "postgresql"
        else nullcontext(f"sqlite:///{folder}/db.sqlite3")
    )


def env_for(url: str, folder: Path) -> dict[str, str]:
    """What the commands and the server of a measurement are started with."""
    path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
    return {
        **os.environ,
        "DATABASE_URL": url,
        "ZHUSHI_HOME": str(folder / "home"),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": path,
        "ZHUSHI_LOG": "ERROR",
    }


def measured(engine: str, url: str, folder: Path) -> list[dict[str, Any]]:
    """Both sizes, the smaller first: the larger one is filled up from it."""
    env = env_for(url, folder)
    command(env, "-m", "zhushi.ops.cli", "migrate", "--verbosity", "0")
    command(env, "-m", "zhushi.ops.cli", "make-demo", "--matters", "60")
    found = []
    for size in dict.fromkeys((MATTERS // 10, MATTERS)):
        began = time.monotonic()
        command(env, "-m", "bench.load", str(size))
        said = command(env, "-m", "bench.facts")
        facts = json.loads(said.strip().splitlines()[-1])
        print(f"{engine}: {size} 件装好, {time.monotonic() - began:.0f} 秒", flush=True)
        print(f"这台机器做一百万次加法用 {pace():.0f} 毫秒处理器时间", flush=True)
        with server(env, folder) as (pid, port):
            found += rows(engine, facts, pid, port, url)
    return found


def rows(engine: str, facts: dict, pid: int, port: int, url: str) -> Iterator[dict[str, Any]]:
    while len(workers := workers_of(pid)) < WORKERS:
        time.sleep(0.2)
    backends = postgres_of(url) if engine == "postgresql" else []
    clients = {role: Client(port) for role in (*LOGINS, "visitor")}
    for role, username in LOGINS.items():
        clients[role].sign_in(username, PASSWORD)
    asked = [*pages.reading(clients, facts), *pages.writing(clients, facts, str(facts["matters"]))]
    for page in asked:
        line = {"page": page.name, "engine": engine, "matters": facts["matters"]}
        yield line | measured_page(page, workers, backends)


def measured_page(
    page: pages.Page, workers: list[int], backends: list[int], *, warm_up: int = WARM_UP
) -> dict[str, Any]:
    """What one page takes, asked for ``ROUNDS`` times after some that do not count."""
    answers = [asked_once(page) for _ in range(warm_up)]
    wrong = next((a for a in answers if a.status != page.right), None)
    if wrong:
        failed = f"答复是 {wrong.status}"
        print(f"{page.name}: {failed}", flush=True)
        return {"failed": failed}
    answers, spent, spent_db = [], [], []
    for _ in range(ROUNDS):
        page.before()
        before, before_db = cpu_seconds(workers), cpu_seconds(within(backends))
        answers.append(page.ask())
        spent.append(cpu_seconds(workers) - before)
        spent_db.append(cpu_seconds(within(backends)) - before_db)
    times = sorted(a.seconds * 1000 for a in answers)
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "cpu_ms": round(statistics.median(spent) * 1000, 1),
        "database_cpu_ms": round(statistics.median(spent_db) * 1000, 1),
        "statements": max(a.statements for a in answers),
        "bytes": max(a.size for a in answers),
    }


def asked_once(page: pages.Page) -> Answer:
    page.before()
    return page.ask()


def pace() -> float:
    """Milliseconds of processor time this machine takes now for a million additions."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - began) * 1000


def within(roots: list[int]) -> list[int]:
    return [pid for root in roots for pid in (root, *children(root))]


def postgres_of(url: str) -> list[int]:
    """The process that owns the bench's database server."""
    import psycopg

    with psycopg.connect(url) as connection:
        (folder,) = connection.execute("show data_directory").fetchone()
    return [int((Path(folder) / "postmaster.pid").read_text().splitlines()[0])]


@contextmanager
def server(env: dict[str, str], folder: Path) -> Iterator[tuple[int, int]]:
    """``zhushi serve`` on a free port; ended by its own process id."""
    port = postgres.free_port()
    arguments = [sys.executable, "-m", "zhushi.ops.cli", "serve", "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(arguments, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log)
        try:
            if not process.stdout.readline():
                raise RuntimeError((folder / "server.log").read_text()[-2000:])
            yield process.pid, port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def command(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-3000:]}")
    return done.stdout


def table(found: list[dict[str, Any]], *, size: str = "matters") -> str:
    """The results side by side; what is over a limit is marked. size: what grows."""
    heads = ("page", "engine", size, "median_ms", "p95_ms", "cpu_ms", "database_cpu_ms",
             "statements", "bytes")  # fmt: skip
    lines = [heads, *([str(line.get(head, "-")) for head in heads] for line in found)]
    widths = [max(len(str(line[place])) for line in lines) for place in range(len(heads))]
    told = ["  ".join(str(v).rjust(w) for v, w in zip(line, widths, strict=True)) for line in lines]
    for place, line in enumerate(found, start=1):
        over = [
            line.get("cpu_ms", 0) > LIMIT_MS and "处理器时间",
            line.get("statements", 0) > LIMIT_STATEMENTS and "语句",
            line.get("failed"),
        ]
        if any(over):
            told[place] += "  ← " + "、".join(filter(None, over))
    return "\n".join(told)


if __name__ == "__main__":
    sys.exit(main())
