"""Filters over letters that can be chained."""

from django.db.models import Q, QuerySet


class LetterQuerySet(QuerySet):
    def locked(self, letter):
        """The same letter, its row locked until the transaction ends."""
        rows = self.select_for_update(of=("self",)).select_related("unit", "district")
        return rows.get(pk=letter.pk)

    def in_scope(self, scope):
        """Keep what an organ's people may work on: the office its own and whatever was issued in
        the district, a room's desk the room's, a unit its own. Drafts of others are not there.
        """
        reached = Q(room__in=scope.rooms) | Q(unit__in=scope.units, room=None)
        if scope.districts:
            reached |= Q(unit__in=scope.districts, room=None)
            reached |= Q(district__in=scope.districts, issued_at__isnull=False)
        return self.filter(reached)

    def written_by(self, scope):
        """Keep those whose organ a scope writes for."""
        own = Q(unit__in=scope.units | scope.districts, room=None)
        return self.filter(Q(room__in=scope.rooms) | own)
