"""The file of one case: a PDF with its attachments behind it, or an archive with its hashes."""

from zhushi.papers.case_file.archive import as_archive
from zhushi.papers.case_file.bind import Listed, Piece, bound

__all__ = ["Listed", "Piece", "as_archive", "bound"]
