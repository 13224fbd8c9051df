"""Filters over units and rooms that can be chained."""

from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from zhushi.rooms.choices import GRASSROOTS, UnitKind


class UnitQuerySet(QuerySet):
    def valid_on(self, on: date):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)

    def of_district(self, district):
        return self.filter(district=district)

    def streets(self):
        return self.filter(kind=UnitKind.STREET)

    def communities(self):
        return self.filter(kind__in=GRASSROOTS)

    def handlers(self):
        """Units a matter can be handed to."""
        return self.filter(is_handler=True)

    def in_scope(self, scope):
        """Keep the units of a scope's districts and the scope's own units."""
        return self.filter(Q(district_id__in=scope.districts) | Q(pk__in=scope.units))

    def around(self, scope):
        """Keep all units of the districts in which a scope reaches something: to be read."""
        rooms = apps.get_model("rooms", "Workroom").objects.filter(pk__in=scope.rooms)
        own = apps.get_model("rooms", "Unit").objects.filter(pk__in=scope.units)
        return self.filter(
            Q(district_id__in=scope.districts)
            | Q(district_id__in=rooms.values("district_id"))
            | Q(district_id__in=own.values("district_id"))
        )


class WorkroomQuerySet(QuerySet):
    def open_on(self, on: date):
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=on), opened_on__lte=on)

    def open_in(self, since: date, until: date, *, on: date):
        """Keep the rooms open on the day of a period that is nearest to ``on``."""
        return self.open_on(min(max(on, since), until))

    def of_district(self, district):
        return self.filter(district=district)

    def in_scope(self, scope):
        """Keep the rooms a scope reaches; every list of the desk starts with this call."""
        return self.filter(Q(district_id__in=scope.districts) | Q(pk__in=scope.rooms))
