"""Filters over drafts that can be chained; every list starts with ``in_scope``."""

from django.db.models import QuerySet


class DraftQuerySet(QuerySet):
    def in_scope(self, scope):
        """Drafts of a scope's districts: nothing of grouping is for anybody below."""
        return self.filter(district_id__in=scope.districts)

    def without_papers(self):
        """For lists: leave the question and the proof where they are."""
        return self.defer("question", "wishes", "result")
