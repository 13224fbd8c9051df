"""What was said in a talk: written down encrypted, opened with a line in the trail each time."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk, TalkRecord
from zhushi.core import audit
from zhushi.core.errors import Refused


@transaction.atomic
def write_talk_record(talk: Talk, *, text: str, seen: str = "", by, at: datetime) -> TalkRecord:
    """Write the record, or write it anew; it is stored encrypted.

    seen: the ``version_of`` the record that was open. Raises Refused before the talk took place,
    without words, or where a record stands that the writer has not opened.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("请写几句记录，一句话也行。")
    talk = Talk.objects.select_for_update(of=("self",)).select_related("person").get(pk=talk.pk)
    if talk.status != TalkStatus.HELD:
        raise Refused("谈过以后再写记录。")
    record = TalkRecord.objects.filter(talk=talk).first()
    if version_of(record) != seen:
        raise Refused("已经有记录了，先打开看过再改。")
    record = record or TalkRecord(talk=talk)
    record.seal("text", text)
    record.written_by, record.written_at = by, at
    record.save()
    _audit("talk.record", talk, by, at)
    return record


@transaction.atomic
def open_talk_record(record: TalkRecord, *, by, at: datetime) -> str:
    """Open the record once and leave a line of who looked; rights are asked before this call."""
    text = record.open("text")
    _audit("talk.look", record.talk, by, at)
    return text


def version_of(record: TalkRecord | None) -> str:
    """What a form that shows a record hands back, so that nothing unseen is written over."""
    return record.written_at.isoformat() if record else ""


def _audit(event: str, talk: Talk, by, at: datetime) -> None:
    audit.record(event, target=talk.person.ref, district_id=talk.district_id, by=by, at=at)
