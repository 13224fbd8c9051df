"""Word and Excel files: packed anew, counted while inflating, without macros or foreign parts."""

import re
import zipfile
import zlib
from io import BytesIO

from zhushi.core.errors import Refused

MAX_ENTRIES = 200
MAX_TOTAL = 100 * 2**20
MAX_RATIO = 100
SMALL_ENTRY = 2**20
"""Below this size the ratio of a single entry says nothing: short XML packs very well."""

_CHUNK = 256 * 1024
_MAIN = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_MACRO = re.compile(r"vbaproject|vbadata|macrosheets|/macros", re.IGNORECASE)
_FOREIGN = re.compile(
    r"/embeddings/|oleobject|/activex|/externallinks/|afchunk|/querytables/|connections\.xml|"
    r"\.(?:zip|rar|7z|exe|dll|js|vbs|hta|html?|mht|svg|swf)$",
    re.IGNORECASE,
)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_FIELD = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)["']""")
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_EMPTY_PROPERTIES = {
    "docprops/core.xml": _CORE,
    "docprops/app.xml": _APP,
    "docprops/custom.xml": _CUSTOM,
}
_BROKEN = "文件打不开，可能没有传完整；请重新另存后再上传"


def repack(data: bytes, extension: str) -> bytes:
    """The same document in a new package without author properties; raises Refused.

    At most 200 entries, 100 MB inflated and a ratio of 100, counted while inflating. Refused:
    macros, embedded or linked objects, external targets other than links, entities, encryption.
    """
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise Refused(f"文件里的部件超过 {MAX_ENTRIES} 个，不能接收")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _copy(package, len(data), extension)
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, KeyError):
        raise Refused(_BROKEN) from None
    except (NotImplementedError, RuntimeError):
        raise Refused("文件加了密或用了少见的压缩方式，请另存后再上传") from None


def _copy(package: zipfile.ZipFile, size: int, extension: str) -> bytes:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    _check_names(names, extension)
    out, total = BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in entries:
            if entry.is_dir():
                continue
            content = _inflate(package, entry, total, size)
            total += len(content)
            _check_content(entry.filename, content, extension)
            content = _EMPTY_PROPERTIES.get(entry.filename.lower(), content)
            copy.writestr(zipfile.ZipInfo(entry.filename), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _check_names(names: list[str], extension: str) -> None:
    if len(names) > MAX_ENTRIES:
        raise Refused(f"文件里的部件超过 {MAX_ENTRIES} 个，不能接收")
    folded = [name.lower() for name in names]
    odd = any(n.startswith("/") or ".." in n or "\\" in n or "\0" in n or ":" in n for n in names)
    if odd or len(set(folded)) != len(folded):
        raise Refused("文件的内部结构不正常，不能接收")
    for name in names:
        if _MACRO.search(name):
            raise Refused("文件带有宏，请去掉宏、另存后再上传")
        if _FOREIGN.search(name):
            raise Refused("文件里嵌入或链接了别的文件，请去掉后再上传")
    if "[Content_Types].xml" not in names or _MAIN[extension][0] not in names:
        raise Refused(f"内容和扩展名 .{extension} 不符，请用原来的程序另存后再上传")


def _inflate(package: zipfile.ZipFile, entry: zipfile.ZipInfo, before: int, size: int) -> bytes:
    """One entry, never more of it than the limits allow, whatever sizes it declares."""
    if entry.flag_bits & 1:
        raise Refused("文件加了密码，请去掉密码后再上传")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("文件加了密或用了少见的压缩方式，请另存后再上传")
    content = bytearray()
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            packed = max(entry.compress_size, 1)
            swollen = len(content) > SMALL_ENTRY and len(content) > MAX_RATIO * packed
            if swollen or before + len(content) > min(MAX_TOTAL, MAX_RATIO * size + SMALL_ENTRY):
                raise Refused("文件展开后过大，不能接收")
    return bytes(content)


def _check_content(name: str, content: bytes, extension: str) -> None:
    lower = name.lower()
    if not lower.endswith((".xml", ".rels", ".vml")):
        if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or content[:2] == b"MZ":
            raise Refused("文件里嵌入或链接了别的文件，请去掉后再上传")
        return
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    encoding = _ENCODING.match(text)
    is_utf8 = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii", b"utf8")
    if not text.startswith(b"<") or b"\0" in text or not is_utf8:
        raise Refused("文件的内部结构不正常，不能接收")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused("文件里有实体声明，不能接收")
    if lower == "[content_types].xml":
        _check_types(text, extension)
    elif lower.endswith(".rels"):
        _check_relationships(text)
    elif extension == "docx":
        field = b"".join(first or second for first, second in _FIELD.findall(text))
        if re.search(rb"\bDDE(?:AUTO)?\b", field, re.IGNORECASE):
            raise Refused("文件里有会启动其他程序的域，请去掉后再上传")


def _check_types(text: bytes, extension: str) -> None:
    if re.search(rb"macroEnabled|vbaProject", text, re.IGNORECASE):
        raise Refused("文件带有宏，请去掉宏、另存后再上传")
    if _MAIN[extension][1] not in text:
        raise Refused(f"内容和扩展名 .{extension} 不符，请用原来的程序另存后再上传")


def _check_relationships(text: bytes) -> None:
    """Only hyperlinks may point outside; templates, pictures and objects are never fetched."""
    for relationship in _RELATIONSHIP.findall(text):
        outside = re.search(rb"TargetMode\s*=\s*[\"']External", relationship, re.IGNORECASE)
        if outside and not re.search(rb"relationships/hyperlink[\"']", relationship):
            raise Refused("文件里引用了外部的文件，请去掉后再上传")
