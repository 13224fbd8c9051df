from django.conf import settings
from django.db import models

from zhushi.matters.choices import Adoption, Decision
from zhushi.matters.models.matter import Matter
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

USER = settings.AUTH_USER_MODEL


class ApprovalRule(models.Model):
    """A step of a district's procedure for what delegates hand in, and who may say yes there."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    approver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["district", "position"], name="approval_rule_order")
        ]


class ApprovalStep(models.Model):
    """A step of one matter's approval, copied from the rules when it was checked.

    ``round`` counts how often it was put up. The open step is the first undecided one of the
    last round; ``opened_at`` is when it became that.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="approvals")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    approver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round", "position"], name="approval_step_order"
            )
        ]
        indexes = [
            models.Index(fields=["approver", "matter"], name="approval_of_approver"),
            models.Index(fields=["deputy", "matter"], name="approval_of_deputy"),
        ]

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and not self.decision

    def is_for(self, person_id) -> bool:
        """Whether a person decides it: the approver, or the deputy in their place."""
        return person_id is not None and person_id in (self.approver_id, self.deputy_id)


class Settlement(models.Model):
    """Whether what delegates handed in was adopted, and why not or not all of it."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="settlement")
    adoption = models.CharField(max_length=8, choices=Adoption.choices)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
