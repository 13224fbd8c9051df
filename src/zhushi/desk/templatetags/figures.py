"""Numbers of the desk that open their lists (`{% load figures %}`)."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhushi.desk.shell import address
from zhushi.insight.figures import Figure

register = template.Library()


@register.simple_tag
def number(figure: Figure) -> SafeString:
    """The value of a figure as a link to its list; made without a template, pages show hundreds."""
    return format_html('<a href="{}?{}">{}</a>', address(figure.page), figure.address, figure.value)
