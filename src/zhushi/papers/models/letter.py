from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhushi.activities.models import Activity, ReceptionDay
from zhushi.core.models import Attachment
from zhushi.matters.models import Dispatch, Matter
from zhushi.papers.choices import LetterKind
from zhushi.papers.querysets import LetterQuerySet
from zhushi.rooms.models import Unit, Workroom

USER = settings.AUTH_USER_MODEL


class LetterHead(models.Model):
    """How an organ signs its documents: the mark on top, the word of its numbers, who prints."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="letter_head")
    issuer = models.CharField("发文机关标志", max_length=30)
    mark = models.CharField("机关代字", max_length=12)
    printed_by = models.CharField("印发机关", max_length=30, blank=True)


class LetterTemplate(models.Model):
    """A version of the wording of one kind; the highest number is in use, none is changed.

    ``restores``: the number of the older version it brings back; 0 is what zhushi came with.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    number = models.PositiveSmallIntegerField()
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文", max_length=4000)
    restores = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "number"], name="letter_template_once"
            )
        ]


class Letter(models.Model):
    """An official document: a draft of its organ until it is issued, then never changed.

    ``unit`` is the organ; ``room`` where a room drafts in its unit's name. It is about a matter
    (perhaps one ``dispatch`` of it), a reception day or an activity. ``serial`` counts within
    organ, mark and year without gaps; a void letter keeps its number. ``docx`` and ``pdf`` are
    what was issued, ``scan`` what was signed and sealed.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letters")
    room = models.ForeignKey(Workroom, models.PROTECT, null=True, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="letters")
    dispatch = models.ForeignKey(Dispatch, models.CASCADE, null=True, related_name="letters")
    day = models.ForeignKey(ReceptionDay, models.CASCADE, null=True, related_name="letters")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="letters")
    title = models.CharField("标题", max_length=60)
    to = models.CharField("主送", max_length=200, blank=True)
    body = models.TextField("正文")
    present = models.TextField("出席", blank=True)
    appendix_title = models.CharField("附件名称", max_length=60, blank=True)
    appendix = models.TextField("附件", blank=True)
    copies = models.CharField("抄送", max_length=200, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=30, blank=True)
    mark = models.CharField(max_length=12, blank=True)
    printed_by = models.CharField(max_length=30, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    on = models.DateField("成文日期", null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=120, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "mark", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="letter_number_once",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, serial=None) | Q(issued_at__isnull=False, serial__gt=0),
                name="letter_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(matter__isnull=False, day=None, activity=None)
                | Q(matter=None, day__isnull=False, activity=None)
                | Q(matter=None, day=None, activity__isnull=False),
                name="letter_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-drafted_at", "-id"], name="letter_of_district"),
            models.Index(fields=["matter", "issued_at"], name="letter_of_matter"),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def number(self) -> str:
        """发文字号, e.g. 雁党联办函〔2026〕3号; empty for a draft."""
        return number_of(self.mark, self.on, self.serial) if self.serial and self.on else ""

    @property
    def status(self) -> str:
        if self.voided_at:
            return "已作废"
        return ("已签章" if self.scan_id else "已编号") if self.issued_at else "草稿"


def number_of(mark: str, on: date, serial: int) -> str:
    """The number as the standard writes it: full year, no zero before, no 第."""
    return f"{mark}〔{on.year}〕{serial}号"
