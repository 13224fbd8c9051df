"""Research reports: begun, written by several without overwriting, handed in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.core.prose_text import numbered, unparse
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.research import SourceForm, StartReportForm, WriteReportForm
from zhushi.desk.report_page import pictures_of, report_page, reports, urls_of
from zhushi.desk.report_sources import offered_for
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings
from zhushi.research.actions.hand_in_report import drop_report, hand_in_report
from zhushi.research.actions.keep_source import Source, add_source, remove_source
from zhushi.research.actions.start_report import start_report
from zhushi.research.actions.write_report import write_report
from zhushi.research.models import Report, ReportSource, ReportVersion, Theme
from zhushi.research.queries import able_to_sign
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset


def _rooms(scope) -> list[Workroom]:
    """Where a report may be begun: the rooms reached, or the own ones."""
    found = Workroom.objects.filter(pk__in=scope.rooms | scope.own_rooms)
    return list(found.open_on(clock.today()).order_by("tier", "pk"))


@require_safe
@never_cache
@allowed(Perm.RESEARCH_WRITE)
def report_list(request, scope):
    """The newest first, given up or not."""
    found = reports(scope).filter(dropped_at=None).prefetch_related("authors__person")
    context = {
        "page": keyset(found, request.GET, ("-created_at", "-pk"), unit="份"),
        "rooms": _rooms(scope),
    }
    return render(request, "desk/research/reports.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.RESEARCH_WRITE)
def start(request, scope):
    """Begin one in the room named in the address, or in the only one there is."""
    rooms = _rooms(scope)
    wanted = request.GET.get("room", "")
    room = next(
        (one for one in rooms if one.code == wanted), None if wanted else (rooms or [None])[0]
    )
    if room is None:
        raise Http404
    today, status = clock.today(), 200
    themes = Theme.objects.seen_by(held_by(request).scope(Perm.RESEARCH_VIEW))
    form = StartReportForm(
        request.POST if request.method == "POST" else None,
        themes=themes.filter(district=room.district_id),
        people=able_to_sign(room, on=today),
        first=request.user.person,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = start_report(room, **form.started, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "可以写了。写的人都能随时保存，不会互相盖掉。")
                return redirect("desk:edit_report", pk=made.pk)
    context = {"form": form, "room": room, "rooms": [one for one in rooms if one != room]}
    return render(request, "desk/research/start.html", context, status=status)


@require_safe
@never_cache
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def report(request, report: Report):
    """The newest version as it reads, who writes, all versions, and what can be done."""
    return report_page(request, report)


@require_safe
@never_cache
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def version(request, report: Report, number: int):
    """An older version as it read; it can be taken back by saving it anew."""
    old = get_object_or_404(
        ReportVersion.objects.select_related("by__person"), report=report, number=number
    )
    context = {
        "report": report,
        "version": old,
        "lines": list(numbered(old.text)),
        "pictures": urls_of(pictures_of(report)),
        "form": WriteReportForm(
            initial={"title": old.title, "text": unparse(old.text), "seen": report.version}
        ),
    }
    return render(request, "desk/research/version.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def edit(request, report: Report):
    """Write on it; what somebody else saved meanwhile is brought together, nothing is lost."""
    newest = report.versions.get(number=report.version)
    first = {"title": newest.title, "text": unparse(newest.text), "seen": newest.number}
    form, status = WriteReportForm(request.POST or None, initial=first), 200
    clash = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = write_report(report, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                if not done.text:
                    told = f"，{'、'.join(done.others)}写的也并进来了" if done.others else ""
                    messages.success(request, f"已保存为第 {done.version} 版{told}。")
                    return redirect("desk:research_report", pk=report.pk)
                clash, status = done, 409
                title = form.cleaned_data["title"]
                again = {"title": title, "text": done.text, "seen": done.version}
                form = WriteReportForm(initial=again)
    kept = pictures_of(report)
    context = {
        "report": report,
        "form": form,
        "clash": clash,
        "kept": kept,
        "pictures": urls_of(kept),
    }
    return render(request, "desk/research/edit.html", context, status=status)


@require_POST
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def hand_in(request, report: Report):
    """Give it to the liaison office, as it was seen."""
    seen = request.POST.get("seen", "")
    try:
        matter = hand_in_report(
            report, seen=int(seen) if seen.isdecimal() else 0, by=request.user, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:research_report", pk=report.pk)
    messages.success(request, f"已提交，编号 {matter.ref}。党联办核对后逐级审批。")
    return redirect("desk:research_report", pk=report.pk)


@require_POST
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def drop(request, report: Report):
    """Give up writing it."""
    try:
        drop_report(report, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:research_report", pk=report.pk)
    messages.success(request, f"不再写“{report.title}”。")
    return redirect("desk:research_reports")


def _sources(scope):
    """What the reports a scope writes on rest on."""
    reached = ReportSource.objects.filter(report__in=Report.objects.in_scope(scope))
    return reached.select_related("report__room", "report__matter")


@require_POST
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def create_source(request, report: Report):
    """Something the login may see: of what is offered, or a matter by its number."""
    held = held_by(request)
    form = SourceForm(request.POST, offered=offered_for(report, held, on=clock.today()))
    if form.is_valid():
        try:
            source, note = _named(form, held), form.cleaned_data["note"]
            add_source(report, source, note=note, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "列为依据了。")
            return redirect("desk:research_report", pk=report.pk)
    return report_page(request, report, sourcing=form, status=422)


def _named(form: SourceForm, held: Holdings) -> Source:
    """What the form names; raises Refused for two things at once and a number nobody may see."""
    ref = form.cleaned_data["ref"].replace("\0", "").strip().upper()
    if not ref:
        return form.source or Source()
    if form.source:
        raise Refused("活动、数字和事项编号，一次选一样。")
    matter = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(ref=ref).first()
    if matter is None:
        raise Refused(f"没有编号是 {ref} 的事项，或者您看不到它。")
    return Source(matter=matter)


@require_POST
@in_scope(Perm.RESEARCH_WRITE, _sources, pk="pk")
def drop_source(request, source: ReportSource):
    try:
        remove_source(source, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "这一样不再是依据。")
    return redirect("desk:research_report", pk=source.report_id)
