"""Save a report; what two people wrote at the same time is brought together."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.merge import Overlap, merge
from zhushi.core.prose import Picture, as_json, from_json
from zhushi.core.prose_text import parse, unparse
from zhushi.research.actions.start_report import TITLE_LENGTH
from zhushi.research.models import Report, ReportPicture, ReportVersion

MINE, THEIRS, END = "【您写的】", "【{name}写的】", "【两处到此】"


@dataclass(frozen=True)
class Written:
    """What became of it: the report, and who else had saved meanwhile.

    text: given where both changed the same lines; nothing is stored then, and this text holds
    both, marked, to be put right and saved against ``version``.
    """

    report: Report
    version: int
    others: tuple[str, ...] = ()
    text: str = ""


@transaction.atomic
def write_report(report: Report, *, title: str, text: str, seen: int, by, at: datetime) -> Written:
    """Save a report as a new version; ``seen`` is the version the screen began with.

    text: as typed (core/prose_text.py). Raises Refused once it is handed in, without a title,
    while marks of a clash stand in it, or for a picture that is not kept with the report.
    """
    title = title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Refused(f"题目要写，最多 {TITLE_LENGTH} 字。")
    if END in text:
        raise Refused(f"还有两人都改过的地方没有定：留下要的，删去带“{END}”的那几行，再保存。")
    report = Report.objects.locked(report)
    if not report.is_open:
        raise Refused("这份报告已经提交，不能再改。")
    pictures = _own_pictures(report, text)
    newest = report.versions.select_related("by__person").get(number=report.version)
    lines = unparse(parse(text)).split("\n")
    others: tuple[str, ...] = ()
    if seen != newest.number:
        missed = report.versions.filter(number__gt=seen).select_related("by__person")
        others = tuple(dict.fromkeys(version.by.person.name for version in missed))
        base = report.versions.filter(number=seen).first()
        began = unparse(base.text).split("\n") if base else []
        parts = merge(began, lines, unparse(newest.text).split("\n"))
        lines = [line for part in parts for line in _shown(part, "、".join(others))]
        if any(isinstance(part, Overlap) for part in parts):
            return Written(report, newest.number, others, "\n".join(lines))
        title = newest.title if base and title == base.title else title
    blocks = as_json(parse("\n".join(lines)))
    from_json(blocks)  # says in words what is too long
    if (blocks, title) == (newest.blocks, newest.title):
        return Written(report, newest.number, others)
    report.version, report.title = newest.number + 1, title
    report.save(update_fields=["version", "title"])
    ReportVersion.objects.create(
        report=report, number=report.version, title=title, blocks=blocks, at=at, by=by
    )
    pictures.filter(named_in=None).update(named_in=report.version)
    audit.record(
        "report.write",
        target=f"report:{report.pk}",
        district_id=report.district_id,
        by=by,
        at=at,
        count=report.version,
    )
    return Written(report, report.version, others)


def _own_pictures(report: Report, text: str) -> QuerySet[ReportPicture]:
    """The pictures the text names; raises Refused for one that is not kept with this report.

    What others wrote was asked the same when they saved it, so what is merged in is known.
    """
    named = {block.attachment for block in parse(text) if isinstance(block, Picture)}
    if not named:
        return ReportPicture.objects.none()
    own = {picture.uid: picture.pk for picture in report.pictures.select_related("attachment")}
    if strange := sorted(named - set(own)):
        raise Refused(
            f"“【图：{strange[0]}】”这张图不在这份报告里。请先在报告页上放图，再写它的那一行。"
        )
    return ReportPicture.objects.filter(pk__in=[own[uid] for uid in named])


def _shown(part, name: str) -> list[str]:
    if not isinstance(part, Overlap):
        return list(part)
    return [MINE, *part.mine, THEIRS.format(name=name), *part.theirs, END]
