from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.actions.invite import hash_of
from zhushi.people.models import Invitation, User


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation behind a token, if it is still good."""
    return (
        Invitation.objects.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=at)
        .select_related("user__person")
        .first()
    )


@transaction.atomic
def join(token: str, *, password: str, at: datetime) -> User:
    """Use an invitation to set the password; earlier sessions of this login end.

    Raises Refused if the link was used, has lapsed, or the password is too weak.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if invitation is None or invitation.used_at or invitation.expires_at <= at:
        raise Refused("这个邀请链接已经用过或已过期，请让联系人重新发一个。")
    user = invitation.user
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    user.set_password(password)
    user.session_epoch = F("session_epoch") + 1
    user.save()
    user.refresh_from_db()
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    audit.record(
        "login.join",
        target=user.person.ref,
        district_id=user.person.district_id,
        by=user,
        at=at,
    )
    return user
