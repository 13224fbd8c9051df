from typing import Any

from django.core.management.base import BaseCommand

from zhushi.activities.actions.remind_shifts import remind_of_shifts
from zhushi.activities.actions.settle_pledge import ask_pledges
from zhushi.core import clock
from zhushi.core.moments import day_of, start_of
from zhushi.exchange.actions.drop_run import sweep_runs
from zhushi.matters.actions.remind import run_clocks
from zhushi.ops.digests import send_digests
from zhushi.ops.lease import hold
from zhushi.research.actions.hand_in_proposal import hand_in_due

MORNING = 8 * 3600
"""Seconds after midnight from which the day's mails go out."""


class Command(BaseCommand):
    help = "做到期的事: 提醒、催办、督办、评价期满办结、追问承诺、提醒场次、发摘要; 由 serve 调用"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        with hold("tick", at=now) as is_mine:
            if not is_mine:
                return
            counts = run_clocks(at=now)
            counts["pledges"] = ask_pledges(at=now)
            counts["proposals"] = hand_in_due(at=now)
            counts["swept"] = sweep_runs(at=now)
            if (now - start_of(day_of(now))).total_seconds() >= MORNING:
                counts["shifts"] = remind_of_shifts(at=now)
                counts["mailed"] = send_digests(at=now)
        if done := {name: count for name, count in counts.items() if count}:
            self.stdout.write(" ".join(f"{name}={count}" for name, count in done.items()))
