"""What the findings of a report rest on, as long as the report can be written on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.activities.lifecycle import TOOK_PLACE
from zhushi.activities.models import Activity
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.models import Matter
from zhushi.research.models import Report, ReportSource

MOST, LONGEST_NOTE, LONGEST_FIGURE, LONGEST_QUERY = 50, 200, 120, 500


@dataclass(frozen=True)
class Source:
    """One thing: an activity, a matter, or a figure in words with what opens its list."""

    activity: Activity | None = None
    matter: Matter | None = None
    figure: str = ""
    query: str = ""


@transaction.atomic
def add_source(report: Report, source: Source, *, note: str = "", by, at: datetime) -> ReportSource:
    """Let a report rest on one thing more; that the reader may see it is the caller's to know.

    Raises Refused once the report is handed in, for more than fifty, for what stands there, for
    an activity that did not take place, and for something of another district.
    """
    report = _open(report)
    thing, note = source.activity or source.matter, note.strip()
    if bool(source.activity) + bool(source.matter) + bool(source.figure) != 1:
        raise Refused("请选一样：一次活动、一个事项或者一个数字。")
    if thing and thing.district_id != report.district_id:
        raise Refused("只能用本区的活动和事项作依据。")
    if source.activity and source.activity.status not in TOOK_PLACE:
        raise Refused("还没有办的活动不能作依据。")
    if len(note) > LONGEST_NOTE:
        raise Refused(f"说明最多 {LONGEST_NOTE} 字。")
    if len(source.figure) > LONGEST_FIGURE or len(source.query) > LONGEST_QUERY:
        raise Refused("这个数字分得太细，记不下。请少选几个类别。")
    given = {
        "activity": source.activity,
        "matter": source.matter,
        "figure": source.figure,
        "query": source.query,
    }
    if report.sources.filter(**given).exists():
        raise Refused("这一样已经列为依据了。")
    if report.sources.count() >= MOST:
        raise Refused(f"最多列 {MOST} 样依据。")
    made = ReportSource.objects.create(report=report, note=note, added_at=at, added_by=by, **given)
    _audited("report.source_add", report, by=by, at=at)
    return made


@transaction.atomic
def remove_source(source: ReportSource, *, by, at: datetime) -> None:
    """Take one off again; one that is gone already is no error. Raises Refused as above."""
    report = _open(source.report)
    if ReportSource.objects.filter(pk=source.pk).delete()[0]:
        _audited("report.source_remove", report, by=by, at=at)


def _open(report: Report) -> Report:
    report = Report.objects.locked(report)
    if not report.is_open:
        raise Refused("这份报告已经提交了，依据不能再改。")
    return report


def _audited(event: str, report: Report, *, by, at: datetime) -> None:
    audit.record(event, target=f"report:{report.pk}", district_id=report.district_id, by=by, at=at)
