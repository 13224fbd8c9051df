from django.db import models

from zhushi.matters.models.matter import Matter
from zhushi.people.models import Person


class Proposer(models.Model):
    """Somebody who signed what delegates handed in: an author, or who signed with them.

    ``position`` is the order of the names; the first is also the matter's ``receiver``.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="proposers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "person"], name="proposer_signs_once")
        ]
        indexes = [models.Index(fields=["person", "matter"], name="proposer_of_person")]
