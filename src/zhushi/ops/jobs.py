"""Does long work beside the web server: one job at a time, each in a process of its own."""

import logging
import subprocess
import sys
from datetime import timedelta

from zhushi.core import clock
from zhushi.core.jobs import FAILED
from zhushi.core.models import Job, JobStatus

log = logging.getLogger(__name__)
LOST = timedelta(minutes=15)
"""A job that has run for so long has lost its process with the machine."""

PATIENCE = 5  # looks at an unwanted job before its process is ended from outside


class Worker:
    """Starts the next job when none runs, and ends one that is not wanted; asked twice a second."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.job, self.looks = 0, 0

    def step(self) -> None:
        """Look once; never waits."""
        if self.child is None:
            self._begin()
        elif self.child.poll() is not None:
            self._ended()
        elif Job.objects.filter(pk=self.job, is_unwanted=True).exists():
            self.looks += 1
            if self.looks > PATIENCE:
                self.child.terminate()

    def stop(self) -> None:
        """End what runs; whoever asked for it is told."""
        if self.child is not None:
            self.child.terminate()
            self.child.wait(10)
            self._ended()

    def _begin(self) -> None:
        now = clock.now()
        running = Job.objects.filter(status=JobStatus.RUNNING, started_at__lt=now - LOST)
        running.update(status=JobStatus.REFUSED, said=FAILED, ended_at=now)
        waiting = Job.objects.filter(status=JobStatus.WAITING).first()
        if waiting is None:
            return
        mine = Job.objects.filter(pk=waiting.pk, status=JobStatus.WAITING)
        if not mine.update(status=JobStatus.RUNNING, started_at=now):
            return  # another machine was quicker, or it has been called off
        command = [sys.executable, "-m", "zhushi.ops.cli", "do_job", str(waiting.pk)]
        self.child, self.job, self.looks = subprocess.Popen(command), waiting.pk, 0

    def _ended(self) -> None:
        left = Job.objects.filter(pk=self.job, status=JobStatus.RUNNING)
        left.filter(is_unwanted=True).update(status=JobStatus.CANCELLED, ended_at=clock.now())
        if left.update(status=JobStatus.REFUSED, said=FAILED, ended_at=clock.now()):
            log.error("job %s ended without an answer", self.job)
        self.child = None
