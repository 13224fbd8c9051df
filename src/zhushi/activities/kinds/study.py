"""研学：政治理论、岗位."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.STUDY,
    Heading.STUDY,
    {"THEORY": "理论学习", "JOB": "岗位学习"},
    icon="book",
    hint="学了什么，打算怎样用。",
    says="体会",
    is_noted=True,
)
