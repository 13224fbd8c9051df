"""Every line of the trail can be read."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import zhushi
from zhushi.activities.lifecycle import ACTIVITY_EDGES, DAY_EDGES, TURN_EDGES
from zhushi.core.models import AuditEntry
from zhushi.desk.trail_words import COLUMNS, EVENTS, FACTS, FILTERS, event_of, facts_of
from zhushi.matters.filters import PARAMETERS
from zhushi.matters.lifecycle import EDGES
from zhushi.people.actions.edit_person import EDITABLE as OF_PERSON
from zhushi.people.actions.keep_volunteer import EDITABLE as OF_VOLUNTEER
from zhushi.people.actions.place_person import SPOTS
from zhushi.rooms.actions.edit_room import EDITABLE as OF_ROOM
from zhushi.rooms.actions.edit_unit import EDITABLE as OF_UNIT

TABLES = {
    "matter": {*EDGES, "register"},
    "turn": set(TURN_EDGES),
    "reception": set(DAY_EDGES),
    "activity": {*ACTIVITY_EDGES, "plan", "change", "note"},
}
"""``f"turn.{verb}"`` records every verb of the table."""
LITERAL, OF_TABLE = re.compile(r"[a-z_]+\.[a-z_]+"), re.compile(r"f'([a-z_]+)\.\{")
NO_FACTS = {"by", "at", "target", "district_id", "event"} | {
    "source", "said", "public", "tell", "dispatches", "due_days"
}  # fmt: skip


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def hands_on_an_event(function: ast.FunctionDef) -> bool:
    """Whether a function writes to the trail under the event it is given."""
    inside = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    firsts = [c.args[0] for c in inside if c.args and name_of(c) in {"record", "audit_turn"}]
    given = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
    return any(isinstance(first, ast.Name) and first.id in given for first in firsts)


@lru_cache
def calls() -> tuple[ast.Call, ...]:
    """Every call that writes to the trail, directly or through a function that hands on."""
    files = Path(zhushi.__file__).parent.rglob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    named = {f.name for f in nodes if isinstance(f, ast.FunctionDef) and hands_on_an_event(f)}
    named |= {"record", "audit_turn", "move"}
    return tuple(n for n in nodes if isinstance(n, ast.Call) and name_of(n) in named)


def recorded() -> set[str]:
    """The events of every call: literal ones, and all that a table's verbs may become."""
    events = set()
    for call in calls():
        said = [*call.args, *(k.value for k in call.keywords if k.arg == "event")]
        for part in (part for one in said for part in ast.walk(one)):
            if isinstance(part, ast.Constant) and LITERAL.fullmatch(str(part.value)):
                events.add(part.value)
            elif isinstance(part, ast.JoinedStr) and (noun := OF_TABLE.match(ast.unparse(part))):
                events |= {f"{noun[1]}.{verb}" for verb in TABLES[noun[1]]}
    return events


def test_the_ways_to_record_are_all_found():
    """Each by one of its events."""
    assert recorded() >= {
        "unit.enter",  # audit.record("…")
        "publication.draft",  # _audit("…")
        "filter.save",  # _record("…")
        "login.stop",  # a helper that is handed the event
        "login.open",  # the same by keyword
        "consent.give",  # one of two, by a condition
        "turn.arrive",  # audit_turn("…")
        "turn.miss",  # audit_turn(f"turn.{verb}")
        "reception.close",  # audit.record(f"reception.{verb}")
        "matter.co_uphold",  # audit.record(f"matter.{verb}")
    }


def test_every_event_that_is_recorded_has_words():
    assert recorded() - set(EVENTS) == set()


def test_every_event_that_has_words_is_recorded():
    assert set(EVENTS) - recorded() == set()


def test_every_fact_that_is_recorded_has_words():
    facts = {key.arg for call in calls() for key in call.keywords if key.arg} - NO_FACTS
    assert facts - set(FACTS) == set()
    assert set(FACTS) - facts == set()


def test_every_column_that_may_change_and_every_filter_has_words():
    known = OF_PERSON | set(SPOTS) | OF_ROOM | OF_UNIT | OF_VOLUNTEER | {"phone"}
    assert known == set(COLUMNS)
    assert set(PARAMETERS) == set(FILTERS)


def test_facts_are_said_in_words_and_fingerprints_are_cut():
    line = AuditEntry(
        event="matter.reply", facts={"reply_class": "A", "met": True, "sha256": "f" * 64}
    )
    assert event_of(line) == "事项：书面答复"
    said = facts_of(line)
    assert "达标 是" in said
    assert "reply_class" not in said
    assert "f" * 12 in said
    assert "f" * 13 not in said


def test_numbers_of_an_import_and_changed_columns_are_said_in_words():
    line = AuditEntry(
        event="import.apply", facts={"kind": "ROSTER", "counts": {"new": 3, "same": 40}}
    )
    assert facts_of(line).endswith("结果 新增 3、没有变化 40")
    line = AuditEntry(event="unit.edit", facts={"changed": ["duties", "short_name"]})
    assert facts_of(line) == "改了 职责、简称"
    line = AuditEntry(event="unit.succeed", facts={"change": "MERGE"})
    assert facts_of(line) == "变更 合并"
