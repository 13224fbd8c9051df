"""How a login is recognised; a login carries no rights of its own."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib import auth
from django.contrib.auth.backends import BaseBackend
from django.utils.functional import SimpleLazyObject

from zhushi.core import clock
from zhushi.people.access import login_of
from zhushi.people.models import User

_fetched: ContextVar[User | None] = ContextVar("fetched", default=None)


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
        fetched = _fetched.get()
        if fetched and fetched.pk == user_id:
            return fetched
        return login_of(user_id, on=clock.today())


class SignedIn:
    """Middleware behind the session: ``request.user``, asked for when somebody needs it.

    Django checks backend and hash of the session as ever; only the login itself, where it came
    with the session (desk/sessions.py), is not fetched a second time.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: _user_of(request))
        return self.get_response(request)


def _user_of(request):
    session = request.session
    session.get(auth.SESSION_KEY)  # the first question reads the session, and its login with it
    with _at_hand(getattr(session, "login", None)):
        return auth.get_user(request)


@contextmanager
def _at_hand(login: User | None):
    token = _fetched.set(login)
    try:
        yield
    finally:
        _fetched.reset(token)
