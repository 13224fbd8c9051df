"""May this file be opened as a workbook at all? Looks at the package, understands no sheet."""

import zipfile
from pathlib import Path, PurePosixPath

from zhushi.core.errors import Refused

ENTRIES = 200
INFLATED = 100 * 1024 * 1024
RATIO = 100
RATIO_FROM = 1024 * 1024  # below this size a high ratio harms nobody
CHUNK = 64 * 1024
XML = (".xml", ".rels", ".vml")
FORBIDDEN = (
    ("vbaproject", "文件带有宏，请另存为不含宏的 .xlsx 再上传"),
    ("/macrosheets/", "文件带有宏，请另存为不含宏的 .xlsx 再上传"),
    ("/embeddings/", "文件里嵌入了别的文件（对象），请删除后再上传"),
    ("/activex/", "文件里有 ActiveX 控件，请删除后再上传"),
    ("/externallinks/", "文件链接着别的工作簿，请在“数据—编辑链接”中断开链接后再上传"),
    ("xl/connections", "文件带有外部数据连接，请删除连接后再上传"),
    ("/querytables/", "文件带有外部数据连接，请删除连接后再上传"),
)
DAMAGED = "文件已损坏或不完整，请用表格软件打开、另存为 .xlsx 后再上传"
TOO_LARGE_INSIDE = "文件解开后过大，无法读取；请只保留需要的工作表再上传"


def check_archive(path: Path) -> None:
    """Refuse a package that is damaged, swollen, encrypted or carries more than tables.

    Bounds: at most 200 parts, 100 MB inflated, 100 times the packed size; counted while
    inflating, since the sizes written in a package may lie. Keeps 64 KB in memory.
    """
    if path.read_bytes().count(b"PK\x01\x02") > ENTRIES:
        raise Refused(f"文件内部超过{ENTRIES}个部件，不像一般的表格")
    try:
        with zipfile.ZipFile(path) as package:
            _check_parts(package, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused(DAMAGED) from error
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise Refused(DAMAGED) from error  # zlib, lzma and struct each have their own


def _check_parts(package: zipfile.ZipFile, packed: int) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise Refused(DAMAGED)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("文件加了密码，请去掉密码后再上传")
    for name in names:
        _check_name(name)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("这不是 Excel 工作簿（.xlsx），请另存为 .xlsx 后再上传")
    inflated = 0
    for part in parts:
        inflated = _inflate(package, part, inflated, packed)


def _check_name(name: str) -> None:
    folded = "/" + name.replace("\\", "/").lower()
    for mark, reason in FORBIDDEN:
        if mark in folded:
            raise Refused(reason)
    if ".." in PurePosixPath(folded).parts or "\0" in name:
        raise Refused(DAMAGED)


def _inflate(package: zipfile.ZipFile, part: zipfile.ZipInfo, before: int, packed: int) -> int:
    """Count one part while inflating it; returns the bytes inflated so far."""
    is_xml = part.filename.lower().endswith(XML)
    total, own, tail = before, 0, b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            own += len(chunk)
            if total > INFLATED or _swollen(total, packed) or _swollen(own, part.compress_size):
                raise Refused(TOO_LARGE_INSIDE)
            if is_xml:
                tail = _check_markup(tail + chunk)
    return total


def _swollen(inflated: int, packed: int) -> bool:
    return inflated > RATIO_FROM and inflated > RATIO * max(packed, 1)


def _check_markup(text: bytes) -> bytes:
    """Refuse document types, entities and macro content; returns what must be seen again."""
    plain = text.replace(b"\0", b"")  # the same mark written in UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("文件里有不允许的定义（DTD 或实体），请用表格软件另存为 .xlsx 后再上传")
    if b"macroEnabled" in plain:
        raise Refused("文件带有宏，请另存为不含宏的 .xlsx 再上传")
    return text[-64:]
