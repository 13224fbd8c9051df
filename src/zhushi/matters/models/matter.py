from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from zhushi.activities.models import Statement, Turn
from zhushi.core.models import Attachment
from zhushi.matters.choices import (
    OF_DELEGATES,
    Channel,
    ClockStep,
    Exclusion,
    Kind,
    OpinionType,
    Status,
    Visibility,
)
from zhushi.matters.deadlines import limit_class
from zhushi.matters.lifecycle import EDGES, status_label
from zhushi.matters.models.settings import Topic
from zhushi.matters.querysets import MatterQuerySet
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom
from zhushi.vault.models import Identity

OPEN_WITHOUT_CLOCK, OVER = date(9999, 12, 30), date(9999, 12, 31)
"""Where lists put what has no running clock: what is still open before what is over."""

FILTERED = ("room", "kind", "status", "opinion_type", "channel", "topic", "lead_unit", "receiver")


class Matter(models.Model):
    """Something said in a workroom, or handed in by delegates, that is owed an answer.

    ``content`` is the person's own words (P2), ``extract`` the copy without identity that units
    read (P1). ``collector``, ``accepter`` and ``responder`` are the named persons of the seed;
    they are never empty. ``due_on`` and ``due_step`` mirror the nearest running clock, so that
    lists need no join; ``list_on`` is ``due_on`` without gaps, so that a list that puts the open
    ones first is one walk along an index. ``answered_at`` and ``answer_days`` are those
    of the unit's written answer that stands: when it was signed, and the working days since the
    receipt. ``opinion_type`` and ``channel`` are empty but for opinions; ``is_hard``: the longer
    term for the answer, where the kind has one. ``version`` counts moves; a form that
    saw an older one is refused. ``is_fresh``: read under its lock in the running transaction and
    not moved since.
    """

    is_fresh = False

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="matters")
    ref = models.CharField("编号", max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OPINION)
    opinion_type = models.CharField("类型", max_length=12, choices=OpinionType.choices, blank=True)
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    is_urgent = models.BooleanField("紧急", default=False)
    is_hard = models.BooleanField("难办", default=False)
    title = models.CharField("标题", max_length=80)
    content = models.TextField("原话")
    extract = models.TextField("转办摘要", blank=True)
    delegate_view = models.TextField("党代表的看法", blank=True)
    external_ref = models.CharField("外部单号", max_length=40, blank=True)

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.REGISTERED)
    visibility = models.CharField(
        max_length=8, choices=Visibility.choices, default=Visibility.NORMAL
    )
    exclusion = models.CharField(max_length=12, choices=Exclusion.choices, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_days = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_step = models.CharField(max_length=16, choices=ClockStep.choices, blank=True)
    list_on = models.GeneratedField(
        expression=Coalesce(
            F("due_on"),
            Case(
                When(status__in=(Status.CLOSED, Status.ARCHIVED), then=Value(OVER)),
                default=Value(OPEN_WITHOUT_CLOCK),
            ),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    is_due_provisional = models.BooleanField(default=False)
    redo_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    receiver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    collector = models.ForeignKey(Person, models.PROTECT, related_name="+")
    accepter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    responder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lead_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")

    turn = models.ForeignKey(Turn, models.PROTECT, null=True, related_name="matters")
    statement = models.OneToOneField(Statement, models.PROTECT, null=True, related_name="matter")
    identity = models.OneToOneField(Identity, models.PROTECT, null=True, related_name="matter")
    receipt_seed = models.CharField(max_length=80)
    code_hash = models.CharField(max_length=64, unique=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(status__in=(Status.CLOSED, Status.ARCHIVED)),
                name="matter_closed_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.OPINION) | ~(Q(opinion_type="") | Q(channel="")),
                name="matter_opinion_has_type_and_channel",
            ),
            models.CheckConstraint(
                condition=Q(redo_count__lte=1), name="matter_redone_once_at_most"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-received_at", "-id"], name="matter_newest"),
            models.Index(
                fields=["room", "visibility", "-received_at", "-id"], name="matter_newest_in_room"
            ),
            models.Index(
                fields=["district", "due_on", "id"],
                condition=Q(due_on__isnull=False),
                name="matter_due",
            ),
            models.Index(
                fields=["room", "due_on", "id"],
                condition=Q(due_on__isnull=False),
                name="matter_due_in_room",
            ),
            models.Index(
                fields=["district", "status", "-received_at", "-id"], name="matter_by_status"
            ),
            models.Index(
                fields=["lead_unit", "visibility", "list_on", "-received_at", "-id", *FILTERED[:6]],
                condition=Q(lead_unit__isnull=False),
                name="matter_by_unit",
            ),
            models.Index(fields=["receiver", "-received_at"], name="matter_by_receiver"),
            # The two orders of the list, with everything a filter asks: a page reads no row that
            # it does not show, a count reads none at all.
            models.Index(
                fields=["district", "visibility", "list_on", "-received_at", "-id", *FILTERED],
                name="matter_list",
            ),
            models.Index(
                fields=["district", "visibility", "-received_at", "-id", "list_on", *FILTERED],
                name="matter_list_newest",
            ),
            models.Index(
                fields=["room", "visibility", "list_on", "-received_at", "-id", *FILTERED[1:]],
                name="matter_list_of_room",
            ),
            # What a board counts by month and by working days.
            models.Index(
                fields=["district", "visibility", "closed_at", "kind"],
                condition=Q(closed_at__isnull=False),
                name="matter_closed",
            ),
            models.Index(
                fields=["room", "visibility", "closed_at", "kind"],
                condition=Q(closed_at__isnull=False),
                name="matter_closed_in_room",
            ),
            models.Index(
                fields=["district", "visibility", "answered_at", "answer_days", "kind"],
                condition=Q(answered_at__isnull=False),
                name="matter_answered",
            ),
            models.Index(
                fields=["room", "visibility", "answered_at", "answer_days", "kind"],
                condition=Q(answered_at__isnull=False),
                name="matter_answered_in_room",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def limit_class(self) -> str:
        """Which limits hold for it."""
        return limit_class(self.kind, self.opinion_type, self.is_hard)

    @property
    def is_of_delegates(self) -> bool:
        """Whether delegates handed it in, and no resident stands behind it."""
        return self.kind in OF_DELEGATES

    @property
    def status_label(self) -> str:
        """Where it stands, in the words of its kind."""
        return status_label(self.status, self.kind)

    @property
    def type_label(self) -> str:
        """What sort of thing it is: the type of an opinion, else its kind."""
        return self.get_kind_display() if self.is_of_delegates else self.get_opinion_type_display()

    def may(self, verb: str) -> bool:
        """Whether a verb starts where it stands now."""
        return EDGES[verb].starts_at(self.status, self.kind)

    @property
    def is_sealed(self) -> bool:
        return self.visibility == Visibility.SEALED


class Enclosure(models.Model):
    """A file of a matter and who may see it; ``from_resident`` ones go out without identity."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="enclosures")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="enclosure")
    is_from_resident = models.BooleanField(default=True)
    is_for_units = models.BooleanField(default=False)
    is_for_resident = models.BooleanField(default=True)


class Recusal(models.Model):
    """A unit with an interest in a matter: it never gets or sees it (trust.md §5.3 item 4)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="recusals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "unit"], name="recusal_once")]
