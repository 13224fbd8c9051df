"""`make bench-papers`: a register of 10,000 rows, and the duty files of 119 delegates.

The practice district in a temporary database, the district's matters repeated until there are
10,000; prints time and peak memory of each, in a process of its own, and writes bench/papers.json.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import command, database, env_for, pace  # noqa: E402

RESULTS = ROOT / "bench" / "papers.json"


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="zhushi-bench-"))
    try:
        with database("sqlite", folder) as url:
            env = env_for(url, folder)
            command(env, "-m", "zhushi.ops.cli", "migrate", "--verbosity", "0")
            command(env, "-m", "zhushi.ops.cli", "make-demo")
            print(f"示范区建好; 一百万次加法用 {pace():.0f} 毫秒处理器时间", flush=True)
            found = [
                json.loads(command(env, "-m", "bench.papers_facts", what).strip().splitlines()[-1])
                for what in ("register", "duty")
            ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    for one in found:
        print(
            f"{one['what']}: {one['count']} 条/份, {one['seconds']:.1f} 秒"
            f"(处理器 {one['cpu']:.1f} 秒), 文件 {one['size'] / 1e6:.1f} MB, "
            f"内存峰值 {one['peak_mb']} MB(开始前 {one['before_mb']} MB)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
