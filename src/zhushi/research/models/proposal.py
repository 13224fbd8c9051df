from django.db import models
from django.db.models import Q

from zhushi.matters.models import Matter
from zhushi.people.models import Person
from zhushi.research.choices import ProposalStatus
from zhushi.research.querysets import ProposalQuerySet
from zhushi.rooms.models import Unit, Workroom


class Proposal(models.Model):
    """A proposal that gathers names until a day, before it becomes a matter.

    ``is_in_session``: made while the congress sits (提案); ``cosign_until``: the last day on which
    delegates of the district may sign; ``matter``: what it became once handed in.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="proposals")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField("题目", max_length=80)
    content = models.TextField("正文", max_length=8000)
    cosign_until = models.DateField()
    is_in_session = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.GATHERING
    )
    written_at = models.DateTimeField()
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter=None) ^ Q(status=ProposalStatus.HANDED_IN),
                name="proposal_is_a_matter_once_handed_in",
            )
        ]
        indexes = [models.Index(fields=["district", "-written_at"], name="proposal_newest")]

    def __str__(self) -> str:
        return self.title


class ProposalSignature(models.Model):
    """Somebody who signs a proposal with its author; taken back, it is gone."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposal_signed_once")
        ]
