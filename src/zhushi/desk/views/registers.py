"""The registers: chosen, looked at, printed, taken as a file."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, everybody, held_by
from zhushi.desk.register_ask import Asked, asked_of, register_named, registers_of
from zhushi.desk.views.exports import attached
from zhushi.insight.periods import HALF, Period, offered
from zhushi.papers.actions.ask_export import ask_export
from zhushi.papers.actions.take_register import take_register
from zhushi.papers.jobs import XLSX, register_args
from zhushi.papers.models import ExportKind
from zhushi.papers.registers import Register
from zhushi.papers.registers.sheet import as_print, as_workbook

FIRST = 10
AT_ONCE = 400
"""So many rows are printed as a page and written while one waits; more is made meanwhile."""


@require_safe
@never_cache
@everybody
def registers(request):
    """Which register, which days, which room; how many rows, and the first of them."""
    chosen = register_named(request)
    if chosen is None:
        return render(request, "desk/registers/none.html")
    return render(request, "desk/registers/register.html", _context(request, chosen))


def print_of(register: Register):
    """The view that prints one register; its right is that of the register's list."""

    @require_safe
    @never_cache
    @allowed(register.perm)
    def printed(request, scope):
        asked = asked_of(request, register)
        count = register.count(asked.ask)
        if count > AT_ONCE or asked.misses:
            context = _context(request, register)
            return render(request, "desk/registers/register.html", context, status=409)
        context = {
            "sheet": as_print(register, asked.ask, asked.head(request), count=count),
            "back_url": _address(asked),
            "paper": "landscape",
        }
        return render(request, "desk/registers/print.html", context)

    return printed


def file_of(register: Register):
    """The view that hands one register out as a file, with a line in the trail."""

    @require_POST
    @never_cache
    @allowed(register.perm)
    def taken(request, scope):
        asked = asked_of(request, register, request.POST)
        try:
            return _taken(request, asked)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(_address(asked))

    return taken


@require_POST
@never_cache
@allowed(Perm.DUTY_FILE_VIEW)
def duty_files(request, scope):
    """The duty files of all delegates of the scope: made meanwhile, fetched from the list."""
    period = Period.named(request.POST.get("period", "")) or Period.around(clock.today(), HALF)
    try:
        ask_export(
            ExportKind.DUTY_FILES,
            {"period": str(period)},
            about=f"全部代表的履职档案　{period.label}",
            by=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('desk:registers')}?register=delegates&period={period}")
    return redirect("desk:exports")


def _taken(request, asked: Asked) -> HttpResponse:
    if asked.misses:
        raise Refused("没有找到这个工作室，换几个字，或用编号。")
    register, at = asked.register, clock.now()
    is_pdf = request.POST.get("form") == "pdf"
    if is_pdf or register.count(asked.ask) > AT_ONCE:
        return _asked_for(request, asked, is_pdf=is_pdf)
    count = take_register(register, asked.ask, form="xlsx", by=request.user, at=at)
    book = as_workbook(register, asked.ask, asked.head(request), count=count)
    return attached(book, f"{register.title} {asked.period.label}.xlsx", XLSX)


def _asked_for(request, asked: Asked, *, is_pdf: bool) -> HttpResponse:
    """Made meanwhile: on to the list in which it will stand."""
    head, code = asked.head(request), asked.register.code
    ask_export(
        ExportKind.REGISTER_PDF if is_pdf else ExportKind.REGISTER_XLSX,
        register_args(asked.ask, code, place=head.place, period=head.period),
        about=f"{asked.register.title}　{head.period}　{head.place}",
        by=request.user,
        at=clock.now(),
    )
    return redirect("desk:exports")


def _address(asked: Asked) -> str:
    return f"{reverse('desk:registers')}?register={asked.register.code}&{asked.query}"


def _context(request, register: Register) -> dict[str, object]:
    asked = asked_of(request, register)
    count = 0 if asked.misses else register.count(asked.ask)
    sheet = partial(as_print, register, asked.ask, asked.head(request), count=count)
    return {
        "registers": registers_of(request),
        "register": register,
        "print_name": f"desk:print_{register.code}",
        "take_name": f"desk:take_{register.code}",
        "asked": asked,
        "periods": offered(clock.today()),
        "count": count,
        "sheet": sheet(at_most=FIRST) if count else None,
        "is_long": count > AT_ONCE,
        "links": _links(request, register),
        "offers_files": register.code == "delegates" and held_by(request).has(Perm.DUTY_FILE_VIEW),
    }


def _links(request, register: Register) -> list[tuple[str, str]]:
    """Other papers of the same records, so that nobody looks for them in vain."""
    if register.code == "receptions":
        return [("当天的登记表（可以签名）在各个接待日的页面打印", reverse("desk:receptions"))]
    if register.code == "delegates" and held_by(request).has(Perm.DUTY_FILE_VIEW):
        return [("每位代表的履职档案在本人的页面", reverse("desk:people"))]
    return []
