"""Audit lines, notices, numbers, form keys and growing waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tests.refusals import refused
from tests.world import NOON
from zhushi.core import audit, outbox, submissions, throttle
from zhushi.core.models import AuditEntry, Counter, Notice, Submission, Throttle
from zhushi.core.refs import next_ref
from zhushi.core.throttle import TooMany

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_an_audit_line_is_added_and_never_changed():
    audit.record("a.b", target="x", district_id=None, by=None, at=NOON, n=1)
    line = AuditEntry.objects.get()
    assert (line.actor, line.actor_id, line.facts) == ("", None, {"n": 1})
    line.event = "c.d"
    for change in (
        line.save,
        line.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(event="c.d"),
    ):
        with pytest.raises(TypeError, match="never"):
            change()
    assert AuditEntry.objects.get().event == "a.b"


def test_a_notice_about_one_event_reaches_a_person_once(world):
    for _ in range(2):
        told = [world.乙.pk, world.甲.pk, world.乙.pk]
        outbox.tell(told, event="e:1", text="有事", about="matter:DJ-2026-0001", at=NOON)
    outbox.tell([world.乙.pk], event="e:2", text="又有事", about="matter:DJ-2026-0001", at=NOON)
    assert Notice.objects.count() == 3
    mine = Notice.objects.filter(user=world.乙)
    assert outbox.mark_read(mine, at=NOON) == 2
    assert outbox.mark_read(mine, at=NOON) == 0
    assert Notice.objects.filter(read_at=None).count() == 1


def test_numbers_have_no_gap_after_a_rollback_and_start_anew_each_year():
    assert next_ref("DJ", 2026) == "DJ-2026-0001"
    with transaction.atomic():
        assert next_ref("DJ", 2026) == "DJ-2026-0002"
        transaction.set_rollback(True)
    assert [next_ref("DJ", 2026), next_ref("XJ", 2026), next_ref("DJ", 2027)] == [
        "DJ-2026-0002",
        "XJ-2026-0001",
        "DJ-2027-0001",
    ]
    Counter.objects.filter(series="DJ", year=2026).update(last=9999)
    assert next_ref("DJ", 2026) == "DJ-2026-10000"


def test_the_same_form_is_carried_out_once():
    digest = submissions.digest_of("a", "b")
    assert submissions.claim("k", digest, at=NOON) is None
    submissions.settle("k", "17")
    assert submissions.claim("k", digest, at=NOON) == "17"
    other = submissions.digest_of("ab", "")
    assert other != digest
    with refused("已经提交过，内容和这次不一样"):
        submissions.claim("k", other, at=NOON)
    with transaction.atomic():
        submissions.claim("gone", digest, at=NOON)
        transaction.set_rollback(True)
    assert not Submission.objects.filter(key="gone").exists()


def waits(*, limit: int = 3, tries: int) -> list[int]:
    """The minutes one has to wait after each try, each try made as soon as it is allowed."""
    found, at = [], NOON
    for _ in range(tries):
        throttle.attempt("login", "who", limit=limit, minutes=100_000, at=at)
        row = Throttle.objects.get()
        until = row.blocked_until or at
        found.append(int((until - at) / MINUTE))
        at = until
    return found


def test_waiting_doubles_up_to_an_hour():
    assert waits(tries=11) == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_who_waits_is_told_how_long_and_others_do_not_wait():
    for _ in range(3):
        throttle.attempt("login", "me", limit=3, minutes=15, at=NOON)
    with pytest.raises(TooMany, match="请过 1 分钟再试") as told:
        throttle.attempt("login", "me", limit=3, minutes=15, at=NOON + timedelta(seconds=1))
    assert told.value.seconds == 59
    throttle.attempt("login", "you", limit=3, minutes=15, at=NOON)
    throttle.attempt("join", "me", limit=3, minutes=15, at=NOON)
    throttle.forgive("login", "me")
    throttle.attempt("login", "me", limit=3, minutes=15, at=NOON)


def test_a_quiet_window_clears_the_count():
    for _ in range(2):
        throttle.attempt("login", "me", limit=3, minutes=15, at=NOON)
    later = NOON + 16 * MINUTE
    for _ in range(3):
        throttle.attempt("login", "me", limit=3, minutes=15, at=later)
    with pytest.raises(TooMany):
        throttle.attempt("login", "me", limit=3, minutes=15, at=later)


def test_a_source_has_another_name_every_day():
    midnight = datetime(2026, 9, 7, 16, tzinfo=UTC)  # midnight in Xi'an
    names = {throttle.who("10.0.0.1", at) for at in (NOON, midnight - MINUTE, midnight)}
    assert len(names) == 2
    assert throttle.who("10.0.0.2", NOON) not in names
    assert "10.0.0.1" not in "".join(names)
