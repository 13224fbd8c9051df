from django.db import models

from zhushi.people.models import Person


class Feed(models.Model):
    """Somebody's own calendar feed; ``edition`` counts up when they ask for a new address."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="feed")
    edition = models.PositiveIntegerField(default=1)
