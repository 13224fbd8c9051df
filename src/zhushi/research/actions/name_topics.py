from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.models import Topic
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import Theme


@transaction.atomic
def name_topics(theme: Theme, *, topics: Iterable[Topic], by, at: datetime) -> Theme:
    """Say which matters tell of a theme: those of exactly these topics, and of those below them.

    Raises Refused for a topic of another district.
    """
    topics = list(topics)
    if any(topic.district_id != theme.district_id for topic in topics):
        raise Refused("请选本区的类别。")
    theme = locked(theme)
    theme.topics.set(topics)
    audited("theme.topics", theme, by=by, at=at)
    return theme
