from django.db import models

from zhushi.matters.models.matter import Matter


class MatterText(models.Model):
    """What of a matter can be searched, normalised, one field to a line; kept by search.py.

    The number, title, extract and standing answers come first: the first ``shared`` characters
    are what a handling unit may search; the person's own words follow and are the room's alone.
    The index beside it (SQLite: ``matters_terms``, PostgreSQL: the column ``terms``) is made by
    the migration and known to search.py only. A sealed matter has no row.
    """

    matter = models.OneToOneField(
        Matter, models.CASCADE, primary_key=True, related_name="searchable"
    )
    text = models.TextField()
    shared = models.PositiveIntegerField()
