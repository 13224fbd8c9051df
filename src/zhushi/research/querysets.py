"""Filters over what delegates look into that can be chained."""

from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from zhushi.activities.halves import Half
from zhushi.core.prose_text import pictures_in
from zhushi.research.choices import ProposalStatus


class AreaQuerySet(QuerySet):
    def in_force(self, on: date):
        """The district's priorities of a day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class ThemeQuerySet(QuerySet):
    def seen_by(self, scope):
        """Keep the themes of a scope's rooms and those of their districts, which all may read."""
        reached = Q(room_id__in=scope.rooms)
        reached |= Q(room=None, district_id__in=scope.homes)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return self.filter(reached)

    def touching(self, since: date, until: date):
        """Keep those whose half-year has a day from ``since`` to ``until``."""
        return self.filter(since__gte=Half.of(since).since, since__lte=until)

    def in_scope(self, scope):
        """Keep those a scope may change: of its rooms, or all of its districts."""
        reached = Q(room_id__in=scope.rooms)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        return self.filter(reached)


class ReportQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep what a scope writes on: of its rooms, and what its own person signs."""
        reached = Q(room_id__in=scope.rooms)
        if scope.districts:
            reached |= Q(district_id__in=scope.districts)
        if scope.own:
            authors = apps.get_model("research", "ReportAuthor").objects.order_by()
            reached |= Q(pk__in=authors.filter(person_id=scope.own).values("report"))
        return self.filter(reached)

    def locked(self, report):
        """The same report, its row locked until the transaction ends."""
        found = self.select_for_update(of=("self",)).select_related("room", "matter__district")
        return found.get(pk=report.pk)


class ReportPictureQuerySet(QuerySet):
    def in_scope(self, scope):
        """Keep the pictures of the reports that a scope writes on."""
        reports = apps.get_model("research", "Report").objects
        return self.filter(report__in=reports.in_scope(scope).order_by().values("pk"))

    def handed_in_with(self, matter):
        """Keep those that the text of a matter names, as it was handed in."""
        return self.filter(report__matter=matter, attachment__uid__in=pictures_in(matter.content))


class ProposalQuerySet(QuerySet):
    def seen_by(self, scope, person):
        """Keep what gathers names in a scope's districts, what its rooms made, and one's own."""
        signed = apps.get_model("research", "ProposalSignature").objects.order_by()
        reached = Q(status=ProposalStatus.GATHERING, district_id__in=scope.homes)
        reached |= Q(room_id__in=scope.rooms) | Q(district_id__in=scope.districts)
        reached |= Q(author_id=person)
        reached |= Q(pk__in=signed.filter(person_id=person).values("proposal"))
        return self.filter(reached)

    def locked(self, proposal):
        """The same proposal, its row locked until the transaction ends."""
        found = self.select_for_update(of=("self",)).select_related("room__district", "author")
        return found.get(pk=proposal.pk)
