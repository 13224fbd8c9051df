"""Files that take long, as long work: what a request asks for, another process makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhushi.core import jobs
from zhushi.core.errors import Refused
from zhushi.core.jobs import Watch
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.papers.actions.make_export import make_export
from zhushi.papers.exports import JOB, Kind, Made, register_kind
from zhushi.papers.models import Export, ExportKind
from zhushi.papers.registers import REGISTERS, Ask
from zhushi.papers.registers.sheet import Head, as_pdf, as_workbook
from zhushi.people.access import Holdings
from zhushi.rooms.models import Workroom

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def register_all() -> None:
    jobs.register(JOB, _make)
    register_kind(ExportKind.REGISTER_XLSX, Kind(_workbook, XLSX, _perms, _reaches))
    register_kind(ExportKind.REGISTER_PDF, Kind(_pdf, PDF, _perms, _reaches))


def _make(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    export = Export.objects.filter(pk=args["export"]).first()
    if export is None:
        raise Refused("这个文件已经不要了。")
    make_export(export, watch=watch, by=by, at=at)
    return f"export:{export.pk}"


def register_args(ask: Ask, code: str, *, place: str, period: str) -> dict[str, Any]:
    """What a register in the background is asked with, as plain data."""
    return {
        "register": code,
        "since": ask.since.isoformat(),
        "until": ask.until.isoformat(),
        "room": ask.room.pk if ask.room else None,
        "place": place,
        "period": period,
    }


def _perms(args: dict) -> tuple[Perm, ...]:
    register = REGISTERS[args["register"]]
    return (register.perm, *register.also)


def _reaches(args: dict, held: Holdings) -> bool:
    scope = held.scope(REGISTERS[args["register"]].perm)
    if scope.is_empty:
        return False
    room = Workroom.objects.filter(pk=args["room"]).first() if args["room"] else None
    return room is None or scope.has_room(room) or room.pk in scope.own_rooms


def _asked(export: Export, held: Holdings, at: datetime) -> tuple[Ask, Head]:
    args = export.args
    since, until = (date.fromisoformat(args[name]) for name in ("since", "until"))
    room = Workroom.objects.get(pk=args["room"]) if args["room"] else None
    ask = Ask(held, since, until, day_of(at), room)
    return ask, Head(args["place"], args["period"], export.user.person.name, at)


def _workbook(export: Export, held: Holdings, watch: Watch, at: datetime) -> Made:
    register, (ask, head) = REGISTERS[export.args["register"]], _asked(export, held, at)
    count = register.count(ask)
    watch(0, count, f"正在写 {count} {register.unit}")
    book = as_workbook(register, ask, head, count=count, progress=watch)
    return Made(book, f"{register.title} {head.period}.xlsx", count)


MOST_PAGES = 4_000
"""So many rows make a PDF of some two hundred pages; more is for a table."""


def _pdf(export: Export, held: Holdings, watch: Watch, at: datetime) -> Made:
    register, (ask, head) = REGISTERS[export.args["register"]], _asked(export, held, at)
    count = register.count(ask)
    if count > MOST_PAGES:
        raise Refused(f"有 {count} {register.unit}，做成 PDF 太长。请换短些的时间，或下载 Excel。")
    watch(0, count, f"正在排 {count} {register.unit}")
    made = as_pdf(register, ask, head, count=count)
    return Made(made, f"{register.title} {head.period}.pdf", count)
