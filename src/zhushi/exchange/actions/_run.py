"""How every import ends: taken once, noted, its files removed, one line in the trail."""

from datetime import datetime
from functools import partial

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.exchange.models import ImportRun


def begin_end(run: ImportRun) -> None:
    """Take a draft for its one ending; raises Refused if somebody ended it before."""
    if run.pk and ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk).status != (
        RunStatus.DRAFT
    ):
        raise Refused("这次导入已经结束，没有再做一遍。要再导入，请重新上传文件。")


def end_run(run: ImportRun, *, changed: bool, counts: dict, by, at: datetime) -> None:
    """Note what became of a run, remove its files, leave one line in the trail."""
    run.status = RunStatus.APPLIED if changed else RunStatus.UNCHANGED
    run.counts, run.ended_at = counts, at
    drop_files(run)
    run.save()
    audit.record(
        "import.apply",
        target=f"import:{run.key}",
        district_id=run.district_id,
        by=by,
        at=at,
        kind=str(RunKind(run.kind)),
        sha256=run.sha256,
        counts=counts,
    )


def drop_files(run: ImportRun) -> None:
    """Forget a run's files once the transaction is through; the caller saves."""
    for kept in (run.source, run.second_source):
        if kept:
            transaction.on_commit(partial(kept.storage.delete, str(kept.name)))
    run.source = run.second_source = ""
