from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from zhushi.people.models.person import Person


class User(AbstractBaseUser):
    """A login of one person; it carries no rights of its own."""

    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="login")
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ()  # type: ignore[assignment]

    def get_session_auth_hash(self) -> str:
        """Changes with the password and whenever a posting ends, which ends every session."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("zhushi.people.session", value, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        return iter(())


class Invitation(models.Model):
    """A link to set a password; good once and for a short time. Only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
