from django.db import models

from zhushi.activities.choices import SwapStatus
from zhushi.activities.models.reception import Duty
from zhushi.people.models import Person


class Swap(models.Model):
    """Somebody on duty asks to be replaced, perhaps against a duty of the one who is asked.

    asked: None asks everybody of the room. ``returns``: the duty of ``asked`` that the asker
    would take over for it. Who gave and who took stays readable after the duties have changed.
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="swaps")
    asker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, models.PROTECT, null=True, related_name="asked_swaps")
    returns = models.ForeignKey(Duty, models.CASCADE, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=SwapStatus.choices, default=SwapStatus.ASKED)
    taker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=models.Q(status=SwapStatus.ASKED),
                name="swap_one_open_a_duty",
            ),
            models.CheckConstraint(
                condition=models.Q(returns=None) | models.Q(asked__isnull=False),
                name="swap_returns_of_somebody",
            ),
        ]
