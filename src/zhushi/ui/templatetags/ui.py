"""Tags and filters of the shared look (`{% load ui %}`); the part templates escape all text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhushi.ui import charts, dates

register = template.Library()

CLOCK_ICONS = {"ok": "clock", "soon": "clock-exclamation", "late": "alarm", "over": "check"}
CODE_GROUPS = 4


# dates ---------------------------------------------------------------------------------------


def _dated(value: object) -> Any:
    value = dates.local(value)  # type: ignore[arg-type]
    return value if isinstance(value, date) else None


@register.filter
def zh_date(value: object) -> str:
    """2026年9月15日"""
    found = _dated(value)
    return dates.full_date(found) if found else ""


@register.filter
def zh_day(value: object) -> str:
    """9月15日"""
    found = _dated(value)
    return dates.day(found) if found else ""


@register.filter
def zh_weekday(value: object, form: str = "") -> str:
    """星期二, or 周二 with `|zh_weekday:"short"`."""
    found = _dated(value)
    return dates.weekday(found, form == "short") if found else ""


@register.filter
def zh_moment(value: object, form: str = "") -> str:
    """9月15日 9:36, with the year before it with `|zh_moment:"year"`."""
    found = _dated(value)
    if not isinstance(found, datetime):
        return dates.day(found) if found else ""
    return (f"{found.year}年" if form == "year" else "") + dates.moment(found)


@register.filter
def zh_time(value: object) -> str:
    """9:36"""
    value = dates.local(value)  # type: ignore[arg-type]
    return dates.clock(value) if isinstance(value, datetime | time) else ""


@register.filter
def kilometres(metres: int) -> str:
    """0.6 公里"""
    return f"{metres / 1000:.1f} 公里"


@register.filter
def zh_span(start: Any, end: Any) -> str:
    """9:00–11:30, 9月5日–15日 or 9月15日 9:00–11:30."""
    return dates.span(start, end)


@register.filter
def tel(value: object) -> str:
    """The address of a telephone number: `tel:` and its digits."""
    text = str(value or "")
    return "tel:" + ("+" if text.startswith("+") else "") + "".join(c for c in text if c.isdigit())


# small parts ---------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Tabler icon that screen readers skip; the word beside it says the same."""
    return (
        format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name) if name else SafeString("")
    )


_icon = icon


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, name: str) -> SafeString:
    """A template drawn once for a frame that shows it twice: `{% drawn "…" as side %}`."""
    assert context.template is not None
    return context.template.engine.get_template(name).render(context)


@register.inclusion_tag("ui/_clock.html")
def clock_badge(state: str, text: str) -> dict[str, object]:
    """A due date: `state` is ok, soon, late or over; anything else is drawn grey."""
    known = state if state in CLOCK_ICONS else "over"
    return {"state": "" if known == "over" else known, "icon": CLOCK_ICONS[known], "text": text}


@register.simple_tag
def clock(state: str, text: str) -> SafeString:
    """The same as ``clock_badge``, made without a template: lists show it fifty times."""
    badge = clock_badge(state, text)
    look = f" {badge['state']}" if badge["state"] else ""
    return format_html(
        '<span class="zs-clock{}">{}{}</span>', look, icon(str(badge["icon"])), badge["text"]
    )


@register.inclusion_tag("ui/_clockrow.html")
def clock_row(
    title: str, state: str, text: str, why: str = "", share: float | None = None
) -> dict[str, object]:
    """A due date with its bar (`share` used, 0–1) and the one sentence that explains it."""
    percent = None if share is None else round(100 * min(1.0, max(0.0, float(share))))
    return {**clock_badge(state, text), "title": title, "why": why, "percent": percent}


@register.simple_tag(name="state")
def state_badge(text: str, icon: str = "", line: bool = False) -> SafeString:
    """Where something stands, in grey; `line` draws an outline, for kinds and for waiting."""
    look = " line" if line else ""
    return format_html('<span class="zs-state{}">{}{}</span>', look, _icon(icon), text)


@register.inclusion_tag("ui/_fig.html")
def fig(number: object, unit: str, caption: str, url: str = "", sub: str = "") -> dict[str, object]:
    """A number that opens its list; without `url` it is only shown."""
    return {"number": number, "unit": unit, "caption": caption, "url": url, "sub": sub}


