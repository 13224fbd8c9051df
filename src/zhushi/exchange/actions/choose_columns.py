from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.exchange.models import ImportRun


@transaction.atomic
def choose_columns(
    run: ImportRun,
    *,
    sheet: str,
    line: int,
    mapping: Mapping[str, int],
    by,
    at: datetime,
) -> ImportRun:
    """Keep a person's correction of the match: sheet, heading line, key to column from 0.

    Raises Refused if the run has ended.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_open:
        raise Refused("这次导入已经结束。")
    run.choices = {"sheet": sheet, "line": line, "mapping": dict(mapping)}
    run.save(update_fields=["choices"])
    audit.record(
        "import.match", target=f"import:{run.key}", district_id=run.district_id, by=by, at=at
    )
    return run
