"""How a login is recognised; a login carries no rights of its own."""

from django.contrib.auth.backends import BaseBackend

from zhushi.core import clock
from zhushi.people.access import login_of
from zhushi.people.models import User


class PersonBackend(BaseBackend):
    """Checks the password; fetches login, person and postings in one statement."""

    def authenticate(self, request, username: str = "", password: str = ""):
        users = User.objects.select_related("person__district")
        user = users.filter(username=username).first()
        if user is None:
            User().set_password(password)  # the same work for an unknown name
            return None
        return user if user.is_active and user.check_password(password) else None

    def get_user(self, user_id):
        return login_of(user_id, on=clock.today())
