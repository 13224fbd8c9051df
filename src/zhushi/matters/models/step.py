from django.conf import settings
from django.db import models

from zhushi.matters.choices import ClockStep, MessageSide, ReminderStage, Status
from zhushi.matters.models.matter import Matter


class Step(models.Model):
    """One move, shown to people, only ever appended.

    ``said`` is the internal line, ``public`` what the resident reads (empty: not shown).
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=12, choices=Status.choices, blank=True)
    target = models.CharField(max_length=12, choices=Status.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=60, blank=True)
    said = models.TextField(blank=True)
    public = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["matter", "id"], name="step_in_order")]


class Message(models.Model):
    """What the room asked the resident or the resident added, both ways by receipt code."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=8, choices=MessageSide.choices)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Clock(models.Model):
    """A running limit of one step; stopped, never deleted, so every date can be explained.

    ``sentence`` says how ``due_on`` came about; ``basis`` names the profile's source.
    ``extra`` working days were added by extension and pauses; ``paused_on`` is filled while the
    resident is being asked, the longest pause being added to ``extra`` until the answer comes.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clocks")
    dispatch = models.ForeignKey(
        "matters.Dispatch", models.CASCADE, null=True, related_name="clocks"
    )
    step = models.CharField(max_length=16, choices=ClockStep.choices)
    starts_on = models.DateField()
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10)
    extra = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    sentence = models.CharField(max_length=400)
    basis = models.CharField(max_length=120, blank=True)
    profile_version = models.PositiveSmallIntegerField(default=0)
    paused_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "step"],
                condition=models.Q(stopped_at=None, dispatch=None),
                name="clock_runs_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["matter", "step", "dispatch"],
                condition=models.Q(stopped_at=None, dispatch__isnull=False),
                name="clock_runs_once_a_dispatch",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(stopped_at=None), name="clock_running"
            )
        ]


class Reminder(models.Model):
    """A stage a clock has reached; the unique row makes the command safe to run twice."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, choices=ReminderStage.choices)
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "stage", "due_on"], name="reminder_once")
        ]
