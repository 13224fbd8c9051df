"""`make bench-life`: the practice district's two years, every page of its activities measured.

Writes bench/life.json and a table, as bench/people.py does and with its settings ``ENGINES`` and
``ROUNDS``.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.people import rows  # noqa: E402
from bench.run import ENGINES, command, database, env_for, pace, server, table  # noqa: E402
from tests import postgres  # noqa: E402

RESULTS = ROOT / "bench" / "life.json"


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
    env = env_for(url, folder)
    command(env, "-m", "zhushi.ops.cli", "migrate", "--verbosity", "0")
    command(env, "-m", "zhushi.ops.cli", "make-demo")
    print(f"{engine}: 示范区建好; 这台机器做一百万次加法用 {pace():.0f} 毫秒处理器时间", flush=True)
    facts = json.loads(command(env, "-m", "bench.life_facts").strip().splitlines()[-1])
    with server(env, folder) as (pid, port):
        return list(rows(engine, facts, pid, port, url))


if __name__ == "__main__":
    sys.exit(main())
