"""Hand in a report, for the first time or again after it was sent back; or give it up."""

from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.prose_text import unparse
from zhushi.matters.actions.propose import propose
from zhushi.matters.actions.revise import revise
from zhushi.matters.choices import Kind
from zhushi.matters.models import Matter
from zhushi.research.models import Report


@transaction.atomic
def hand_in_report(report: Report, *, seen: int | None = None, by, at: datetime) -> Matter:
    """Give the newest version to the liaison office; it becomes a matter, or goes on as one.

    Raises Refused for who does not sign it, while it is empty, when it stands there already, and
    when somebody wrote on it since ``seen``.
    """
    report = Report.objects.locked(report)
    if not report.is_open:
        raise Refused("这份报告已经提交了。")
    signed = list(report.authors.select_related("person"))
    if by.person_id not in {author.person_id for author in signed}:
        raise Refused("由署名的代表提交。")
    newest = report.versions.get(number=report.version)
    if seen is not None and seen != newest.number:
        raise Refused("刚刚有人改过，请看一眼最新的再提交。")
    content = unparse(newest.text)
    if not content:
        raise Refused("还没有写正文，不能提交。")
    if report.matter is not None:
        return revise(report.matter, title=newest.title, content=content, by=by, at=at)
    report.matter = propose(
        report.room,
        kind=Kind.RESEARCH,
        title=newest.title,
        content=content,
        proposers=[author.person for author in signed],
        key=f"report:{report.pk}",
        by=by,
        at=at,
    )
    report.save(update_fields=["matter"])
    return report.matter


@transaction.atomic
def drop_report(report: Report, *, by, at: datetime) -> None:
    """Give up a report that was not handed in; its versions stay.

    Raises Refused for who does not sign it, and once it was handed in.
    """
    report = Report.objects.locked(report)
    if report.matter is not None or report.dropped_at:
        raise Refused("已经提交的，不能放弃。")
    if not report.authors.filter(person=by.person_id).exists():
        raise Refused("由署名的代表放弃。")
    report.dropped_at = at
    report.save(update_fields=["dropped_at"])
    audit.record(
        "report.drop",
        target=f"report:{report.pk}",
        district_id=report.district_id,
        by=by,
        at=at,
    )
