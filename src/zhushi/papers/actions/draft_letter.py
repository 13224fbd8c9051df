from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.letter import LONGEST_TITLE
from zhushi.papers.letters.facts import About
from zhushi.papers.models import Letter
from zhushi.rooms.models import Unit, Workroom

FIELDS = ("title", "to", "body", "present", "appendix_title", "appendix", "copies")
ISSUED = "已经编号发文，不能再改；有错就作废，另拟一份。"


@transaction.atomic
def draft_letter(
    kind: LetterKind,
    about: About,
    *,
    unit: Unit,
    room: Workroom | None = None,
    written: Mapping[str, str],
    by,
    at: datetime,
) -> Letter:
    """Write a draft in the name of an organ; it has no number yet and is its organ's alone.

    room: where a room drafts in its unit's name. written: the words, by field. Raises Refused
    for an empty text or too long a title.
    """
    letter = Letter(
        district_id=unit.district_id or unit.pk,
        unit=unit,
        room=room,
        kind=kind,
        matter=about.matter,
        dispatch=about.dispatch,
        day=about.day,
        activity=about.activity,
        drafted_at=at,
        drafted_by=by,
    )
    _write(letter, written)
    letter.save()
    audit.record(
        "letter.draft",
        target=letter.title,
        district_id=letter.district_id,
        by=by,
        at=at,
        kind=letter.get_kind_display(),
    )
    return letter


@transaction.atomic
def change_letter(letter: Letter, *, written: Mapping[str, str], by, at: datetime) -> Letter:
    """Put other words into a draft; raises Refused once it is issued."""
    letter = Letter.objects.locked(letter)
    if letter.issued_at:
        raise Refused(ISSUED)
    _write(letter, written)
    letter.save()
    audit.record("letter.change", target=letter.title, district_id=letter.district_id, by=by, at=at)
    return letter


@transaction.atomic
def drop_letter(letter: Letter, *, by, at: datetime) -> None:
    """Throw a draft away; raises Refused once it has a number."""
    letter = Letter.objects.locked(letter)
    if letter.issued_at:
        raise Refused(ISSUED)
    audit.record("letter.drop", target=letter.title, district_id=letter.district_id, by=by, at=at)
    letter.delete()


def _write(letter: Letter, written: Mapping[str, str]) -> None:
    for name in FIELDS:
        setattr(letter, name, written.get(name, "").strip())
    if not letter.title or not letter.body:
        raise Refused("标题和正文都要写。")
    if len(letter.title) > LONGEST_TITLE:
        raise Refused(f"公文标题最多 {LONGEST_TITLE} 字，现在有 {len(letter.title)} 字。")
