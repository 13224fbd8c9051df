"""How a login is recognised; a login carries no rights of its own."""

from django.contrib.auth.backends import BaseBackend

from zhushi.people.models import User


class PersonBackend(BaseBackend):
    """Checks the password and fetches login and person in one statement."""

    def authenticate(self, request, username: str = "", password: str = ""):
        user = self._find(username=username)
        if user is None:
            User().set_password(password)  # the same work for an unknown name
            return None
        return user if user.is_active and user.check_password(password) else None

    def get_user(self, user_id):
        user = self._find(pk=user_id)
        return user if user and user.is_active else None

    @staticmethod
    def _find(**by) -> User | None:
        return User.objects.select_related("person__district").filter(**by).first()
