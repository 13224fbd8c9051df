"""Every line of the trail can be read."""

import re
from pathlib import Path

import zhushi
from zhushi.core.models import AuditEntry
from zhushi.desk.trail_words import EVENTS, event_of, facts_of

RECORDED = re.compile(r'record\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_event_that_is_recorded_has_words():
    code = Path(zhushi.__file__).parent.rglob("*.py")
    events = {name for file in code for name in RECORDED.findall(file.read_text())}
    assert events
    assert events <= set(EVENTS)


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