@register.inclusion_tag("ui/_face.html")
def face(name: str) -> dict[str, str]:
    """A circle with the surname; an unnamed person gets a figure."""
    return {"letter": (name or "").strip()[:1]}


@register.inclusion_tag("ui/_person.html")
def person(name: str, role: str = "", url: str = "") -> dict[str, str]:
    """Surname circle, name, and what the person is here."""
    return {"name": name, "role": role, "url": url, "letter": (name or "").strip()[:1]}


@register.inclusion_tag("ui/_date_tile.html")
def date_tile(date: date, today: date | None = None) -> dict[str, object]:
    """A leaf of the calendar, red when it is today."""
    short = dates.weekday(date, short=True)
    if date == today:
        return {"today": True, "head": "今天", "day": date.day, "foot": f"{date.month}月 {short}"}
    return {"today": False, "head": f"{date.month}月", "day": date.day, "foot": short}


@register.inclusion_tag("ui/_code.html")
def code(value: str) -> dict[str, object]:
    """A receipt code in groups of four with the check symbol last."""
    plain = "".join(c for c in str(value or "") if c.isalnum()).upper()
    groups = [plain[i : i + CODE_GROUPS] for i in range(0, len(plain), CODE_GROUPS)]
    return {"groups": groups, "plain": plain}


@register.inclusion_tag("ui/_timeline.html")
def timeline(steps: Iterable[Mapping[str, Any]], wide: bool = False) -> dict[str, object]:
    """What happened or is to come; see `ui/_timeline.html` for the keys of a step."""
    return {"steps": [_step(step) for step in steps], "wide": wide}


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    when = dates.local(step.get("when"))
    iso: str = ""
    words: Any = when
    if isinstance(when, datetime):
        iso, words = when.isoformat(timespec="minutes"), dates.moment(when)
    elif isinstance(when, date):
        iso, words = when.isoformat(), f"{dates.day(when)}（{dates.weekday(when, short=True)}）"
    return {**step, "when": words, "iso": iso}


@register.inclusion_tag("ui/_pager.html")
def pager(page: Any) -> dict[str, object]:
    """Foot of a list; `page` is a `zhushi.ui.paging.Page` or has the same attributes."""
    return {"page": page}


@register.inclusion_tag("ui/_empty.html")
def empty(icon: str, sentence: str, action_label: str = "", action_url: str = "") -> dict[str, str]:
    """Nothing here: an icon, one sentence and the next thing to do."""
    return {"icon": icon, "sentence": sentence, "label": action_label, "url": action_url}


# forms ---------------------------------------------------------------------------------------


@register.inclusion_tag("ui/_field.html")
def field(bound_field: BoundField, why: str = "", mark: bool = True) -> dict[str, object]:
    """One field: label, 选填 or 必填 in words, why we ask, input, errors.

    `mark=False` leaves the word out, for filters. `why` defaults to the field's help text.
    """
    widget = bound_field.field.widget
    why = why or str(bound_field.help_text)
    key = bound_field.auto_id or bound_field.html_name
    described = [f"{key}-why"] * bool(why) + [f"{key}-error"] * bool(bound_field.errors)
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described) or None}
    if bound_field.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound_field,
        "kind": _kind(widget),
        "segments": getattr(widget, "segments", False),
        "pairs": getattr(widget, "pairs", False),
        "widget": bound_field.as_widget(attrs={k: v for k, v in attrs.items() if v}),
        "described": attrs["aria-describedby"],
        "why": why,
        "key": key,
        "mark": mark,
        "counter": widget.attrs.get("maxlength") if isinstance(widget, forms.Textarea) else None,
    }


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "input"


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """What is to be put right, at the head of a form, each line a link to its field."""
    return {"form": form, "wrong": [f for f in form if f.errors and not f.is_hidden]}


# charts --------------------------------------------------------------------------------------

register.inclusion_tag("ui/_bar_chart.html", name="bar_chart")(charts.bars)
register.inclusion_tag("ui/_line_chart.html", name="line_chart")(charts.lines)
register.inclusion_tag("ui/_curve_chart.html", name="curve_chart")(charts.curve)
register.inclusion_tag("ui/_district_map.html", name="district_map")(charts.district)
register.inclusion_tag("ui/_share_bar.html", name="share_bar")(charts.share)
register.inclusion_tag("ui/_month_strip.html", name="month_strip")(charts.month)
