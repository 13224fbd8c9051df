"""Filters over matters that can be chained; every list starts with ``in_scope``."""

from copy import copy
from datetime import date

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhushi.matters.choices import DispatchStatus, Visibility


class MatterQuerySet(QuerySet):
    def locked(self, matter):
        """The same matter, its row locked until the transaction ends.

        One that was read under the lock in this very transaction is not read again.
        """
        if matter.is_fresh:
            matter.is_fresh = False
            return copy(matter)
        return self.locking().select_related("district", "room").get(pk=matter.pk)

    def locking(self):
        """Lock the rows until the transaction ends, and none of their neighbours."""
        return self.select_for_update(of=("self",))

    def in_scope(self, scope, *, is_count=False):
        """Keep what a scope reaches; sealed matters are reached by no scope of this kind.

        Districts see all of theirs, rooms their own, units what is or was handed to them and
        not recused, a delegate what they received themselves. is_count: the same rows, for who
        wants their number and not the first of them in order.
        """
        return self._reached(scope, is_count).filter(visibility=Visibility.NORMAL)

    def sealed_in_scope(self, scope):
        """The sealed matters of a scope's districts; only for the right SEALED_VIEW."""
        return self.filter(district_id__in=scope.districts, visibility=Visibility.SEALED)

    def _reached(self, scope, is_count):
        reached = []
        if scope.districts:
            reached.append(Q(district_id__in=scope.districts))
        if scope.rooms:
            reached.append(Q(room_id__in=scope.rooms))
        if scope.units:
            reached.append(self._handed_to(scope, is_count))
        if scope.own is not None:
            reached.append(Q(receiver_id=scope.own, room_id__in=scope.own_rooms))
            reached += self._signed_or_put_before(scope.own)
        if not reached:
            return self.none()
        combined = reached[0]
        for more in reached[1:]:
            combined |= more
        return self.filter(combined)

    def _signed_or_put_before(self, person) -> list[Q]:
        """What a delegate signed, and what was put before an approver or their deputy."""
        signed = apps.get_model("matters", "Proposer").objects.filter(person_id=person)
        steps = apps.get_model("matters", "ApprovalStep").objects.filter(
            Q(approver_id=person) | Q(deputy_id=person), opened_at__isnull=False
        )
        return [Q(pk__in=rows.order_by().values("matter")) for rows in (signed, steps)]

    def _handed_to(self, scope, is_count: bool) -> Q:
        """What stands before a unit.

        A page asks row by row in the order of the list, so that it reads its own rows only; a
        count begins at the unit's dispatches.
        """
        dispatches = apps.get_model("matters", "Dispatch").objects.order_by()
        recusals = apps.get_model("matters", "Recusal").objects.order_by()
        handed = dispatches.filter(unit_id__in=scope.units).exclude(status=DispatchStatus.WITHDRAWN)
        recused = recusals.filter(unit_id__in=scope.units)
        if is_count:
            return Q(pk__in=handed.values("matter")) & ~Q(pk__in=recused.values("matter"))
        its = {"matter": OuterRef("pk")}
        reached = Q(Exists(handed.filter(**its))) & ~Q(Exists(recused.filter(**its)))
        return Q(district_id__in=scope.homes) & reached if scope.homes else reached

    def overdue(self, on: date):
        """Matters whose nearest clock ran out before the day ``on``."""
        return self.filter(due_on__lt=on)
