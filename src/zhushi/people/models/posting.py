from datetime import date

from django.db import models
from django.db.models import Q

from zhushi.core.constraints import ends_after_start
from zhushi.people.choices import Role, Team
from zhushi.people.models.person import Person
from zhushi.people.querysets import PostingQuerySet
from zhushi.rooms.models import Unit, Workroom


class Posting(models.Model):
    """A person's place in one team of one room, or in one unit, for a time.

    Rights follow from current postings alone. Exactly one of ``room`` and ``unit`` is filled.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    room = models.ForeignKey(Workroom, models.PROTECT, null=True, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="postings")
    team = models.CharField(max_length=10, choices=Team.choices)
    role = models.CharField(max_length=16, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            ends_after_start("posting", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(room=None, unit__isnull=False) | Q(room__isnull=False, unit=None),
                name="posting_in_a_room_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(role=Role.HEAD, ends_on=None),
                name="posting_one_current_head",
            ),
            models.UniqueConstraint(
                fields=["person", "room", "role"],
                condition=Q(ends_on=None, room__isnull=False),
                name="posting_current_once_a_room",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(ends_on=None, unit__isnull=False),
                name="posting_current_once_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["room", "role"], name="posting_by_room")]

    def is_over_on(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on < on

    @property
    def has_login(self) -> bool:
        return hasattr(self.person, "login")
