"""The list of matters: filtered, saved under a name, taken out as a file."""

import html
from datetime import date
from io import BytesIO
from urllib.parse import quote

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.shell import address
from zhushi.matters import filters, lateness
from zhushi.matters.access import title_for
from zhushi.matters.actions.export import export as take_out
from zhushi.matters.actions.save_filter import forget_filter, save_filter
from zhushi.matters.choices import Channel, DispatchStatus
from zhushi.matters.filter_options import Option, Options, options_for
from zhushi.matters.models import Dispatch, Matter
from zhushi.matters.reference import calendar_of
from zhushi.matters.search import Found
from zhushi.papers.table import Column, Origin, write_table
from zhushi.ui import dates
from zhushi.ui.paging import CURSOR, keyset

CHIPS = (
    ("全部", ""),
    ("没办完的", "status=open"),
    ("待受理", "status=REGISTERED"),
    ("待交办", "status=ACCEPTED"),
    ("已超期", "late=late"),
    ("三个工作日内到期", "late=soon"),
    ("待告知", "status=CONFIRMED"),
)
SHOWN = (
    "pk", "ref", "title", "kind", "opinion_type", "channel", "status", "received_at", "closed_at",
    "due_on", "list_on", "is_due_provisional", "is_urgent", "room", "receiver", "lead_unit",
    "room__name", "receiver__name", "lead_unit__name", "lead_unit__short_name",
    "visibility", "district",
)  # fmt: skip
COLUMNS = (
    Column("登记号", 16), Column("事项", 40), Column("类型", 8), Column("渠道", 10),
    Column("状态", 12), Column("工作室", 24), Column("承办单位", 18), Column("接待代表", 10),
    Column("登记", 12), Column("到期", 12), Column("时限", 18),
)  # fmt: skip


class Asked:
    """What a request asks of the list: filter, its errors, options, and the matters found."""

    def __init__(self, request, scope) -> None:
        self.on = clock.today()
        self.scope = scope
        self.calendar = calendar_of(request.user.person.district)
        districts = {posting.district_id for posting in held_by(request).postings}
        params = request.POST if request.method == "POST" else request.GET
        community = params.get("community", "").strip()
        self.options: Options = options_for(scope, districts, self.on, community=community)
        self.chosen, self.errors = filters.parse(
            params,
            self.options,
            person=request.user.person_id,
        )

    def found(self) -> Found:
        if self.errors:
            return Found(Matter.objects.none())
        return filters.listed(
            self.chosen,
            self.scope,
            on=self.on,
            soon_until=lateness.soon_until(self.on, self.calendar),
        )


@require_safe
@allowed(Perm.MATTER_VIEW)
def matters(request, scope):
    """The matters of a scope that a filter finds, fifty to a page."""
    asked = Asked(request, scope)
    return render(
        request,
        "desk/matters/list.html",
        context_of(request, asked),
        status=422 if asked.errors else 200,
    )


