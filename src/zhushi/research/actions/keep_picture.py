"""Pictures of a report: put with it, taken away while no version names them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.attachments import discard
from zhushi.core.errors import Refused
from zhushi.core.models import Attachment
from zhushi.research.models import Report, ReportPicture

MOST_PICTURES = 60
MOST_AT_ONCE = 9
MOST_MEGABYTES = 60


@transaction.atomic
def add_pictures(
    report: Report, pictures: Sequence[Attachment], *, by, at: datetime
) -> list[ReportPicture]:
    """Keep pictures with a report that is still written, the same one once; all as asked for.

    pictures: checked and stored already (``core.attachments.stored``). Raises Refused once it is
    handed in, for another kind of file, over 60 pictures or 60 MB in all.
    """
    report = Report.objects.locked(report)
    if not report.is_open:
        raise Refused("这份报告已经提交，不能再放图。")
    for picture in pictures:
        if not picture.is_picture:
            raise Refused(f"“{picture.name}”不是图片。这里只放图片（JPG、PNG、WebP）。")
    kept = {p.attachment.sha256: p for p in report.pictures.select_related("attachment")}
    before, again = len(kept), []
    for picture in pictures:
        if picture.sha256 in kept:
            again.append(picture)
        else:
            kept[picture.sha256] = ReportPicture(report=report, attachment=picture, added_by=by)
    if len(kept) > MOST_PICTURES:
        raise Refused(f"一份报告最多放 {MOST_PICTURES} 张图，请先去掉几张。")
    if sum(one.attachment.size for one in kept.values()) > MOST_MEGABYTES * 2**20:
        raise Refused(f"一份报告里的图合计最多 {MOST_MEGABYTES} MB，请缩小后再放。")
    ReportPicture.objects.bulk_create([one for one in kept.values() if one.pk is None])
    asked = list(dict.fromkeys(kept[picture.sha256] for picture in pictures))
    discard(again)
    if len(kept) > before:
        _audited("report.picture_add", report, by=by, at=at, count=len(kept) - before)
    return asked


@transaction.atomic
def remove_picture(picture: ReportPicture, *, by, at: datetime) -> None:
    """Take a picture and its file away; one that is gone already is no error.

    Raises Refused while a version names it, and once the report is handed in.
    """
    report = Report.objects.locked(picture.report)
    found = ReportPicture.objects.filter(pk=picture.pk).select_related("attachment").first()
    if found is None:
        return
    if not report.is_open:
        raise Refused("这份报告已经提交，不能再改。")
    if found.named_in is not None:
        raise Refused(f"第 {found.named_in} 版里用了这张图，各版都要留着，不能去掉。")
    found.delete()
    discard([found.attachment])
    _audited("report.picture_remove", report, by=by, at=at)


def _audited(event: str, report: Report, *, by, at: datetime, **facts: int) -> None:
    audit.record(
        event,
        target=f"report:{report.pk}",
        district_id=report.district_id,
        by=by,
        at=at,
        **facts,
    )
