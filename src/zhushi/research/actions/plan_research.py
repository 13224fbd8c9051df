from datetime import datetime

from django.db import transaction

from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import PlanItem, Theme, ThemeActivity
from zhushi.rooms.models import Workroom


@transaction.atomic
def plan_research(
    theme: Theme,
    room: Workroom,
    *,
    form: str,
    programme: Programme,
    item: PlanItem | None = None,
    by,
    at: datetime,
) -> Activity:
    """Put an activity that looks into a theme into a room's plan; nobody is told yet.

    item: of the theme's plan, that it carries out. Raises Refused for a room the theme is not
    for, an item of another theme, and what ``plan_activity`` refuses.
    """
    theme = locked(theme)
    if not theme.is_for(room):
        raise Refused(f"这个主题不是{room.name}的。")
    if item and item.theme_id != theme.pk:
        raise Refused("这一处不在这个主题的计划里。")
    made = plan_activity(
        room, kind=ActivityKind.RESEARCH, form=form, programme=programme, by=by, at=at
    )
    ThemeActivity.objects.create(theme=theme, activity=made, item=item)
    audited("theme.plan_activity", theme, by=by, at=at)
    return made
