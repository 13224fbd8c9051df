from django.db import models

from zhushi.activities.models import Activity
from zhushi.people.models import Person
from zhushi.research.models.theme import Theme


class ThemeQuestion(models.Model):
    """A question that the research of a theme is to answer."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "position"], name="theme_question_in_order")
        ]


class PlanItem(models.Model):
    """Where somebody goes for a theme on a day of its half-year, and what they do there."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="items")
    on = models.DateField()
    place = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=60)

    class Meta:
        ordering = ["on", "pk"]


class ThemeMember(models.Model):
    """A delegate who takes part in the research of a theme."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "person"], name="theme_member_once")
        ]


class ThemeGuest(models.Model):
    """A deputy or a CPPCC member invited to the research of a theme, by name and body."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=20)
    body = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "name", "body"], name="theme_guest_once")
        ]


class ThemeActivity(models.Model):
    """An activity that looks into a theme, planned from an item of its plan or by itself."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="activity_links")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="of_theme")
    item = models.ForeignKey(PlanItem, models.SET_NULL, null=True, related_name="activity_links")
