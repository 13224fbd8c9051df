"""From a stored letter to the document that is set: head of its organ, blocks, attachment."""

from contextlib import suppress
from datetime import date, datetime

from django.core.files.storage import default_storage

from zhushi.core.moments import day_of
from zhushi.core.prose_text import parse, pictures_in
from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.letter import Appendix
from zhushi.papers.gbt9704.letter import Letter as Sheet
from zhushi.papers.letters.facts import About
from zhushi.papers.letters.kinds import SAMPLES, SPECS
from zhushi.papers.letters.wording import fill, fill_title, of_kind
from zhushi.papers.models import Letter, LetterHead, LetterTemplate
from zhushi.papers.models.letter import number_of
from zhushi.research.models import ReportPicture
from zhushi.rooms.models import Unit

LABELS = ("出席", "请假", "列席")


def head_of(unit: Unit) -> LetterHead:
    """How an organ signs; until it says so itself, by its name (not saved)."""
    found = LetterHead.objects.filter(unit=unit).first()
    mark = f"{unit.label[:8]}函"
    return found or LetterHead(unit=unit, issuer=unit.name[:30], mark=mark, printed_by="")


def template_of(district: Unit, kind: LetterKind | str) -> tuple[int, str, str]:
    """Number, title and body of the wording in use; number 0 is what zhushi came with."""
    found = LetterTemplate.objects.filter(district=district, kind=kind).first()
    return (found.number, found.title, found.body) if found else (0, *of_kind(kind))


def first_words(kind: LetterKind, about: About, district: Unit) -> dict[str, str]:
    """The words a letter begins with: the district's wording, filled from the record."""
    _, title, body = template_of(district, kind)
    first = {
        "title": fill_title(title, about.facts),
        "to": about.to,
        "body": fill(body, about.facts),
        "present": "\n".join(f"{label}：{names}" for label, names in about.present),
    }
    if SPECS[kind].appends:
        first |= {"appendix_title": about.facts["题目"], "appendix": about.facts["全文"]}
    return first


def sheet_of(letter: Letter, *, at: datetime) -> Sheet:
    """The document of a letter: a draft bears the number sign 〔年〕 with a blank, and today."""
    head = letter if letter.issued_at else head_of(letter.unit)
    on = letter.on or day_of(at)
    number = letter.number or f"{head.mark}〔{on.year}〕　号"
    appendices: tuple[Appendix, ...] = ()
    if letter.appendix.strip():
        title = letter.appendix_title or "附件"
        appendices = (Appendix(title, parse(letter.appendix)),)
    return Sheet(
        issuer=head.issuer,
        number=number,
        title=letter.title,
        to=letter.to,
        blocks=parse(letter.body),
        on=on,
        form=SPECS[LetterKind(letter.kind)].form,
        appendices=appendices,
        copies=[one for one in letter.copies.replace(",", "，").split("，") if one.strip()],
        printed_by=head.printed_by,
        present=present_of(letter.present),
        pictures=_pictures_of(letter),
    )


def _pictures_of(letter: Letter) -> dict[str, bytes]:
    """Those of the report the letter is about that its own text names."""
    named = pictures_in(f"{letter.body}\n{letter.appendix}")
    if not named or not letter.matter_id:
        return {}
    found = ReportPicture.objects.filter(
        report__matter=letter.matter_id, attachment__uid__in=named
    ).select_related("attachment")
    kept = {}
    for one in found:
        with suppress(FileNotFoundError), default_storage.open(one.attachment.path) as file:
            kept[one.uid] = file.read()
    return kept


def present_of(text: str) -> tuple[tuple[str, str], ...]:
    """Lines like 出席：甲、乙 as label and names; a line without a label belongs to 出席."""
    told = []
    for line in text.splitlines():
        label, colon, names = line.partition("：")
        if colon and names.strip():
            told.append((label.strip(), names.strip()))
        elif line.strip() and not colon:
            told.append((LABELS[0], line.strip()))
    return tuple(told)


def sample(district: Unit, kind: LetterKind, title: str, body: str, *, on: date) -> Sheet:
    """The wording tried on an invented subject, under the district's own head."""
    head = head_of(district)
    return Sheet(
        issuer=head.issuer,
        number=number_of(head.mark, on, 1),
        title=fill_title(title, SAMPLES),
        to=SAMPLES["主办单位"] if kind not in (LetterKind.RECEPTION, LetterKind.MINUTES) else "",
        blocks=parse(fill(body, SAMPLES)),
        on=on,
        form=SPECS[kind].form,
        printed_by=head.printed_by,
        present=(("出席", "张三、李四"),) if kind == LetterKind.MINUTES else (),
    )
