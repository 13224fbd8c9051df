from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._study import audited, locked_item
from zhushi.activities.models import StudyItem, StudyNote
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def write_study_note(item: StudyItem, *, person: Person, text: str, by, at: datetime) -> StudyNote:
    """Keep what a delegate noted of an item, or write it anew; a few words are enough.

    Raises Refused without words, and for an item of somebody else or of the district.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("请写几句，一句话也行。")
    item = locked_item(item)
    check_own(item, person)
    note, _ = StudyNote.objects.update_or_create(
        item=item, person=person, defaults={"text": text, "written_at": at}
    )
    audited("study.note", item.plan, by=by, at=at)
    return note


@transaction.atomic
def drop_study_note(note: StudyNote, *, by, at: datetime) -> None:
    """Take one's own note away; the item is as if nothing had been noted."""
    plan = locked_item(note.item).plan
    StudyNote.objects.filter(pk=note.pk).delete()
    audited("study.drop_note", plan, by=by, at=at)


def check_own(item: StudyItem, person: Person) -> None:
    """Raise Refused for an item that is neither of a room nor the person's own."""
    if item.plan.room_id is None:
        raise Refused("这是区里定的计划，等工作室采用以后再记。")
    if item.plan.person_id not in (None, person.pk):
        raise Refused("这是别人的计划。")
