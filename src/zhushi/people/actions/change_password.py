from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import User


@transaction.atomic
def change_password(user: User, *, old: str, new: str, by, at: datetime) -> User:
    """Give a login another password; its other sessions end.

    Raises Refused if the old one is wrong, the new one is the same, or it is too weak.
    """
    user = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
    if not user.check_password(old):
        raise Refused("现在的密码不对。")
    if user.check_password(new):
        raise Refused("新密码和现在的一样，请换一个。")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    user.set_password(new)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
    audit.record(
        "login.password",
        target=user.person.ref,
        district_id=user.person.district_id,
        by=by,
        at=at,
    )
    return user
