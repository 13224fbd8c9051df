from django.db import models

from zhushi.people.models.person import Person

Point = tuple[float, float]
"""Longitude and latitude in degrees (GCJ-02), as of the rooms."""


class PersonPlace(models.Model):
    """Where a person lives and works, to a hundred metres; personal, read by grouping alone.

    Apart from the person, so that no list, export or page of theirs carries it along.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="place")
    home_longitude = models.FloatField(null=True)
    home_latitude = models.FloatField(null=True)
    work_longitude = models.FloatField(null=True)
    work_latitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    **{f"{spot}_longitude__isnull": True, f"{spot}_latitude__isnull": True}
                )
                | models.Q(
                    **{f"{spot}_longitude__isnull": False, f"{spot}_latitude__isnull": False}
                ),
                name=f"place_{spot}_is_whole_or_missing",
            )
            for spot in ("home", "work")
        ]

    @property
    def home(self) -> Point | None:
        return _point(self.home_longitude, self.home_latitude)

    @property
    def work(self) -> Point | None:
        return _point(self.work_longitude, self.work_latitude)


def _point(longitude: float | None, latitude: float | None) -> Point | None:
    return None if longitude is None or latitude is None else (longitude, latitude)
