"""方针政策宣传：宣讲会、政情通报会、调度会、观摩会."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.PUBLICITY,
    Heading.PUBLICITY,
    {
        "LECTURE": "宣讲会",
        "BRIEFING": "政情通报会",
        "COORDINATION": "调度会",
        "OBSERVATION": "观摩会",
    },
    icon="speakerphone",
    hint="讲了什么，来了哪些人，反响怎样。",
    says="提问",
    is_public=True,
    is_noted=True,
)
