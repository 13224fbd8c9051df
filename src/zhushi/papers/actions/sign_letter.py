from datetime import datetime

from zhushi.core import audit
from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.uploads import Upload
from zhushi.papers.models import Letter


def sign_letter(letter: Letter, *, file: Upload, by, at: datetime) -> Letter:
    """Keep the signed and sealed copy of an issued letter beside it, once.

    Raises Refused for a draft, a void letter, a second copy, and for a file that is neither PDF
    nor picture.
    """
    with stored([file], district_id=letter.district_id, at=at) as (scan,):
        found = Letter.objects.locked(letter)
        if not found.issued_at or found.voided_at:
            raise Refused("编号发文以后才有签章件；作废的不能再上传。")
        if found.scan_id:
            raise Refused("签章件已经有了，不能换。有错就作废，另发一份。")
        if not (scan.is_picture or scan.extension == "pdf"):
            raise Refused("签章件请上传 PDF 或照片。")
        found.scan = scan
        found.save(update_fields=["scan"])
        audit.record(
            "letter.sign",
            target=found.number,
            district_id=found.district_id,
            by=by,
            at=at,
            sha256=scan.sha256,
        )
    return found