@require_POST
@allowed(Perm.MATTER_EXPORT)
def export(request, scope):
    """What the list shows, all of its pages, as a workbook."""
    seen = held_by(request).scope(Perm.MATTER_VIEW)
    asked, at = Asked(request, seen), clock.now()
    found = asked.found()
    rows = _shown(found.rows.in_scope(scope)).order_by(*asked.chosen.keys)
    try:
        if asked.errors:
            raise Refused(next(iter(asked.errors.values())))
        taken = take_out(
            rows,
            filtered_by=[name for name, _ in asked.chosen.asked],
            district_id=request.user.person.district_id,
            by=request.user,
            at=at,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        context = context_of(request, asked, params=request.POST)
        return render(request, "desk/matters/list.html", context, status=422)
    book = BytesIO()
    origin = Origin(request.user.person.name, at, asked.chosen.said(), len(taken))
    write_table(book, COLUMNS, (_line(m, asked) for m in taken), sheet="事项", origin=origin)
    name = quote(f"事项 {asked.on.isoformat()}.xlsx")
    return HttpResponse(
        book.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@require_POST
@allowed(Perm.MATTER_VIEW)
def save(request, scope):
    """Keep the present filter under a name."""
    asked = Asked(request, scope)
    name = request.POST.get("name", "")
    try:
        if asked.errors:
            raise Refused(next(iter(asked.errors.values())))
        saved = save_filter(asked.chosen, name=name, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        context = context_of(request, asked, params=request.POST) | {"name": name}
        return render(request, "desk/matters/list.html", context, status=422)
    messages.success(request, f"这次筛选已存为“{saved.name}”。")
    return redirect(f"{reverse('desk:matters')}?{saved.query}")


@require_POST
@allowed(Perm.MATTER_VIEW)
def forget(request, scope, pk: int):
    """Forget one of the own filters."""
    forget_filter(pk, by=request.user, at=clock.now())
    messages.success(request, "这个筛选已删掉。")
    return redirect("desk:matters")


def context_of(request, asked: Asked, *, params=None) -> dict[str, object]:
    """Everything the list's page shows."""
    params = request.GET if params is None else params
    found, chosen = asked.found(), asked.chosen
    kept = params.copy()
    for name in set(kept) - {*filters.PARAMETERS, CURSOR}:
        kept.pop(name)
    page = keyset(
        _shown(found.rows),
        kept,
        chosen.keys,
        is_counted=not found.is_walk,
        counted=found.counted,
    )
    held = held_by(request)
    saved = list(request.user.saved_filters.all())
    return {
        "page": page,
        "rows": _rows(page.rows, asked),
        "chosen": chosen,
        "asked": chosen.asked,
        "errors": asked.errors,
        "typed": {name: params.get(name, "") for name in filters.PARAMETERS},
        "selects": _selects(asked, params),
        "chips": [{"label": label, "query": q, "current": q == chosen.query} for label, q in CHIPS],
        "saved": [(item, item.query == chosen.query) for item in saved],
        "is_saved": chosen.query in {q for _, q in CHIPS} | {item.query for item in saved},
        "may_export": held.has(Perm.MATTER_EXPORT),
        "shows_room": len(asked.options.rooms) > 1,
        "is_walk": found.is_walk,
        "clear_url": reverse("desk:matters"),
        "register_url": address("new_matter") if held.has(Perm.MATTER_RECEIVE) else "",
    }


def _selects(asked: Asked, params) -> dict[str, SafeString]:
    """The options of each field to choose from, with what was asked for chosen."""
    known = asked.options
    named = {
        "room": known.rooms,
        "unit": known.units,
        "topic": known.topics,
        "delegate": known.delegates,
    }
    choices = {
        "status": [*filters.GROUPS.items(), *filters.STATUSES.items()],
        "type": filters.TYPES.items(),
        "channel": Channel.choices,
        "late": filters.LATENESS.items(),
        **{name: map(_choice, options.values()) for name, options in named.items()},
    }
    return {
        name: mark_safe("".join(_option(*choice, params.getlist(name)) for choice in found))  # noqa: S308
        for name, found in choices.items()
    }


def _option(key: str, label: str, chosen: list[str]) -> str:
    mark = " selected" if key in chosen else ""
    return f'<option value="{html.escape(key)}"{mark}>{html.escape(str(label))}</option>'


def _choice(option: Option) -> tuple[str, str]:
    return option.key, f"\u3000{option.label}" if option.parent else option.label


def _shown(rows):
    """What a row shows, and not what was said."""
    return rows.select_related("room", "receiver", "lead_unit").only(*SHOWN)


def _rows(found: list[Matter], asked: Asked) -> list[dict[str, object]]:
    """What each line of the page says, ready to be put down."""
    others, base = _co_handlers(found), reverse("desk:matters")
    return [
        {
            "ref": matter.ref,
            "url": f"{base}{matter.ref}/",
            "title": title_for(matter, asked.scope),
            "is_urgent": matter.is_urgent,
            "type": matter.type_label,
            "status": matter.status_label,
            "room": matter.room.name.removesuffix("党代表工作室"),
            "unit": matter.lead_unit.label if matter.lead_unit else "",
            "units": others.get(matter.pk, 0) + 1,
            "receiver": matter.receiver.name if matter.receiver else "—",
            "received": _day(day_of(matter.received_at), asked.on),
            "badge": lateness.standing_of(matter, asked.on, asked.calendar),
        }
        for matter in found
    ]


def _day(value: date, on: date) -> str:
    """With the year where it is not this one."""
    return dates.day(value) if value.year == on.year else dates.full_date(value)


def _co_handlers(rows: list[Matter]) -> dict[int, int]:
    """How many units help, for all rows of a page by one statement."""
    led = [matter.pk for matter in rows if matter.lead_unit_id]
    counted = (
        Dispatch.objects.filter(matter__in=led, is_lead=False)
        .exclude(status=DispatchStatus.WITHDRAWN)
        .values_list("matter")
        .annotate(Count("pk"))
        .order_by()
    )
    return dict(counted)


def _line(matter: Matter, asked: Asked) -> list:
    badge = lateness.standing_of(matter, asked.on, asked.calendar)
    return [
        matter.ref,
        title_for(matter, asked.scope),
        matter.type_label,
        matter.get_channel_display(),
        matter.status_label,
        matter.room.name,
        matter.lead_unit.label if matter.lead_unit else "",
        matter.receiver.name if matter.receiver else "",
        day_of(matter.received_at),
        matter.due_on,
        badge.text if badge else "",
    ]
