from django.conf import settings
from django.db import models


class JobStatus(models.TextChoices):
    """Where long work stands."""

    WAITING = "WAITING", "等着开始"
    RUNNING = "RUNNING", "正在算"
    DONE = "DONE", "算好了"
    REFUSED = "REFUSED", "没有算成"
    CANCELLED = "CANCELLED", "已取消"


class Job(models.Model):
    """Long work that somebody asked for and can leave; done by a process of its own.

    ``kind`` and ``args`` say what, as plain data; ``made`` names what came of it, kind and number
    (``draft:12``), ``said`` what to tell whoever asked. ``done`` of ``total`` steps, where known.
    ``about`` names what was asked, so that it is not asked twice; ``found`` is the answer, as
    plain data, where nothing else was made.
    """

    kind = models.CharField(max_length=40)
    args = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    made = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    found = models.JSONField(null=True)
    is_unwanted = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="job_open",
                condition=models.Q(status__in=[JobStatus.WAITING, JobStatus.RUNNING]),
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.status in (JobStatus.WAITING, JobStatus.RUNNING)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
