"""`make test`: the whole suite on SQLite and on PostgreSQL, and which of it could not run.

Installs Chromium, its Chinese font, PostgreSQL, and what measures letters (LibreOffice,
poppler) through apt when it may. What cannot be had is said loudly at the end; the exit code
is that of the suites that ran.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import postgres  # noqa: E402
from tests.browser import chromium  # noqa: E402

ONCE = ("tests/architecture", "tests/ui", "tests/config")
"""Folders that ask no database. They, whatever else asks none (tests/conftest.py) and what is
marked ``once`` are the same on both and run with the first."""
WORKERS = str((os.cpu_count() or 1) + 1)
"""One more than there are processors: a journey waits for its browser half of the time."""
COMPILED = ROOT / "var" / "compiled"
"""Kept for every process of the suite: compiling all of it anew takes each of them ten seconds."""
PACKAGES = {
    "chromium-headless-shell": lambda: "shell" in (chromium() or ""),
    "fonts-noto-cjk": lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
    "libreoffice-writer-nogui": lambda: shutil.which("soffice"),
    "poppler-utils": lambda: shutil.which("pdftotext"),
    "postgresql": lambda: any(Path(postgres.BINARIES).glob("*/bin/initdb")),
}


def install_missing() -> None:
    missing = [name for name, present in PACKAGES.items() if not present()]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"正在安装 {' '.join(missing)}……", flush=True)
    # Debian's package starts a server of its own when it is installed; tests want none of it.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", "update", "-qq"], env=env)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", *missing], env=env, stdout=subprocess.DEVNULL
    )


def run(name: str, url: str, options: list[str], **more: str) -> tuple[str, int]:
    """One whole suite; returns its closing line and its exit code."""
    print(f"\n━━ {name} ━━", flush=True)
    env = {**os.environ, "DATABASE_URL": url, "PYTHONUNBUFFERED": "1", **more}
    env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal"]
    command += ["--durations", "10", *options]
    began, last = time.monotonic(), ""
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as suite:
        for line in suite.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    last = last.strip("= ") or f"没有输出({time.monotonic() - began:.0f} 秒)"
    return f"{name}: {last}", 0 if suite.returncode == 5 and options else suite.returncode


def second_options(options: list[str]) -> tuple[list[str], dict[str, str]]:
    """Options and environment that leave out what the first database has answered for both."""
    marked = [*options]
    if "-m" in marked:
        marked[marked.index("-m") + 1] = f"({marked[marked.index('-m') + 1]}) and not once"
    else:
        marked += ["-m", "not once"]
    if not any(option.startswith("tests/") for option in options):
        marked += [f"--ignore={folder}" for folder in ONCE]
    return marked, {"ZHUSHI_SECOND_RUN": "1"}


def run_postgresql(given: str, options: list[str], env: dict[str, str]) -> tuple[str, int]:
    """On the server that was given, or on one of our own; raises Unavailable."""
    if given.startswith("postgres"):
        return run("PostgreSQL", given, options, **env)
    with postgres.server() as url:
        return run("PostgreSQL", url, options, **env)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen, options = parser.parse_known_args()
    install_missing()
    given = os.environ.get("DATABASE_URL", "")
    ran: list[tuple[str, int]] = []
    missed: list[str] = []
    if chromium() is None:
        missed.append("浏览器流程(journey): 没有 Chromium, 也无权安装")
        options += ["-m", "not journey"] if "-m" not in options else []
    if chosen.only != "postgresql":
        ran.append(run("SQLite", given if given.startswith("sqlite") else "", options))
    if chosen.only != "sqlite":
        second = second_options(options) if chosen.only is None else (options, {})
        try:
            ran.append(run_postgresql(given, *second))
        except postgres.Unavailable as reason:
            missed.append(f"PostgreSQL: {reason}")
    print("\n━━ 结果 ━━")
    for reason in missed:
        print(f"！！没有运行 —— {reason}")
    for line, _ in ran:
        print(line)
    return max((code for _, code in ran), default=1)


if __name__ == "__main__":
    sys.exit(main())
