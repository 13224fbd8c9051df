"""Numbers of the desk that open their lists (`{% load figures %}`)."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zhushi.desk.shell import address
from zhushi.insight.eight import Cell
from zhushi.insight.figures import Figure

register = template.Library()


@register.simple_tag
def number(figure: Figure) -> SafeString:
    """The value of a figure as a link to its list; made without a template, pages show hundreds."""
    return format_html('<a href="{}?{}">{}</a>', address(figure.page), figure.address, figure.value)


@register.simple_tag
def cell(found: Cell) -> SafeString:
    """One heading in one room: done of how many are owed, planned, shifts, what is lacking."""
    done = found.done
    parts = [
        format_html(
            '<span class="num"><a href="{}?{}" title="{}">{}</a>{}</span>',
            *(address(done.page), done.address, done.label, done.value),
            f" / {found.owed}" if found.owed else "",
        )
    ]
    others = [("计划", found.planned), *((shifts.label, shifts) for shifts in found.shifts)]
    parts += [
        format_html(
            '<a class="zs-small" href="{}?{}">{} {}</a>',
            *(address(figure.page), figure.address, label, figure.value),
        )
        for label, figure in others
        if figure.value
    ]
    if found.lacking:
        parts.append(format_html('<span class="zs-small">缺 {}</span>', found.lacking))
    return mark_safe(" ".join(parts))  # noqa: S308 - each part is escaped above
