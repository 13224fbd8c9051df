"""Filters over drafts that can be chained; every list starts with ``in_scope``."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhushi.grouping.choices import DraftVerb
from zhushi.rooms.models import Workroom


class DraftQuerySet(QuerySet):
    def in_scope(self, scope):
        """Drafts of a scope's districts; whoever leads a room sees ``shown_to_rooms``."""
        return self.filter(district_id__in=scope.districts)

    def shown_to_rooms(self, scope):
        """Drafts that were submitted at least once, of the districts of a scope's rooms."""
        districts = Workroom.objects.filter(pk__in=scope.rooms).values("district")
        steps = apps.get_model("grouping", "DraftStep").objects
        submitted = steps.filter(draft=OuterRef("pk"), verb=DraftVerb.SUBMIT)
        return self.filter(Exists(submitted), district__in=districts)

    def without_papers(self):
        """For lists: leave the question and the proof where they are."""
        return self.defer("question", "wishes", "result")


class RosterQuerySet(QuerySet):
    def in_scope(self, scope):
        """Rosters of a scope's districts, and those whose rooms it reaches one and all."""
        reached = Q(district_id__in=scope.districts)
        if scope.rooms:
            rooms: Any = self.model._meta.get_field("rooms")
            listed = rooms.remote_field.through.objects.filter(roster=OuterRef("pk"))
            outside = Exists(listed.exclude(workroom_id__in=scope.rooms))
            reached |= Q(Exists(listed)) & ~Q(outside)
        return self.filter(reached)

    def without_papers(self):
        """For lists: leave the question and the answer where they are."""
        return self.defer("question", "result")
