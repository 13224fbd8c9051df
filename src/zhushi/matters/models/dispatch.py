from django.conf import settings
from django.db import models
from django.db.models import Q

from zhushi.core.models import Attachment
from zhushi.matters.choices import CommitmentStatus, DispatchStatus, ReplyClass, Satisfaction
from zhushi.matters.models.matter import Matter
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

USER = settings.AUTH_USER_MODEL


class Dispatch(models.Model):
    """A matter handed to one unit, as lead or co-handler.

    ``round`` is 1, or 2 when the matter is redone; ``follows_hand_back``: a second dispatch
    that cannot be handed back again.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="dispatches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dispatches")
    is_lead = models.BooleanField()
    task = models.CharField("要办的事", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=DispatchStatus.choices)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    follows_hand_back = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    signed_in_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    opinion = models.TextField("协办意见", blank=True)
    ended_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(is_lead=True, ended_at=None),
                name="dispatch_one_lead",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=Q(ended_at=None), name="dispatch_once_a_unit"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "matter", "status"], name="dispatch_of_unit"),
            models.Index(
                fields=["unit", "due_on", "id"], condition=Q(ended_at=None), name="dispatch_inbox"
            ),
        ]


class HandBack(models.Model):
    """A unit says once that a matter is not its own, why, and whose it is; the office decides."""

    dispatch = models.OneToOneField(Dispatch, models.CASCADE, related_name="hand_back")
    reason = models.CharField(max_length=300)
    proposed_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    is_granted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)


class Extension(models.Model):
    """A unit asks once for more time, with a reason the resident can read."""

    dispatch = models.OneToOneField(Dispatch, models.CASCADE, related_name="extension")
    reason = models.CharField(max_length=300)
    workdays = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    is_granted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["dispatch"], condition=Q(is_granted=None), name="extension_undecided"
            )
        ]


class Reply(models.Model):
    """A unit's written answer, signed; sent-back ones stay readable beside the next.

    ``unit`` is empty for what the room answered on the spot or an old answer came without.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="replies")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, related_name="replies")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    reply_class = models.CharField(max_length=1, choices=ReplyClass.choices)
    text = models.TextField()
    signatory = models.CharField("签发人", max_length=40, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    is_paper = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


class Commitment(models.Model):
    """What a unit promised in a class B reply; asked again on its day."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="commitments")
    reply = models.OneToOneField(Reply, models.CASCADE, related_name="commitment")
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    status = models.CharField(
        max_length=8, choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN
    )
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["district", "status", "due_on"], name="commitment_due"),
            models.Index(
                fields=["due_on"], condition=Q(settled_at=None), name="commitment_unsettled"
            ),
        ]


class CallBack(models.Model):
    """A telephone call to the resident: reached or not, and what they said."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="call_backs")
    is_reached = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Evaluation(models.Model):
    """What the person says of attitude and of result, apart; once for each round."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="evaluations")
    round = models.PositiveSmallIntegerField(default=1)
    attitude = models.CharField("办理态度", max_length=4, choices=Satisfaction.choices)
    result = models.CharField("办理结果", max_length=4, choices=Satisfaction.choices)
    comment = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "round"], name="evaluation_once_a_round")
        ]

    @property
    def is_dissatisfied(self) -> bool:
        return Satisfaction.POOR in (self.attitude, self.result)


class Publication(models.Model):
    """A redacted copy of question and answer; public only after a second person approved it."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="publication")
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    question = models.TextField()
    answer = models.TextField()
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-approved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="publication_by_two_people",
            )
        ]
        indexes = [
            models.Index(fields=["district", "-approved_at"], name="publication_newest"),
            models.Index(
                fields=["matter"],
                condition=Q(approved_at=None, recalled_at=None),
                name="publication_waiting",
            ),
        ]


class SavedFilter(models.Model):
    """A list's filter kept under a name by one login."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_once")]
