"""The file of one case, of what its reader may see and nothing else; the identity only masked."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from zhushi.core.errors import Refused
from zhushi.core.jobs import Watch
from zhushi.core.models import Attachment
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.desk.access import AROUND
from zhushi.desk.matter_page import Page, page_of
from zhushi.matters.models import Matter
from zhushi.papers.case_file import Piece, as_archive, bound
from zhushi.papers.exports import CHANGED, Kind, Made, register_kind
from zhushi.papers.models import Export, ExportKind
from zhushi.people.access import Holdings

PERMS = (Perm.MATTER_VIEW, Perm.MATTER_EXPORT)


def register_all() -> None:
    register_kind(ExportKind.CASE_PDF, Kind(_pdf, "application/pdf", _perms, _reaches))
    register_kind(ExportKind.CASE_ZIP, Kind(_zip, "application/zip", _perms, _reaches))


def _perms(args: dict) -> tuple[Perm, ...]:
    return PERMS


def _found(args: dict, held: Holdings):
    seen = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW))
    return seen.in_scope(held.scope(Perm.MATTER_EXPORT)).filter(ref=args["ref"])


def _reaches(args: dict, held: Holdings) -> bool:
    return _found(args, held).exists()


def _pdf(export: Export, held: Holdings, watch: Watch, at: datetime) -> Made:
    content, pieces = _bound(export, held, watch, at)
    return Made(content, f"案卷 {export.args['ref']}.pdf", 1 + len(pieces))


def _zip(export: Export, held: Holdings, watch: Watch, at: datetime) -> Made:
    content, pieces = _bound(export, held, watch, at)
    archive = as_archive(export.args["ref"], content, pieces)
    return Made(archive, f"案卷 {export.args['ref']}.zip", 1 + len(pieces))


def _bound(export: Export, held: Holdings, watch: Watch, at: datetime) -> tuple[bytes, list[Piece]]:
    matter = _found(export.args, held).select_related(*AROUND).first()
    if matter is None:
        raise Refused(CHANGED)
    page = page_of(matter, held, user_id=export.user_id, on=day_of(at))
    pieces = [_piece(one) for one in attachments_of(page)]
    watch(1, 3, "正在排版")
    context = {
        "page": page,
        "call_backs": [] if page.as_unit else matter.call_backs.all(),
        "steps": [step for step in reversed(page.steps) if step["state"] != "next"],
        "made_by": export.user.person.name,
        "made_at": at,
    }
    content = bound(
        lambda listed: render_to_string("papers/case_file.html", {**context, "listed": listed}),
        pieces,
    )
    return content, pieces


def attachments_of(page: Page) -> list[Attachment]:
    """The files, pictures and scans of answers that the reader of the page is shown."""
    scans = [reply.scan for reply in page.replies if reply.scan]
    pictures = [picture.attachment for picture in page.pictures]
    return [*(enclosure.attachment for enclosure in page.files), *pictures, *scans]


def _piece(attachment: Attachment) -> Piece:
    with default_storage.open(attachment.path) as kept:
        return Piece(attachment.name, attachment.kind, kept.read())
