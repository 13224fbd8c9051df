"""A good practice is written down by one person and published by another."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions.show import ask_to_show
from zhushi.activities.models import Activity, GoodPractice
from zhushi.activities.words_seen import check_seen
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import Workroom


@transaction.atomic
def write_practice(
    room: Workroom,
    *,
    title: str,
    text: str,
    field: str = "",
    activity: Activity | None = None,
    practice: GoodPractice | None = None,
    by,
    at: datetime,
) -> GoodPractice:
    """Write a good practice down, or write one anew before it is published.

    The same title from the same activity is the same practice. Raises Refused without a title or
    words, for a published one, or for an activity of another room.
    """
    title, text = title.strip(), text.replace("\r\n", "\n").strip()
    if not (title and text):
        raise Refused("题目和做法都要写。")
    if activity and activity.room_id != room.pk:
        raise Refused("这次活动是别的工作室的。")
    if practice is None:
        Workroom.objects.select_for_update(of=("self",)).get(pk=room.pk)
        found = GoodPractice.objects.filter(room=room, activity=activity, title=title).first()
        practice = found or GoodPractice(
            district_id=room.district_id, room=room, activity=activity, title=title
        )
    if practice.pk:
        practice = _locked(practice)
    if practice.published_at:
        raise Refused("已经公开。要改，请先撤回。")
    practice.title, practice.text, practice.field = title, text, field.strip()
    practice.written_by, practice.written_at = by, at
    practice.save()
    about = f"practice:{practice.pk}"
    ask_to_show(practice.room, "记了一条好做法", about=about, by=by, at=at)
    _audit("practice.write", practice, by, at)
    return practice


@transaction.atomic
def publish_practice(
    practice: GoodPractice, *, seen: str | None = None, by, at: datetime
) -> GoodPractice:
    """Let a second person publish it.

    seen: the ``words_seen`` on the page of who reads. Raises Refused for who wrote it, and where
    it was written anew since.
    """
    practice = _locked(practice)
    if practice.written_by_id == by.pk:
        raise Refused("写稿人不能自己审定，请另一个人来审。")
    if practice.published_at is None:
        check_seen(practice, seen)
        practice.published_at = at
        practice.save(update_fields=["published_at"])
        _audit("practice.publish", practice, by, at)
    return practice


@transaction.atomic
def withdraw_practice(practice: GoodPractice, *, by, at: datetime) -> GoodPractice:
    """Take a published one back at once; its words stay with the room."""
    practice = _locked(practice)
    if practice.published_at:
        practice.published_at = None
        practice.save(update_fields=["published_at"])
        _audit("practice.withdraw", practice, by, at)
    return practice


def _locked(practice: GoodPractice) -> GoodPractice:
    found = GoodPractice.objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=practice.pk)


def _audit(event: str, practice: GoodPractice, by, at: datetime) -> None:
    target = practice.room.code
    audit.record(event, target=target, district_id=practice.district_id, by=by, at=at)
