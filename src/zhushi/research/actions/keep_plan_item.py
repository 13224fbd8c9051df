"""What is planned for a theme: where somebody goes, on which day, for what."""

from datetime import date, datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import PlanItem, Theme


@transaction.atomic
def add_plan_item(
    theme: Theme, *, on: date, what: str, place: str = "", by, at: datetime
) -> PlanItem:
    """Put one more into a theme's plan; raises Refused for a day outside of its half-year."""
    theme = locked(theme)
    item = _written(PlanItem(theme=theme), on, what, place)
    audited("theme.item_add", theme, by=by, at=at)
    return item


@transaction.atomic
def change_plan_item(
    item: PlanItem, *, on: date, what: str, place: str = "", by, at: datetime
) -> PlanItem:
    """Change what is planned; an activity planned from it keeps its own day and place."""
    theme = locked(item.theme)
    item = _written(PlanItem.objects.get(pk=item.pk), on, what, place)
    audited("theme.item_change", theme, by=by, at=at)
    return item


@transaction.atomic
def remove_plan_item(item: PlanItem, *, by, at: datetime) -> None:
    """Take it out of the plan; an activity planned from it stays with the theme."""
    theme = locked(item.theme)
    if PlanItem.objects.filter(pk=item.pk).delete()[0]:
        audited("theme.item_remove", theme, by=by, at=at)


def _written(item: PlanItem, on: date, what: str, place: str) -> PlanItem:
    half = item.theme.half
    if not what.strip():
        raise Refused("请写做什么。")
    if not half.since <= on <= half.until:
        raise Refused(f"这个主题是{half.label}的，请选这半年里的一天。")
    item.on, item.what, item.place = on, what.strip(), place.strip()
    item.save()
    return item
