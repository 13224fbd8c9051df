from django.db import models

from zhushi.core.constraints import ends_after_start
from zhushi.people.choices import MandateLevel
from zhushi.people.models.person import Person


def congress_name(number: str) -> str:
    """第十四次, however a roster wrote it (十四, 14, 第十四届); empty if it is not known."""
    number = number.strip().removeprefix("第").removesuffix("次").removesuffix("届")
    return f"第{number}次" if number else ""


class Mandate(models.Model):
    """A delegate's seat: the congress, the unit that elected them, the term."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    level = models.CharField(max_length=10, choices=MandateLevel.choices)
    electing_unit = models.CharField(max_length=100, blank=True)
    congress_no = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["level"]
        constraints = [
            ends_after_start("mandate", "starts_on", "ends_on"),
            models.UniqueConstraint(
                fields=["person", "level", "congress_no"], name="mandate_once_per_congress"
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="mandate_by_end")]

    @property
    def title(self) -> str:
        """区第十四次党代会代表, or 区党代表 where the congress is not known."""
        congress = congress_name(self.congress_no)
        level = self.get_level_display()
        return f"{level}{congress}党代会代表" if congress else f"{level}党代表"
