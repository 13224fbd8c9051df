"""见面会：亮身份、作承诺、树形象."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.CONTACT,
    Heading.CONTACT,
    {"MEETING": "见面会"},
    icon="users",
    hint="代表怎样介绍自己，群众说了什么。",
    is_public=True,
    titles={"MEETING": "党代表驻室见面会"},
)
