"""服务活动：组团、专项、主题."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.SERVICE,
    Heading.SERVICE,
    {"TEAM": "组团服务", "SPECIAL": "专项服务", "THEMED": "主题服务"},
    icon="heart-handshake",
    hint="做了什么，帮到了谁，还差什么。",
    is_public=True,
    is_noted=True,
)
