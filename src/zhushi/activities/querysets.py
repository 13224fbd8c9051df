"""Filters over what happens in rooms that can be chained."""

from datetime import date

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhushi.activities.choices import (
    ActivityStatus,
    DayStatus,
    ProjectStage,
    ShiftStatus,
    TalkStatus,
)
from zhushi.activities.lifecycle import ONGOING


class InRooms(QuerySet):
    """Rows that belong to a room and its district."""

    def in_scope(self, scope):
        """Keep those of the rooms a scope reaches."""
        reached = Q(room_id__in=scope.rooms)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return self.filter(reached)


class ReceptionDayQuerySet(InRooms):
    def published(self):
        """Days the public may know of."""
        return self.filter(status__in=(DayStatus.ANNOUNCED, DayStatus.OPEN, DayStatus.CLOSED))

    def held_between(self, since: date, until: date):
        """Days from ``since`` to ``until``, both included."""
        return self.filter(on__gte=since, on__lte=until)


class ActivityQuerySet(InRooms):
    def seen_by(self, scope):
        """Keep those that a scope's rooms have, and those they take part in once they know of it:
        they were told, or it took place. They count where they are had.
        """
        held = (ActivityStatus.HELD, ActivityStatus.RECORDED)
        known = Q(announced_at__isnull=False) | Q(status__in=held)
        activities = apps.get_model("activities", "Activity").objects
        joint = activities.filter(known, others__in=scope.rooms)
        reached = Q(room_id__in=scope.rooms) | Q(pk__in=joint.order_by().values("pk"))
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return self.filter(reached)

    def held_between(self, since: date, until: date):
        """Activities from ``since`` to ``until``, both included, that were not called off."""
        return self.filter(on__gte=since, on__lte=until).exclude(status=ActivityStatus.CANCELLED)

    def took_place(self):
        """Those that were held, recorded or not."""
        return self.filter(status__in=(ActivityStatus.HELD, ActivityStatus.RECORDED))


class PhotoQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep the pictures of the activities of a scope's rooms."""
        activities = apps.get_model("activities", "Activity").objects
        return self.filter(activity__in=activities.in_scope(scope).order_by().values("pk"))


class ExemplarQuerySet(InRooms):
    def published(self):
        """Those everybody may read."""
        return self.filter(published_at__isnull=False)


class HouseholdQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep those of the rooms a scope reaches, and those its person looks after there."""
        reached = Q(room_id__in=scope.rooms)
        if scope.own:
            reached |= Q(keeper_id=scope.own, room_id__in=scope.own_rooms)
        return self.filter(reached)

    def with_keeping(self, on: date):
        """Each with ``is_kept``: whether who looks after it sits in its room on a day."""
        held = apps.get_model("people", "Posting").objects.current_on(on)
        return self.annotate(
            is_kept=Exists(held.filter(person=OuterRef("keeper"), room=OuterRef("room")))
        )


class HelpQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep what was done for the households a scope reaches."""
        found = apps.get_model("activities", "Household").objects.in_scope(scope)
        return self.filter(household__in=found.order_by().values("pk"))

    def between(self, since: date, until: date):
        """From ``since`` to ``until``, both included."""
        return self.filter(on__gte=since, on__lte=until)


class PledgeQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep those of the rooms a scope reaches, and the own ones of who is still there."""
        reached = Q(room_id__in=scope.rooms)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        if scope.own:
            reached |= Q(person_id=scope.own, room_id__in=scope.own_rooms)
        return self.filter(reached)


class PracticeQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep those of the rooms a scope reaches."""
        return self.filter(self._reached(scope))

    def readable_in(self, scope):
        """The same, and what is published anywhere in the districts a scope lies in."""
        told = Q(district_id__in=scope.homes, published_at__isnull=False)
        return self.filter(self._reached(scope) | told)

    def _reached(self, scope):
        reached = Q(room_id__in=scope.rooms)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return reached


class NeedQuerySet(InRooms):
    """Needs on the list."""


class ProjectQuerySet(InRooms):
    def published(self):
        """Projects the public may know of, read by two people: a stopped one is taken off."""
        read = self.filter(is_public=True, shown_at__isnull=False)
        return read.exclude(stage=ProjectStage.STOPPED)

    def seen_by(self, scope):
        """Keep those that a scope's rooms have or take part in."""
        joint = apps.get_model("activities", "Project").objects.filter(others__in=scope.rooms)
        taking_part = joint.values("pk")
        reached = Q(room_id__in=scope.rooms) | Q(pk__in=taking_part)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return self.filter(reached)


class ShiftQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep the shifts of the projects of a scope's rooms."""
        projects = apps.get_model("activities", "Project").objects
        return self.filter(project__in=projects.in_scope(scope).order_by().values("pk"))

    def seen_by(self, scope):
        """Those, and the shifts of projects in which these rooms take part."""
        projects = apps.get_model("activities", "Project").objects
        return self.filter(project__in=projects.seen_by(scope).order_by().values("pk"))

    def took_place(self):
        """Shifts whose hours were noted."""
        return self.filter(status=ShiftStatus.CONFIRMED)

    def without_hours(self, on: date):
        """Shifts before a day that took place, it seems, and whose hours nobody noted."""
        return self.filter(on__lt=on, status=ShiftStatus.OPEN)

    def called_off(self):
        return self.filter(status=ShiftStatus.CANCELLED)

    def to_come(self, on: date):
        """Shifts from a day on of projects that go on."""
        return self.open_from(on).filter(project__stage__in=ONGOING)

    def held_between(self, since: date, until: date):
        """Shifts from ``since`` to ``until``, both included, that were not called off."""
        return self.filter(on__gte=since, on__lte=until).exclude(status=ShiftStatus.CANCELLED)

    def open_from(self, on: date):
        """Shifts from a day on that were not called off."""
        return self.filter(on__gte=on, status=ShiftStatus.OPEN)


class StudyPlanQuerySet(InRooms):
    """Plans of rooms, of delegates, and those a district laid down for its rooms."""

    def of_rooms(self):
        return self.filter(room__isnull=False, person=None)

    def laid_down(self):
        """What a district laid down, to be taken over by its rooms."""
        return self.filter(room=None)

    def touching(self, since: date, until: date):
        """Plans with a day from ``since`` to ``until``, both included."""
        return self.filter(since__lte=until, until__gte=since)


class StudyItemQuerySet(QuerySet):
    def for_person(self, scope):
        """What a delegate is to study: the items of the own rooms' plans, and the own ones."""
        of_room = Q(plan__room_id__in=scope.own_rooms, plan__person=None)
        return self.filter(of_room | Q(plan__person_id=scope.own))


class TalkQuerySet(QuerySet):
    def in_scope(self, scope):
        """Talks of a scope's districts: they are nobody's business below."""
        return self.filter(district_id__in=scope.districts)

    def planned(self):
        return self.filter(status=TalkStatus.PLANNED)
