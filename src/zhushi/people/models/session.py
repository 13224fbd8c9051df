from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from zhushi.people.models.user import User


class Session(AbstractBaseSession):
    """What is kept for one browser; it names its login, so that both are fetched at once."""

    login = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    class Meta:
        pass
