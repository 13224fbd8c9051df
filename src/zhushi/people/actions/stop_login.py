from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Invitation, User


@transaction.atomic
def stop_login(login: User, *, by, at: datetime) -> User:
    """Close a login: its sessions end at once and open invitations lapse; postings stay.

    Raises Refused for one's own login and for one that is closed already.
    """
    if by is not None and by.pk == login.pk:
        raise Refused("不能停用自己的账号，请让另一位有权限的同志操作。")
    return _switch(login, False, "login.stop", by=by, at=at)


@transaction.atomic
def restart_login(login: User, *, by, at: datetime) -> User:
    """Open a closed login again; the password is the one it had.

    Raises Refused if the login is open.
    """
    return _switch(login, True, "login.restart", by=by, at=at)


def _switch(login: User, is_active: bool, event: str, *, by, at: datetime) -> User:
    login = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=login.pk)
    if login.is_active == is_active:
        raise Refused(f"账号已经{'启用' if is_active else '停用'}，没有再改。")
    login.is_active = is_active
    login.session_epoch += 1
    login.save(update_fields=["is_active", "session_epoch"])
    if not is_active:
        Invitation.objects.filter(user=login, used_at=None, expires_at__gt=at).update(expires_at=at)
    audit.record(event, target=login.person.ref, district_id=login.person.district_id, by=by, at=at)
    return login
