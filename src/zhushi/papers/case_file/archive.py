"""The parts of a case and its attachments in one archive, with the hash of each."""

import csv
import hashlib
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO

from zhushi.papers.case_file.bind import Piece
from zhushi.papers.table import defuse


def as_archive(ref: str, text: bytes, pieces: Sequence[Piece]) -> bytes:
    """A .zip: the PDF, the attachments as they were handed in, the hashes as text and as CSV.

    The lines of the text are those of ``sha256sum --check``.
    """
    files = [(f"案卷 {ref}.pdf", text)]
    for number, piece in enumerate(pieces, start=1):
        files.append((f"附件/{number:02} {_plain(piece.name)}", piece.content))
    hashes = [(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files]
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["文件", "字节", "SHA-256"])
    writer.writerows([defuse(name), size, sha] for name, size, sha in hashes)
    lines = "".join(f"{sha}  {name}\n" for name, _, sha in hashes)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
        archive.writestr("文件清单.csv", "\ufeff" + table.getvalue())
        archive.writestr("文件清单.txt", lines)
    return out.getvalue()


def _plain(name: str) -> str:
    """A name no system reads as a folder."""
    return re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name).lstrip(".") or "附件"
