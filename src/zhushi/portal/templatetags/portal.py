"""Words of the portal's templates."""

from django import template

from zhushi.portal.answers import week_of

register = template.Library()

register.filter("week", week_of)
