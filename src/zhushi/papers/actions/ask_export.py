from datetime import datetime

from django.db import transaction

from zhushi.core import audit, jobs
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.papers.exports import CHANGED, JOB, grasp_of, kind_of
from zhushi.papers.models import Export, ExportKind
from zhushi.people.access import holdings


@transaction.atomic
def ask_export(kind: ExportKind, args: dict, *, about: str, by, at: datetime) -> Export:
    """Have a file made that takes long; it is fetched later by whoever asked, nobody else.

    about: what it is of, in words. Raises Refused where the login may not have it, or while
    several of its jobs wait already.
    """
    held = holdings(by, on=day_of(at))
    export = Export(
        user=by,
        district_id=by.person.district_id,
        kind=kind,
        about=about[:120],
        args=args,
        asked_at=at,
    )
    if not kind_of(export).reaches(args, held):
        raise Refused(CHANGED)
    export.grasp = grasp_of(kind, args, held)
    export.save()
    audit.record(
        "export.ask",
        target=export.about,
        district_id=export.district_id,
        by=by,
        at=at,
        form=export.get_kind_display(),
    )
    export.job = jobs.ask(JOB, {"export": export.pk}, about=f"export:{export.pk}", by=by, at=at)
    export.save(update_fields=["job"])
    return export
