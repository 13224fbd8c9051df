import uuid

from django.db import models

from zhushi.activities.choices import TalkStatus
from zhushi.activities.querysets import TalkQuerySet
from zhushi.core.constraints import ends_after_start
from zhushi.core.crypto import SealedMixin
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit


class TalkRota(models.Model):
    """One round of talks: so many delegates a month, until all have been reached once."""

    district = models.OneToOneField(Unit, models.PROTECT, related_name="talk_rota")
    a_month = models.PositiveSmallIntegerField(default=4)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [ends_after_start("talk_rota", "since", "until")]


class Talk(models.Model):
    """An individual talk with a delegate, planned for a month; what was said is not in here.

    ``month`` and ``not_before`` are first days of months; the latter was asked for by putting
    the talk off. ``meets_on``, ``meets_at`` and ``place``: what the delegate was invited to.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="talks")
    month = models.DateField()
    not_before = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=TalkStatus.choices, default=TalkStatus.PLANNED)
    held_on = models.DateField(null=True)
    meets_on = models.DateField(null=True)
    meets_at = models.TimeField(null=True)
    place = models.CharField(max_length=80, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(status=TalkStatus.PLANNED),
                name="talk_planned_once_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(status=TalkStatus.PLANNED, held_on=None)
                | models.Q(status=TalkStatus.HELD, held_on__isnull=False),
                name="talk_held_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(meets_on=None, meets_at=None)
                | models.Q(meets_on__isnull=False, meets_at__isnull=False),
                name="talk_invited_to_a_day_and_an_hour",
            ),
        ]
        indexes = [models.Index(fields=["district", "month"], name="talk_by_month")]


class TalkRecord(SealedMixin, models.Model):
    """What was said in an individual talk: encrypted, opened one look at a time, each in the trail.

    Nothing points from here to a matter: who said in confidence what became one is not told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.OneToOneField(Talk, models.PROTECT, related_name="kept")
    text = models.BinaryField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    sealed_fields = ("text",)
