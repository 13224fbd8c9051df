"""Filters over matters that can be chained; every list starts with ``in_scope``."""

from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from zhushi.matters.choices import Status, Visibility
from zhushi.matters.lifecycle import FINAL


class MatterQuerySet(QuerySet):
    def locked(self, matter):
        """The same matter, its row locked until the transaction ends."""
        rows = self.select_for_update(of=("self",)).select_related("district", "room")
        return rows.get(pk=matter.pk)

    def in_scope(self, scope):
        """Keep what a scope reaches; sealed matters are reached by no scope of this kind.

        Districts see all of theirs, rooms their own, units what is or was handed to them and
        not recused, a delegate what they received themselves.
        """
        return self._reached(scope).filter(visibility=Visibility.NORMAL)

    def sealed_in_scope(self, scope):
        """The sealed matters of a scope's districts; only for the right SEALED_VIEW."""
        return self.filter(district_id__in=scope.districts, visibility=Visibility.SEALED)

    def _reached(self, scope):
        reached = []
        if scope.districts:
            reached.append(Q(district_id__in=scope.districts))
        if scope.rooms:
            reached.append(Q(room_id__in=scope.rooms))
        if scope.units:
            reached.append(self._handed_to(scope.units))
        if scope.own is not None:
            reached.append(Q(receiver_id=scope.own, room_id__in=scope.own_rooms))
        if not reached:
            return self.none()
        combined = reached[0]
        for more in reached[1:]:
            combined |= more
        return self.filter(combined)

    def _handed_to(self, units) -> Q:
        dispatches = apps.get_model("matters", "Dispatch").objects.filter(unit_id__in=units)
        recusals = apps.get_model("matters", "Recusal").objects.filter(unit_id__in=units)
        handed = dispatches.exclude(status="WITHDRAWN").values("matter")
        return Q(pk__in=handed) & ~Q(pk__in=recusals.values("matter"))

    def open(self):
        return self.exclude(status__in=FINAL)

    def overdue(self, on: date):
        """Matters whose nearest clock ran out before the day ``on``."""
        return self.filter(due_on__lt=on)

    def due_by(self, on: date):
        """Matters whose nearest clock runs out on or before ``on``."""
        return self.filter(due_on__lte=on)

    def waiting_for(self, *statuses: Status):
        return self.filter(status__in=statuses)
