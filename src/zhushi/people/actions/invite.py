import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Invitation, Person, User

VALID = timedelta(hours=72)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(person: Person, *, username: str, by, at: datetime) -> tuple[Invitation, str]:
    """Make or renew a login and return an invitation with its one-time token.

    The token is shown once; it is good for 72 hours and for one use; earlier ones lapse.
    Raises Refused if the user name is taken by somebody else or the login was stopped.
    """
    user = User.objects.filter(person=person).first()
    if user is None:
        if User.objects.filter(username=username).exists():
            raise Refused(f"登录名 {username} 已被使用，请换一个。")
        user = User(person=person, username=username)
        user.set_unusable_password()
        user.save()
    if not user.is_active:
        raise Refused("账号已停用，请先启用，再发邀请。")
    Invitation.objects.filter(user=user, used_at=None).update(expires_at=at)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        user=user, token_hash=hash_of(token), created_at=at, expires_at=at + VALID
    )
    audit.record("login.invite", target=person.ref, district_id=person.district_id, by=by, at=at)
    return invitation, token
