from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.papers.choices import LetterKind
from zhushi.papers.letters.compose import template_of
from zhushi.papers.letters.kinds import SPECS
from zhushi.papers.letters.wording import check, of_kind
from zhushi.papers.models import LetterHead, LetterTemplate
from zhushi.rooms.models import Unit


@transaction.atomic
def word_letters(
    district: Unit, kind: LetterKind, *, title: str, body: str, by, at: datetime
) -> LetterTemplate:
    """Word a kind of letter anew from now on, as a new version; drafts there are stay as they are.

    Raises Refused for names the kind does not know, empty text, and where nothing changes.
    """
    return _add(district, kind, title, body, None, by=by, at=at)


@transaction.atomic
def restore_wording(
    district: Unit, kind: LetterKind, *, number: int, by, at: datetime
) -> LetterTemplate:
    """Bring an older version back as a new one; 0 is what zhushi came with."""
    if number == 0:
        title, body = of_kind(kind)
    else:
        old = LetterTemplate.objects.filter(district=district, kind=kind, number=number).first()
        if old is None:
            raise Refused("没有这一版。")
        title, body = old.title, old.body
    return _add(district, kind, title, body, number, by=by, at=at)


@transaction.atomic
def set_head(
    unit: Unit, *, issuer: str, mark: str, printed_by: str, by, at: datetime
) -> LetterHead:
    """Say how an organ signs its documents from now on; issued ones stay as they are."""
    issuer, mark, printed_by = issuer.strip(), mark.strip(), printed_by.strip()
    if not issuer or not mark:
        raise Refused("发文机关和机关代字都要写。")
    if any(sign in mark for sign in "〔〕[]（）()"):
        raise Refused("机关代字只写字，例如 雁党联办函；年份和序号由系统编。")
    head, _ = LetterHead.objects.update_or_create(
        unit=unit, defaults={"issuer": issuer, "mark": mark, "printed_by": printed_by}
    )
    audit.record(
        "letter.head",
        target=unit.name,
        district_id=unit.district_id or unit.pk,
        by=by,
        at=at,
        mark=mark,
    )
    return head


def _add(
    district: Unit,
    kind: LetterKind,
    title: str,
    body: str,
    restores: int | None,
    *,
    by,
    at: datetime,
) -> LetterTemplate:
    lock(Unit.objects.filter(pk=district.pk))
    title, body = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    if not title or not body:
        raise Refused("标题和正文都要写。")
    names = SPECS[kind].names
    check(title, names)
    check(body, names)
    number, old_title, old_body = template_of(district, kind)
    if (title, body) == (old_title, old_body):
        raise Refused("和现在用的一样，没有新的一版。")
    made = LetterTemplate.objects.create(
        district=district,
        kind=kind,
        number=number + 1,
        title=title,
        body=body,
        restores=restores,
        made_at=at,
        made_by=by,
    )
    audit.record(
        "letter.word",
        target=LetterKind(kind).label,
        district_id=district.pk,
        by=by,
        at=at,
        version=made.number,
    )
    return made
