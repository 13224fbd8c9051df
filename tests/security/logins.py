"""Sign-ins that ask the database once."""

from zhushi.desk.sign_in import PersonBackend
from zhushi.people.models import User


class KeptLogins(PersonBackend):
    """Logins and what they hold, fetched once: half the time of a refused request goes there."""

    kept: dict[str, User] = {}

    def get_user(self, user_id):
        key = str(user_id)
        if key not in self.kept:
            self.kept[key] = super().get_user(user_id)
        return self.kept[key]
