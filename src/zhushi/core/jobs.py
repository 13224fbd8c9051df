"""Long work: asked for in a request, done by a process of its own, watched, called off.

What a kind of work does is registered by its package; nothing here knows any.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.models.job import Job, JobStatus

log = logging.getLogger(__name__)
AT_ONCE = 3
"""Open jobs of one login: more would only wait behind each other."""

FAILED = "程序出了错，已经记下。请再试一次；还不行，请告诉系统管理员。"

KEPT_DAYS = 30
"""After its end: what it made stands by itself, and a price or a curve is asked for anew."""

EVERY = 0.5
"""Seconds between two looks at whether a job is still wanted."""


class UnwantedError(Exception):
    """Whoever asked for the work has called it off."""


class Watch:
    """What a kind of work tells of its progress; raises UnwantedError when it is called off."""

    def __init__(self, job: Job) -> None:
        self.job, self._looked = job, 0.0

    def __call__(self, done: int, total: int, said: str = "") -> bool:
        """So many steps of so many; cheap to call often. True: go on."""
        if time.monotonic() - self._looked < EVERY:
            return True
        self._looked = time.monotonic()
        told = {"done": min(done, total), "total": total, "said": said[:300]}
        Job.objects.filter(pk=self.job.pk).update(**told)
        if Job.objects.filter(pk=self.job.pk, is_unwanted=True).exists():
            raise UnwantedError
        return True


@dataclass(frozen=True)
class Found:
    """What work that makes nothing has found out: the page it belongs to, and plain data."""

    page: str
    data: Any


Work = Callable[..., "str | Found"]
"""Takes the arguments, ``watch``, ``by`` and ``at``; returns kind and number of what it made, or
what it found."""

_KINDS: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """Let ``work`` do the jobs of a kind; called when the package is loaded."""
    _KINDS[kind] = work


def ask(kind: str, args: Mapping[str, Any], *, about: str = "", by: Any, at: datetime) -> Job:
    """Have work done; it waits for the process that does it, or is done here where none runs.

    about: what is asked, where asking again while it is worked out is to wait for the same.
    Raises Refused while this login waits for several already.
    """
    with transaction.atomic():
        waiting = Job.objects.filter(user=by, status__in=(JobStatus.WAITING, JobStatus.RUNNING))
        if about and (same := waiting.filter(about=about, is_unwanted=False).first()):
            return same
        if waiting.count() >= AT_ONCE:
            raise Refused("您已经有几个在算，请等它们算完，或者先取消。")
        job = Job.objects.create(kind=kind, args=dict(args), about=about, user=by, asked_at=at)
    return job if settings.JOBS_IN_BACKGROUND else do(job, now=lambda: at)


def call_off(job: Job, *, at: datetime) -> None:
    """Stop work that waits or runs; what has ended stays."""
    Job.objects.filter(pk=job.pk, status=JobStatus.WAITING).update(
        status=JobStatus.CANCELLED, ended_at=at
    )
    Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(is_unwanted=True)


def forget_ended(*, at: datetime) -> int:
    """Delete jobs that ended long ago, with what was typed for them and found; returns how many."""
    ended = Job.objects.filter(ended_at__lt=at - timedelta(days=KEPT_DAYS))
    return ended.delete()[0]


def do(job: Job, *, now: Callable[[], datetime]) -> Job:
    """Do the work of a job here; its end, good or bad, is kept in it and never raised."""
    job.status, job.started_at = JobStatus.RUNNING, now()
    job.save(update_fields=["status", "started_at"])
    try:
        made = _KINDS[job.kind](job.args, watch=Watch(job), by=job.user, at=now())
        job.status, job.said = JobStatus.DONE, ""
        if isinstance(made, Found):
            job.made, job.found = made.page, made.data
        else:
            job.made = made
    except Refused as refusal:
        job.status, job.said = JobStatus.REFUSED, str(refusal)[:300]
    except UnwantedError:
        job.status, job.said = JobStatus.CANCELLED, ""
    except Exception:
        log.exception("job %s of kind %s failed", job.pk, job.kind)
        job.status, job.said = JobStatus.REFUSED, FAILED
    job.ended_at = now()
    job.save(update_fields=["status", "said", "made", "found", "ended_at"])
    return job
