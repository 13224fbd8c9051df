from django.db import models
from django.db.models import Q

from zhushi.activities.choices import Strand
from zhushi.activities.models.activity import Activity
from zhushi.activities.models.project import Project
from zhushi.activities.querysets import StudyItemQuerySet, StudyPlanQuerySet
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.constraints import ends_after_start
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom


class StudyPlan(models.Model):
    """What is to be studied in a year or half of it: by a room, or by a delegate beside that.

    ``room`` alone: the room's; with ``person``: what a delegate of the room added for themself;
    neither: laid down by the district, for its rooms to take over.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, null=True, related_name="study_plans")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="study_plans")
    since = models.DateField()
    until = models.DateField()
    created_at = models.DateTimeField()

    objects = StudyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "until", "pk"]
        constraints = [
            ends_after_start("study_plan", "since", "until"),
            models.CheckConstraint(
                condition=Q(person=None) | Q(room__isnull=False), name="study_plan_of_a_room"
            ),
            models.UniqueConstraint(
                fields=["room", "since", "until"],
                condition=Q(person=None),
                name="study_plan_once_a_room",
            ),
            models.UniqueConstraint(
                fields=["person", "since", "until"], name="study_plan_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["district", "since", "until"],
                condition=Q(room=None),
                name="study_plan_once_a_district",
            ),
        ]

    @property
    def period(self) -> StudyPeriod:
        return StudyPeriod.between(self.since, self.until)


class StudyItem(models.Model):
    """One thing of a plan, theory or on the job, and by when.

    ``material``: what to read, in words or as a link; ``source``: of the district's plan, where
    it was taken over from there; ``sessions``: activities of the room at which it was studied.
    """

    plan = models.ForeignKey(StudyPlan, models.PROTECT, related_name="items")
    strand = models.CharField(max_length=6, choices=Strand.choices)
    title = models.CharField(max_length=80)
    material = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    source = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    sessions = models.ManyToManyField(Activity, related_name="study_items")

    objects = StudyItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "source"], name="study_item_copied_once"),
        ]


class StudyNote(models.Model):
    """What a delegate noted of an item; for themself and their room's desk."""

    item = models.ForeignKey(StudyItem, models.PROTECT, related_name="notes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="study_notes")
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="study_note_once_an_item")
        ]


class StudyUse(models.Model):
    """What a delegate did with what they had learnt: at an activity, in a project, on a matter.

    ``matter_ref``: the matter's number, since matters stand above; the link is for who sees it.
    """

    item = models.ForeignKey(StudyItem, models.PROTECT, related_name="uses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="study_uses")
    text = models.CharField(max_length=300)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    matter_ref = models.CharField(max_length=20, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, project=None, matter_ref="")
                | Q(activity=None, project__isnull=False, matter_ref="")
                | (Q(activity=None, project=None) & ~Q(matter_ref="")),
                name="study_use_of_one_thing",
            )
        ]
