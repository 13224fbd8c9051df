"""PDF files: no scripts, no launched programs, no attachments, no encryption.

Looks at names in the open and inside compressed object streams; the file itself is kept as it is.
"""

import re
import zlib
from collections.abc import Iterator

from zhushi.core.errors import Refused

MAX_INFLATED = 30 * 2**20
MAX_STREAMS = 5_000
HEADER = re.compile(rb"%PDF-[12]\.[0-9]")

_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# Only names too long to occur in compressed content by chance; /JS never comes without /JavaScript.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])"
    rb"|/XFA\s*[\[0-9]"
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 4096


def check_pdf(data: bytes) -> None:
    """Raises Refused for a PDF that is cut off, encrypted or does more than show pages."""
    if not HEADER.match(data) or b"%%EOF" not in data[-2048:]:
        raise Refused("PDF 打不开，可能没有传完整；请重新另存后再上传")
    plain = _unescaped(data)
    if re.search(rb"/Encrypt(?![A-Za-z])", plain):
        raise Refused("PDF 加了密码，请去掉密码后再上传")
    if _ACTIVE.search(plain) or any(_ACTIVE.search(_unescaped(s)) for s in _object_streams(data)):
        raise Refused("PDF 里有脚本、附件或会启动其他程序的内容，请“打印为 PDF”后再上传")


def _unescaped(part: bytes) -> bytes:
    """Names with their ``#4A`` escapes resolved, so that /J#61vaScript is seen."""
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), part)


def _object_streams(data: bytes) -> Iterator[bytes]:
    """The inflated object streams, at most 30 MB together; raises Refused beyond that."""
    total = number = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        if b"/ObjStm" not in _unescaped(head.rpartition(b"endobj")[2]):
            continue
        end = data.find(b"endstream", match.end())
        body = data[match.end() : end if end >= 0 else len(data)]
        try:
            content = zlib.decompressobj().decompress(body, MAX_INFLATED - total + 1)
        except zlib.error:
            content = body
        total, number = total + len(content), number + 1
        if total > MAX_INFLATED or number > MAX_STREAMS:
            raise Refused("PDF 展开后过大，请“打印为 PDF”后再上传")
        yield content
