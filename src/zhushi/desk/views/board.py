"""The board: how the district, the street or the room stands; every number opens its list."""

from calendar import monthrange
from datetime import date

from django.core.cache import cache
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.core import audit, clock
from zhushi.core.perms import Perm
from zhushi.core.workdays import Calendar
from zhushi.desk.access import allowed, held_by
from zhushi.insight.board import board_of
from zhushi.insight.figures import Board, Figure, Row
from zhushi.insight.scopes import Scopes
from zhushi.matters.choices import ClockStep, LimitUnit
from zhushi.matters.lateness import badge_of, soon_until
from zhushi.matters.reference import calendar_of, limits_of
from zhushi.people.choices import Role
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import Unit

KEPT_FOR = 60  # seconds
USUAL_LIMIT = 30
"""Working days drawn as the limit where a profile counts answers in months."""

KIND_OF = {Tier.DISTRICT: "district", Tier.STREET: "street", Tier.GRASSROOTS: "community"}


@require_safe
@never_cache
@allowed(Perm.BOARD_VIEW)
def board(request, scope):
    """Figures, units, rooms, what waits for a decision, the month and two charts."""
    key = f"desk.board:{request.user.pk}:{clock.today():%Y-%m-%d}:{audit.newest()}"
    figures = cache.get(key)
    if figures is None:
        figures = _figures(request, scope)
        cache.set(key, figures, KEPT_FOR)
    heading = _heading(held_by(request).roles)
    return render(request, "desk/board/board.html", {"heading": heading, "figures": figures})


def _figures(request, scope) -> SafeString:
    """Everything below the menu, drawn anew; kept for its login until anything is done."""
    today, held = clock.today(), held_by(request)
    district = request.user.person.district
    calendar = calendar_of(district)
    found = board_of(
        Scopes(
            board=scope,
            matters=held.scope(Perm.MATTER_VIEW),
            commitments=held.scope(Perm.COMMITMENT_ASK),
            publications=held.scope(Perm.PUBLISH_DRAFT),
            receptions=held.scope(Perm.RECEPTION_VIEW),
        ),
        on=today,
        soon_until=soon_until(today, calendar),
        answer_limit=_answer_limit(district, today),
    )
    context = {
        "board": found,
        "today": today,
        "heading": _heading(held.roles),
        "decides": held.has(Perm.MATTER_DECIDE),
        "now": [(figure, _address(figure)) for figure in found.now],
        "year": [(figure, _address(figure)) for figure in found.year],
        "units": [_row(row) for row in found.units],
        "late_with_units": (found.late_with_units, _address(found.late_with_units)),
        "rooms": [_row(row) for row in found.rooms],
        "decisions": [
            {
                "figure": figure,
                "url": _address(figure),
                "badge": badge_of(figure.due_on, on=today, calendar=calendar)
                if figure.value and figure.due_on
                else None,
            }
            for figure in found.decisions
        ],
        "map": _map(found.rooms),
        "month": _month(found, today, calendar),
        "receptions": sum(rooms for rooms, _ in found.days.values()),
        "receptions_over": sum(over for _, over in found.days.values()),
        "answers": _answers(found),
        "answered": (found.answered, _address(found.answered)),
        "flow": _flow(found),
        "received": (found.received, _address(found.received)),
    }
    return render_to_string("desk/board/_figures.html", context)


def _heading(roles: frozenset[Role]) -> str:
    """Whose board it is; the room or office itself stands in the frame."""
    if Role.OFFICE in roles:
        return "全区总览"
    return "街道总览" if Role.HEAD in roles else "工作室总览"


def _answer_limit(district: Unit, on: date) -> int:
    limit = limits_of(district, on=on)[ClockStep.REPLY, ""]
    return limit.length if limit.unit == LimitUnit.WORKDAYS else USUAL_LIMIT


def _address(figure: Figure) -> str:
    url = reverse(f"desk:{figure.page}")
    return f"{url}?{figure.address}" if figure.query else url


def _row(row: Row) -> dict[str, object]:
    return {
        "row": row,
        "figures": {key: (figure, _address(figure)) for key, figure in row.figures.items()},
    }


def _map(rows: list[Row]) -> dict[str, object] | None:
    """The rooms somebody put on the map; None if that is fewer than two."""
    placed = [row for row in rows if row.room and row.room.longitude is not None]
    if len(placed) < 2:
        return None
    return {
        "title": "工作室在哪，哪里有超期",
        "points": [
            {
                "lon": row.room.longitude,
                "lat": row.room.latitude,
                "kind": KIND_OF[Tier(row.room.tier)],
                "label": row.name,
                "late": row.figures["late"].value,
                "url": _address(row.figures["late" if row.figures["late"].value else "open"]),
            }
            for row in placed
        ],
        "note": "位置由人工标注。" if len(placed) == len(rows) else
        f"位置由人工标注，还有 {len(rows) - len(placed)} 个工作室没有标。",
    }  # fmt: skip


def _month(board: Board, today: date, calendar: Calendar) -> list[dict[str, object]]:
    """Each day of this month: how many rooms receive people, or which holiday it is."""
    month = f"{reverse('desk:receptions')}?show=month&month={today:%Y-%m}"
    days = []
    for number in range(1, monthrange(today.year, today.month)[1] + 1):
        on = today.replace(day=number)
        rooms, _ = board.days.get(on, (0, 0))
        text = calendar.holiday(on) or ("调休" if on in calendar.on else "")
        days.append(
            {
                "date": on,
                "text": f"{rooms}个" if rooms else text[:2],
                "off": not calendar.is_workday(on),
                "today": on == today,
                "url": month if rooms else "",
            }
        )
    return days


def _answers(board: Board) -> dict[str, object]:
    return {
        "title": "今年的书面答复用了几个工作日",
        "axis": "用了几个工作日",
        "unit": "件",
        "bars": [
            {
                "label": bar.label,
                "value": bar.figure.value,
                "late": bar.is_beyond,
                "url": _address(bar.figure),
            }
            for bar in board.answers
        ],
        "limit": {
            "after": sum(not bar.is_beyond for bar in board.answers),
            "label": f"一般时限 {board.answers_limit} 个工作日",
        },
    }


def _flow(board: Board) -> dict[str, object]:
    return {
        "title": "近十二个月每月收到和办结的件数",
        "labels": [f"{month.first.month}月" for month in board.months],
        "lines": [
            {"name": "收到", "values": [month.received for month in board.months]},
            {"name": "办结", "values": [month.closed for month in board.months], "dashed": True},
        ],
    }
