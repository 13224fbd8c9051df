from django.db import models
from django.db.models import Q

from zhushi.activities.choices import ActivityKind, ProjectStage
from zhushi.activities.kinds import kind_of
from zhushi.activities.models.second_reader import SecondReader
from zhushi.activities.querysets import ProjectQuerySet
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom


class Project(SecondReader):
    """A service project of a room, perhaps with others: planned, running, done, looked back on.

    ``form``: 组团, 专项 or 主题, a form of the kind of service activities; ``partners`` and
    ``budget_note`` are words, no accounts; ``word``: what residents say of it, without names;
    ``is_public``: goal, stage, open shifts and result are meant for the room's public
    page, where they stand once a second person read them.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="projects")
    others = models.ManyToManyField(Workroom, related_name="joint_projects")
    form = models.CharField(max_length=16)
    title = models.CharField(max_length=60)
    goal = models.TextField(max_length=1000)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    partners = models.CharField(max_length=200, blank=True)
    budget_note = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    stage = models.CharField(
        max_length=8, choices=ProjectStage.choices, default=ProjectStage.PLANNED
    )
    stop_reason = models.CharField(max_length=120, blank=True)
    result = models.TextField(max_length=2000, blank=True)
    word = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=ProjectStage.STOPPED) | ~Q(stop_reason=""),
                name="project_stopped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=(ProjectStage.DONE, ProjectStage.REVIEWED)) | ~Q(result=""),
                name="project_done_has_a_result",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "stage"], name="project_by_district"),
            models.Index(fields=["room", "stage"], name="project_by_room"),
        ]

    @property
    def form_label(self) -> str:
        return kind_of(ActivityKind.SERVICE).forms[self.form]


class Milestone(models.Model):
    """A step of a project, by when it should be done and when it was."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=60)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
