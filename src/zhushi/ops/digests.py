"""One mail per person and day: how many notices wait and where, never what they say."""

import logging
from collections import Counter
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef

from zhushi.core.models import Digest, Notice
from zhushi.core.moments import day_of
from zhushi.people.models import User

log = logging.getLogger(__name__)
SILENT = ("dummy.EmailBackend", "console.EmailBackend")
KINDS = {
    "matter": "事项",
    "clock": "时限",
    "commitment": "承诺事项",
    "reception": "接待日",
    "pledge": "代表承诺",
}


def is_mail_configured() -> bool:
    """Whether somebody has set up outgoing mail (EMAIL_URL)."""
    return not settings.EMAIL_BACKEND.endswith(SILENT)


def send_digests(*, at: datetime) -> int:
    """Send today's mail to everybody who has unread notices and got none yet; how many went out.

    The day's row is claimed before the mail goes and given back if it does not, so that a
    failure is tried again and nobody gets two. One statement when nothing waits.
    """
    if not is_mail_configured():
        return 0
    on = day_of(at)
    waiting = Notice.objects.filter(user=OuterRef("pk"), read_at=None, mailed_on=None)
    had = Digest.objects.filter(user=OuterRef("pk"), on=on, sent_at__isnull=False)
    people = User.objects.filter(Exists(waiting), ~Exists(had), is_active=True)
    people = people.exclude(person__email="").select_related("person")
    return sum(_send(user, on=on, at=at) for user in people.order_by("pk"))


def _send(user: User, *, on: date, at: datetime) -> bool:
    notices = list(Notice.objects.filter(user=user, read_at=None, mailed_on=None))
    Digest.objects.bulk_create(
        [Digest(user=user, on=on, count=len(notices))], ignore_conflicts=True
    )
    row = Digest.objects.filter(user=user, on=on)
    if not row.filter(sent_at=None).update(sent_at=at, count=len(notices)):
        return False
    try:
        EmailMessage(
            subject=f"驻室：{len(notices)} 条新通知", body=_body(notices), to=[user.person.email]
        ).send()
    except Exception:
        row.update(sent_at=None)
        log.exception("给登录 %s 的摘要邮件没有发出, 下一分钟再试", user.username)
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_on=on)
    return True


def _body(notices: list[Notice]) -> str:
    counts = Counter(notice.event.split(":")[0].split(".")[0] for notice in notices)
    lines = [f"{KINDS.get(kind, '其他')}：{count} 条" for kind, count in counts.most_common()]
    end = ["", "邮件里不写事项内容，请登录后查看。每天最多一封。"]
    where = f"{_site()}/desk/notices/"
    return "\n".join(["您好，您在驻室有新的通知：", "", *lines, "", where, *end])


def _site() -> str:
    named = [host for host in settings.ALLOWED_HOSTS if host not in ("*", "localhost")]
    return f"https://{named[0]}" if named else ""
