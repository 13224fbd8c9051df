from django.db import models
from django.db.models import F, Q

from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import kind_of
from zhushi.activities.querysets import ActivityQuerySet
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom


class Activity(models.Model):
    """Something that happens in or from a room: planned, announced, held, recorded.

    ``others``: rooms that take part; they see it, and it counts in ``room`` alone.
    ``form`` is one of its kind's; ``came_count``: how many came in all, as counted on the spot,
    nobody signs in; ``record`` is for the room, ``report`` for everybody once it is published,
    which somebody else does than who wrote it;
    ``key``: of the form it was noted with, so that one sent twice is kept once.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="activities")
    others = models.ManyToManyField(Workroom, related_name="joint_activities")
    kind = models.CharField(max_length=12, choices=ActivityKind.choices)
    form = models.CharField(max_length=16)
    title = models.CharField(max_length=60)
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    agenda = models.TextField(max_length=2000, blank=True)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        max_length=10, choices=ActivityStatus.choices, default=ActivityStatus.PLANNED
    )
    cancel_reason = models.CharField(max_length=120, blank=True)
    came_count = models.PositiveSmallIntegerField(null=True, blank=True)
    record = models.TextField(max_length=5000, blank=True)
    report = models.TextField(max_length=2000, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="activity_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(status=ActivityStatus.RECORDED),
                name="activity_published_once_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "on"], name="activity_by_district"),
            models.Index(fields=["room", "on"], name="activity_by_room"),
        ]

    @property
    def form_label(self) -> str:
        """The form in the words of its kind."""
        return kind_of(self.kind).forms[self.form]


class Participant(models.Model):
    """A member of a team who was asked to an activity, and whether they came; None: not yet."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    has_come = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="participant_once")
        ]


class Guest(models.Model):
    """Somebody invited by name and body who is in no team: a deputy, a CPPCC member, an expert."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=20)
    body = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]


class Statement(models.Model):
    """What somebody said at an activity; it becomes a matter in one step (matters).

    ``speaker``: in words where no team member spoke, never a resident's name.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="statements")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    speaker = models.CharField(max_length=30, blank=True)
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
