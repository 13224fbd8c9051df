import hashlib
from collections.abc import Callable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.uploads import Upload, clean_name
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.draft import divisions_of, layout_of, past_matters_of
from zhushi.exchange.models import ImportRun
from zhushi.rooms.models import Unit

MAX_BYTES = {RunKind.PAST_MATTERS: 20 * 2**20}
USUAL_BYTES = 10 * 2**20
READ: dict[RunKind, Callable[[ImportRun, datetime], object]] = {
    RunKind.ROSTER: lambda run, at: layout_of(run),
    RunKind.DIVISIONS: lambda run, at: divisions_of(run),
    RunKind.PAST_MATTERS: lambda run, at: past_matters_of(run, at=at),
}


@transaction.atomic
def take_files(district: Unit, *files: Upload, kind: RunKind, by, at: datetime) -> ImportRun:
    """Put one table, or two that belong together, aside as a draft; nothing is imported yet.

    Bounds: 10 MB a file, 20 MB for past matters; the command line takes larger
    ones. Raises Refused for an empty or larger file, and for one that is no table: of that
    nothing is kept.
    """
    contents = [(clean_name(file.name or "表格"), _read(file, kind)) for file in files]
    digest = hashlib.sha256()
    for _, content in contents:
        digest.update(hashlib.sha256(content).digest())
    single = hashlib.sha256(contents[0][1]).hexdigest()
    run = ImportRun(
        district=district,
        kind=kind,
        file_name="、".join(name for name, _ in contents)[:250],
        sha256=single if len(contents) == 1 else digest.hexdigest(),
        made_by=by,
        made_at=at,
    )
    for slot, (name, content) in zip((run.source, run.second_source), contents, strict=False):
        slot.save(name, ContentFile(content), save=False)
    try:
        READ[kind](run, at)
    except Refused:
        for slot in (run.source, run.second_source):
            if slot:
                slot.delete(save=False)
        raise
    run.save()
    audit.record(
        "import.take",
        target=f"import:{run.key}",
        district_id=district.pk,
        by=by,
        at=at,
        kind=str(kind),
        sha256=run.sha256,
    )
    return run


def _read(file: Upload, kind: RunKind) -> bytes:
    name, limit = clean_name(file.name or ""), MAX_BYTES.get(kind, USUAL_BYTES)
    data = bytearray()
    for chunk in file.chunks():
        data += chunk
        if len(data) > limit:
            raise Refused(f"“{name}”超过 {limit // 2**20} MB，请拆分后再上传")
    if not data:
        raise Refused(f"“{name}”是空的")
    return bytes(data)
