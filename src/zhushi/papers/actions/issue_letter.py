from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.attachments import kept
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.refs import next_number
from zhushi.core.uploads import KINDS, made_here
from zhushi.papers.actions.draft_letter import ISSUED
from zhushi.papers.gbt9704.docx import to_docx
from zhushi.papers.gbt9704.pdf import letter_pdf
from zhushi.papers.letters.compose import head_of, sheet_of
from zhushi.papers.models import Letter

EARLIEST = timedelta(days=60)


def issue_letter(letter: Letter, *, on: date, by, at: datetime) -> Letter:
    """Give a draft the next number of its organ and year, and keep what was set from then on.

    on: the date it bears, at most 60 days back. Numbers have no gaps: one that cannot be issued
    takes none. Raises Refused for a letter that has a number, and for other days. Must be the
    outermost transaction (its files).
    """
    today = day_of(at)
    if not today - EARLIEST <= on <= today:
        raise Refused(f"成文日期要在今天或以前 {EARLIEST.days} 天之内。")
    with transaction.atomic():
        found = Letter.objects.locked(letter)
        if found.issued_at:
            raise Refused(ISSUED)
        head = head_of(found.unit)
        found.issuer, found.mark, found.printed_by = head.issuer, head.mark, head.printed_by
        found.year, found.on = on.year, on
        found.serial = next_number(f"letter:{found.unit_id}:{found.mark}", on.year)
        found.issued_at, found.issued_by = at, by
        sheet = sheet_of(found, at=at)
        name = f"{found.number} {found.title}"
        files = [
            made_here(f"{name}.docx", to_docx(sheet), KINDS["docx"]),
            made_here(f"{name}.pdf", letter_pdf(sheet), KINDS["pdf"]),
        ]
        with kept(files, district_id=found.district_id, at=at) as (docx, pdf):
            found.docx, found.pdf = docx, pdf
            found.save()
            audit.record(
                "letter.issue",
                target=found.number,
                district_id=found.district_id,
                by=by,
                at=at,
                kind=found.get_kind_display(),
                sha256=pdf.sha256,
            )
    return found
