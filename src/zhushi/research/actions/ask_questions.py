from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import Theme, ThemeQuestion

MOST, LENGTH = 20, 200


@transaction.atomic
def ask_questions(theme: Theme, *, questions: Sequence[str], by, at: datetime) -> Theme:
    """Let exactly these be the questions of a theme, in this order; empty ones are left out.

    Raises Refused for more than 20, and for one of more than 200 characters.
    """
    asked = list(dict.fromkeys(text.strip() for text in questions if text.strip()))
    if len(asked) > MOST:
        raise Refused(f"最多写 {MOST} 个问题，现在有 {len(asked)} 个。")
    if long := [text for text in asked if len(text) > LENGTH]:
        raise Refused(f"一个问题最多 {LENGTH} 字：“{long[0][:12]}…”有 {len(long[0])} 字。")
    theme = locked(theme)
    theme.questions.all().delete()
    ThemeQuestion.objects.bulk_create(
        ThemeQuestion(theme=theme, position=position, text=text)
        for position, text in enumerate(asked)
    )
    audited("theme.ask", theme, by=by, at=at)
    return theme
