"""A server of its own with a database of its own, the fight, and what is wrong afterwards."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

from tests.concurrency import teams
from tests.concurrency.clients import WON, fight
from tests.postgres import free_port

CHINESE = re.compile("[。？！]")
"""How a sentence ends that somebody can act on."""
ROOT = Path(__file__).resolve().parents[2]


def findings(rounds: int, *, of_teams: int, unlocked: bool = False) -> list[str]:
    """What went wrong when four clients fought ``rounds`` times; empty if nothing did.

    of_teams: rounds of the fights in teams.py.
    """
    with tempfile.TemporaryDirectory(prefix="zhushi-race-") as home, _database(home) as url:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.concurrency.settings",
            "DATABASE_URL": url,
            "RACE_HOME": home,
            "RACE_UNLOCKED": "1" if unlocked else "",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        told = json.loads(
            _run(
                [sys.executable, "-m", "tests.concurrency.prepare", str(rounds), str(of_teams)], env
            )
        )
        with _server(env, Path(home)) as port:
            answers = fight(port, told)
        return _wrong_answers(answers) + _wrong_rows(url, home, told, of_teams)


@contextmanager
def _database(home: str) -> Iterator[str]:
    """A new database beside the tests' own one, of the same kind."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{home}/race.sqlite3"
        return
    given = urlsplit(os.environ["DATABASE_URL"])
    name = f"race_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(given._replace(path=f"/{name}"))
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _server(env: dict, home: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "zhushi.ops.cli", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=ROOT)
    try:
        _await(port, process, home)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(port: int, process: subprocess.Popen, home: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as probe:
                probe.request("GET", "/desk/login/")
                if probe.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError((home / "serve.log").read_text()[-2000:])


def _run(command: list[str], env: dict) -> str:
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.splitlines()[-1]


def _wrong_answers(answers: dict) -> list[str]:
    """One winner a round and polite refusals; the same form is welcome four times."""
    wrong = []
    for name, rounds in answers.items():
        for number, statuses in enumerate(rounds):
            if name in teams.WINNERS:
                wrong += _wrong_words(name, number, statuses)
                continue
            seen = Counter(statuses)
            winners, polite = seen.pop(302, 0) + seen.pop(204, 0), {404, 409, 422}
            expected = 4 if name == "submit" else 1
            if winners != expected or set(seen) - polite:
                wrong.append(f"{name} {number}: {sorted(statuses)}")
    return wrong


def _wrong_words(name: str, number: int, said: list[str]) -> list[str]:
    """So many winners as there may be, and a sentence for each of the others."""
    others = [words for words in said if words != WON]
    is_told = all(CHINESE.fullmatch(words[-1]) for words in others)
    wanted = teams.WINNERS[name]
    if said.count(WON) in (wanted if isinstance(wanted, tuple) else (wanted,)) and is_told:
        return []
    return [f"{name} {number}: {sorted(said)}"]


STEPS = "SELECT count(*), count(DISTINCT matter_id) FROM matters_step WHERE verb = "
ROWS = {
    "accept": STEPS + "'accept'",
    "hand_back step": STEPS + "'hand_back'",
    "dispatch": "SELECT count(*), count(DISTINCT matter_id) FROM matters_dispatch",
    "hand_back": "SELECT count(*), count(DISTINCT dispatch_id) FROM matters_handback",
    "book": "SELECT count(*), count(DISTINCT slot_id) FROM activities_turn",
    "taken": "SELECT sum(taken), count(*) FROM activities_slot",
    "submit": "SELECT count(*), count(DISTINCT content) FROM matters_matter "
    "WHERE channel = 'ONLINE'",
}


def _wrong_rows(url: str, home: str, told: dict, of_teams: int) -> list[str]:
    """The database itself: nothing twice, nothing lost."""
    rounds = len(told["slots"])
    expected = dict.fromkeys(ROWS, (rounds, rounds))
    merged = 2 * of_teams
    expected["accept"] = (3 * rounds + (0 if teams.ONLY_SHIFTS else merged),) * 2
    expected["dispatch"] = (2 * rounds, 2 * rounds)
    statements = dict(ROWS)
    for name, (sql, a_round) in teams.ROWS.items():
        statements[name], expected[name] = sql, (a_round * of_teams,)
    found = {name: tuple(map(int, _row(url, home, sql))) for name, sql in statements.items()}
    return [
        f"{name}: {found[name]} instead of {expected[name]}"
        for name in statements
        if found[name] != expected[name]
    ]


def _row(url: str, home: str, sql: str) -> tuple:
    if url.startswith("sqlite"):
        import sqlite3

        with closing(sqlite3.connect(f"{home}/race.sqlite3")) as database:
            return database.execute(sql).fetchone()
    with psycopg.connect(url) as database:
        return database.execute(sql).fetchone()
