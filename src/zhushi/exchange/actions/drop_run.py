from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.exchange.actions._run import drop_files
from zhushi.exchange.choices import RunStatus
from zhushi.exchange.models import ImportRun

KEPT = timedelta(hours=24)
"""How long a file that was not imported, and a list of its bad cells, is kept."""


@transaction.atomic
def drop_run(run: ImportRun, *, by, at: datetime) -> ImportRun:
    """Give a draft up: its file is removed, nothing was imported.

    Raises Refused if the run has ended already.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_open:
        raise Refused("这次导入已经结束。")
    run.status, run.ended_at, run.report = RunStatus.DROPPED, at, {}
    drop_files(run)
    run.save()
    audit.record(
        "import.drop", target=f"import:{run.key}", district_id=run.district_id, by=by, at=at
    )
    return run


def sweep_runs(*, by=None, at: datetime) -> int:
    """Remove files and lists of bad cells a day after they came; returns how many runs changed.

    Safe to run twice: what is swept is not found again.
    """
    stale = ImportRun.objects.filter(made_at__lt=at - KEPT)
    stale = stale.filter(Q(status=RunStatus.DRAFT) | ~Q(source="") | ~Q(report={}))
    swept = 0
    for run in stale:
        with transaction.atomic():
            if run.is_open:
                run = drop_run(run, by=by, at=at)
            else:
                run.report = {}
                drop_files(run)
                run.save()
        swept += 1
    return swept
