"""Filters over people and postings that can be chained."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from zhushi.core.errors import Refused
from zhushi.people.choices import JoiningStatus


class PostingQuerySet(QuerySet):
    def current_on(self, on: date):
        """Postings that have begun and not ended on a day; the last day counts."""
        return self.not_over_on(on).filter(starts_on__lte=on)

    def not_over_on(self, on: date):
        """Postings whose last day has not passed, begun or not."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def current_between(self, since: date, until: date | None):
        """Postings that are current on any day from ``since`` to ``until`` (None: for good)."""
        held = self.not_over_on(since)
        return held if until is None else held.filter(starts_on__lte=until)


class LeaveQuerySet(QuerySet):
    def away_on(self, on: date):
        """Leaves that cover a day; first and last day count."""
        return self.away_between(on, on)

    def away_between(self, since: date, until: date):
        """Leaves that cover any day from ``since`` to ``until``."""
        return self.filter(starts_on__lte=until, ends_on__gte=since)

    def standing_between(self, since: date, until: date):
        """Leaves in which somebody stands in on any day from ``since`` to ``until``."""
        return self.filter(stands_from__lte=until, stands_until__gte=since)


class PersonQuerySet(QuerySet):
    def in_scope(self, scope, on: date):
        """People posted on a day within a scope: its districts, rooms and units."""
        if scope.is_empty:
            return self.none()
        reached = Q(district_id__in=scope.districts)
        if scope.rooms or scope.units:
            held = (
                apps.get_model("people", "Posting")
                .objects.current_on(on)
                .filter(Q(room_id__in=scope.rooms) | Q(unit_id__in=scope.units))
            )
            reached |= Q(pk__in=held.values("person"))
        if scope.own is not None:
            reached |= Q(pk=scope.own)
        return self.filter(reached)


class JoiningQuerySet(QuerySet[Any]):
    def pending_locked(self, pk):
        """One application that waits for an answer, locked with its room; raises Refused."""
        found = self.select_for_update(of=("self",)).select_related("room__district").get(pk=pk)
        if found.status != JoiningStatus.PENDING:
            raise Refused(f"这份申请已经办过：{found.get_status_display()}。")
        return found
