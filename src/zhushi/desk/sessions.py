"""Sessions in the database; one that is signed in is read together with its login and postings."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Stored

from zhushi.core import clock
from zhushi.people.access import session_with_login
from zhushi.people.models import Session, User


class SessionStore(Stored):
    login: User | None = None
    """The login that came with the session; whether it may be used is for the sign-in to check."""

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        if self.session_key:
            kept, self.login = session_with_login(self.session_key, at=clock.now())
            if kept:
                return self.decode(kept)
        return super().load()

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.login_id = data.get(SESSION_KEY)
        return session
