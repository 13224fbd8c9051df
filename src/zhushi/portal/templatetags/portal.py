"""Words of the portal's templates."""

from django import template

from zhushi.portal.answers import outcome_of, week_of

register = template.Library()

register.filter("week", week_of)
register.filter("outcome", outcome_of)
