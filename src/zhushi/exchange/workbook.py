"""XLSX and CSV files in one shape; the only door through which a table comes in."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from zhushi.core.errors import Refused
from zhushi.core.sandbox import run_limited
from zhushi.exchange.archive import check_archive
from zhushi.exchange.delimited import read_delimited
from zhushi.exchange.sheet import Cell, Limits, Merge, Row, Sheet, Workbook

SECONDS = 30
MEMORY_MB = 512
PACKAGE = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and every workbook with a password
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")
SUFFIXES = (".xlsx", ".csv", ".txt", ".tsv")


def read_workbook(path: Path, *, name: str = "", limits: Limits = Limits()) -> Workbook:  # noqa: B008
    """Read the table file at ``path``; ``name`` is what its owner calls it.

    Raises Refused, in one sentence, for anything but a plain .xlsx or CSV within ``limits``.
    """
    name = name or path.name
    _check_size(path, limits)
    suffix = Path(name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(512)
    if suffix not in SUFFIXES and not head.startswith(COMPOUND):
        raise Refused("只能上传 .xlsx 或 .csv 文件")
    if head.startswith(COMPOUND):
        raise Refused(_why_compound(path))
    if head.startswith(PACKAGE):
        if suffix != ".xlsx":
            raise Refused("文件的扩展名和内容不符：内容是工作簿，扩展名应为 .xlsx")
        return Workbook(name, _sheets(path, limits))
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise Refused("这是网页或 XML 改名的表格，请用表格软件打开、另存为 .xlsx 后再上传")
    if suffix == ".xlsx":
        raise Refused("文件的扩展名是 .xlsx，内容却不是工作簿；请另存为 .xlsx 后再上传")
    return Workbook(name, (read_delimited(path.read_bytes(), limits),))


def _check_size(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise Refused("找不到要读取的文件")
    size = path.stat().st_size
    if not size:
        raise Refused("文件是空的")
    if size > limits.file_bytes:
        raise Refused(f"文件有{size / 1048576:.1f} MB，最大{limits.file_bytes // 1048576} MB")


def _why_compound(path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return "文件加了密码，请去掉密码后再上传"
    return "这是旧版 .xls 或其他格式，请用表格软件另存为 .xlsx 后再上传"


def _sheets(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    check_archive(path)
    found = run_limited(
        "zhushi.exchange.xlsx:read_plain",
        str(path),
        limits.rows,
        limits.columns,
        limits.chars,
        timeout=SECONDS,
        memory_mb=MEMORY_MB,
    )
    return tuple(
        Sheet(
            name=sheet["name"],
            rows=tuple(Row(line, tuple(map(_cell, cells))) for line, cells in sheet["rows"]),
            merges=tuple(Merge(*merge) for merge in sheet["merges"]),
            hidden=sheet["hidden"],
        )
        for sheet in found
    )


def _cell(plain: Any) -> Cell:
    if not isinstance(plain, dict):
        return plain or None if isinstance(plain, str) else plain
    at = datetime.fromisoformat(plain["at"])
    return at.date() if at.time() == time.min else at
