from django.db import models
from django.db.models import Q

from zhushi.activities.choices import PledgeStatus
from zhushi.activities.models.activity import Activity
from zhushi.activities.models.second_reader import SecondReader
from zhushi.activities.querysets import PledgeQuerySet
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom


class Pledge(SecondReader):
    """What a delegate promised in public by a day, at an introduction meeting as a rule.

    ``introduction``: the line they introduced themselves with; ``result``: the evidence for how it
    ended, or how far it is, in public once a second person read it; ``asked_at``: when they were
    asked for the day that stands now.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="pledges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pledges")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="pledges")
    introduction = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    status = models.CharField(max_length=8, choices=PledgeStatus.choices, default=PledgeStatus.OPEN)
    result = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PledgeStatus.OPEN, settled_at=None)
                | (~Q(status=PledgeStatus.OPEN) & Q(settled_at__isnull=False)),
                name="pledge_settled_when_it_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "status", "due_on"], name="pledge_by_room"),
            models.Index(
                fields=["due_on"],
                condition=Q(status=PledgeStatus.OPEN, asked_at=None),
                name="pledge_to_ask",
            ),
        ]
