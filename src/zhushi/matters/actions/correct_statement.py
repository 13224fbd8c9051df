"""A statement is put right or taken away as long as no matter came of it."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.models import Statement
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.models import Matter


@transaction.atomic
def change_statement(
    statement: Statement, *, text: str, speaker: str = "", by, at: datetime
) -> Statement:
    """Write it down as it was said; who spoke is changed only where no team member did.

    Raises Refused once it is a matter, or where nothing is left of it.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("请写说了什么；不要了就点“删去”。")
    statement = _locked(statement)
    statement.text = text
    if statement.person_id is None:
        statement.speaker = speaker.strip()
    statement.save(update_fields=["text", "speaker"])
    _audit("statement.change", statement, by, at)
    return statement


@transaction.atomic
def remove_statement(statement: Statement, *, by, at: datetime) -> None:
    """Take a statement away; the trail keeps that there was one. Raises Refused once raised."""
    statement = _locked(statement)
    _audit("statement.remove", statement, by, at)
    statement.delete()


def _locked(statement: Statement) -> Statement:
    found = Statement.objects.select_for_update(of=("self",)).select_related("activity__room")
    standing = found.filter(pk=statement.pk).first()
    if standing is None:
        raise Refused("这条发言已经删去了。")
    if Matter.objects.filter(statement=standing).exists():
        raise Refused("这条发言已经转成事项，不能再改。")
    return standing


def _audit(event: str, statement: Statement, by, at: datetime) -> None:
    activity = statement.activity
    target = f"{activity.room.code}:{activity.on}"
    audit.record(event, target=target, district_id=activity.district_id, by=by, at=at)
