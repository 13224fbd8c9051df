from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.models import Matter
from zhushi.matters.querysets import MatterQuerySet

AT_MOST = 20_000


@transaction.atomic
def export(
    rows: MatterQuerySet, *, filtered_by: Iterable[str], district_id: int, by, at: datetime
) -> list[Matter]:
    """Hand out the matters of a list for a file, and leave a line that says who took how many.

    filtered_by: the names of the filters, never what was looked for. Raises Refused for more
    than 20,000.
    """
    taken = list(rows[: AT_MOST + 1])
    if len(taken) > AT_MOST:
        raise Refused("一次最多导出 20,000 件。请用时间、工作室或状态缩小范围，分几次导出。")
    audit.record(
        "matter.export",
        target=f"{len(taken)} 件",
        district_id=district_id,
        by=by,
        at=at,
        count=len(taken),
        filters=sorted(set(filtered_by)),
    )
    return taken
