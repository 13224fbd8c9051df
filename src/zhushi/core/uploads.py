"""Which files are accepted from the public and how they are checked; nothing is kept unchecked.

Type by content and by extension must agree. Pictures are decoded and encoded anew, office files
are packed anew without their authors, texts become UTF-8; so what is stored is what we wrote.
"""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from zhushi.core.errors import Refused
from zhushi.core.upload_office import repack
from zhushi.core.upload_pdf import check_pdf
from zhushi.core.upload_pictures import reencode

MAX_BYTES = 10 * 2**20
MAX_FILES = 5
MAX_NAME_LENGTH = 120

KINDS = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
}
ACCEPTED = "照片（JPG、PNG、WebP）、PDF、Word（.docx）、Excel（.xlsx）和纯文本（.txt）"
INSTEAD = {
    "heic": "手机的 HEIC 照片暂不能接收：请在相机设置里改用“兼容性最佳”（JPG），或发送截图",
    "heif": "手机的 HEIC 照片暂不能接收：请在相机设置里改用“兼容性最佳”（JPG），或发送截图",
    "doc": "旧版 Word 文件不能接收，请另存为 .docx 或 PDF 后再上传",
    "xls": "旧版 Excel 文件不能接收，请另存为 .xlsx 后再上传",
    "wps": "WPS 文件不能接收，请另存为 .docx 或 PDF 后再上传",
    "et": "WPS 表格不能接收，请另存为 .xlsx 后再上传",
    "docm": "带宏的文件不能接收，请另存为 .docx 后再上传",
    "xlsm": "带宏的文件不能接收，请另存为 .xlsx 后再上传",
}
_NEVER_INSIDE = re.compile(
    r"exe|com|scr|bat|cmd|msi|ps1|vb[se]|jse?|wsf|hta|jar|dll|lnk|pif|cpl|reg|sh|py|php|phtml|jsp|"
    r"aspx?|x?html?|shtml|svg|xml|apk|app|dmg|iso|zip|rar|7z|gz|tar|doc[xm]?|xls[xm]?|pdf|png|"
    r"jpe?g?|webp|gif|txt"
)
_MARKUP = re.compile(rb"<script|<html|<\?php|<!doctype html|<iframe", re.IGNORECASE)
_MARKUP_AT_START = re.compile(r"\s*<(?:!doctype|!--|\?xml|[a-z]+[\s/>:])", re.IGNORECASE)
_MAGIC = [
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
]


class Upload(Protocol):
    """What a checked file comes from; Django's UploadedFile is one."""

    name: str | None

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class Checked:
    """A file as it may be stored: media type, extension, display name, digest and content."""

    kind: str
    extension: str
    clean_name: str
    sha256: str
    data: bytes


def check_upload(file: Upload) -> Checked:
    """The file in the form in which it may be stored; raises Refused naming file and reason."""
    name = clean_name(file.name or "")
    try:
        extension = _extension(name)
        data = _read(file.chunks())
        stored = _made_safe(data, extension)
    except Refused as refusal:
        raise Refused(f"“{name}”：{refusal}") from None
    stem = name.rpartition(".")[0]
    return Checked(
        kind=KINDS[extension],
        extension=extension,
        clean_name=f"{stem}.{extension}",
        sha256=hashlib.sha256(stored).hexdigest(),
        data=stored,
    )


def made_here(name: str, data: bytes, kind: str) -> Checked:
    """A file that zhushi made itself, as it may be stored."""
    name = clean_name(name)
    extension = name.rpartition(".")[2]
    return Checked(kind, extension, name, hashlib.sha256(data).hexdigest(), data)


def clean_name(name: str) -> str:
    """A name that can be shown and downloaded: no path, no control or direction signs, ≤ 120.

    Only for display: the stored file has a random name.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = re.sub(r"\s+", " ", name)
    kept = (sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn"))
    name = re.sub(r'[<>:"|?*]', "_", "".join(kept)).strip().rstrip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    room = MAX_NAME_LENGTH - len(dot + extension)
    if room < 1:
        return name.lstrip(".")[:MAX_NAME_LENGTH]
    return f"{stem[:room].strip(' .') or '附件'}{dot}{extension}"


def _extension(name: str) -> str:
    """The extension in lower case; raises Refused if it, or one hidden before it, is not ours."""
    *inner, extension = name.lower().split(".")
    extension = "jpg" if extension in ("jpeg", "jpe") else extension
    if extension in INSTEAD:
        raise Refused(INSTEAD[extension])
    if not inner or extension not in KINDS:
        raise Refused(f"不能接收这种文件，可以上传{ACCEPTED}")
    hidden = {"jpg" if part in ("jpeg", "jpe") else part for part in map(str.strip, inner[1:])}
    if any(_NEVER_INSIDE.fullmatch(part) for part in hidden - {extension}):
        raise Refused("文件名里有两个扩展名，请改名后再上传")
    return extension


def _read(chunks: Iterable[bytes]) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MAX_BYTES:
            raise Refused(f"超过 {MAX_BYTES // 2**20} MB，请压缩或拆分后再上传")
    if not data:
        raise Refused("文件是空的")
    return bytes(data)


def _made_safe(data: bytes, extension: str) -> bytes:
    """What may be stored of ``data``; raises Refused if the content is not what it says."""
    found = _sniff(data)
    wanted = "zip" if extension in ("docx", "xlsx") else extension
    if found != wanted:
        raise Refused(f"内容和扩展名 .{extension} 不符，请用原来的程序另存后再上传")
    if extension == "txt":
        return _text(data)
    if wanted == "zip":
        return repack(data, extension)
    _refuse_double_nature(data, is_pdf=extension == "pdf")
    if extension == "pdf":
        check_pdf(data)
        return data
    return reencode(data, extension)


def _sniff(data: bytes) -> str:
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return "txt" if b"\0" not in data else ""


def _refuse_double_nature(data: bytes, *, is_pdf: bool) -> None:
    """A file that another program would take for an archive, a page or a document is refused."""
    other_document = not is_pdf and b"%PDF-" in data[:1024]
    page = _MARKUP.search(data[:1024] if is_pdf else data)
    if other_document or page or zipfile.is_zipfile(BytesIO(data)):
        raise Refused("里面藏有另一种文件，不能接收")


def _text(data: bytes) -> bytes:
    """A plain text as UTF-8; reads UTF-8 and GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("不是纯文本，请另存为 UTF-8 编码的 .txt 后再上传")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in set(text)):
        raise Refused("不是纯文本，请另存为 UTF-8 编码的 .txt 后再上传")
    if _MARKUP_AT_START.match(text) or _MARKUP.search(data):
        raise Refused("内容是网页，不能作为文本接收")
    return text.encode()
