"""The duty files of all delegates a login reaches, one PDF each, in one archive."""

import zipfile
from datetime import datetime
from io import BytesIO

from django.template.loader import render_to_string

from zhushi.activities.queries import norms_of
from zhushi.core.errors import Refused
from zhushi.core.jobs import Watch
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.desk.views.duty_files import delegates_in
from zhushi.insight.duty_file import duty_file_of
from zhushi.insight.periods import Period
from zhushi.insight.scopes import REPORT_PERMS, report_scopes
from zhushi.papers.exports import Kind, Made, register_kind
from zhushi.papers.models import Export, ExportKind
from zhushi.papers.sheet_pdf import to_pdf
from zhushi.people.access import Holdings
from zhushi.people.choices import Team


def register_all() -> None:
    register_kind(ExportKind.DUTY_FILES, Kind(_make, "application/zip", _perms, _reaches))


def _perms(args: dict) -> tuple[Perm, ...]:
    return (Perm.DUTY_FILE_VIEW, *REPORT_PERMS)


def _reaches(args: dict, held: Holdings) -> bool:
    return not held.scope(Perm.DUTY_FILE_VIEW).is_empty


def _make(export: Export, held: Holdings, watch: Watch, at: datetime) -> Made:
    period = Period.named(export.args["period"])
    if period is None:
        raise Refused("没有看懂是哪段时间。")
    people = delegates_in(held.scope(Perm.DUTY_FILE_VIEW)).order_by("name", "pk")
    found = list(people.prefetch_related("mandates", "postings__room"))
    if not found:
        raise Refused("没有代表，没有可以做的履职档案。")
    scopes, norms, out = report_scopes(held), norms_of(export.district), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, person in enumerate(found, start=1):
            watch(number - 1, len(found), f"做好 {number - 1} 份，共 {len(found)} 份")
            file = duty_file_of(person, scopes, norms, period=period, is_own=False)
            seats = [one for one in person.postings.all() if one.team == Team.DELEGATE]
            context = {
                "person": person,
                "file": file,
                "period": period,
                "until": min(period.until, day_of(at)),
                "mandates": person.mandates.all(),
                "postings": seats,
                "made_by": export.user.person.name,
                "made_at": at,
            }
            pdf = to_pdf(render_to_string("papers/duty_file.html", context))
            archive.writestr(f"{number:03} {person.name} {person.ref}.pdf", pdf)
    return Made(out.getvalue(), f"履职档案 {period.label}.zip", len(found))
