"""定期座谈走访：“请上来”座谈，“沉下去”入户."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.SYMPOSIUM,
    Heading.SYMPOSIUM,
    {"INVITED": "请上来座谈", "DOORSTEP": "沉下去走访"},
    icon="messages",
    hint="谈到哪些事，大家怎么看。",
    is_noted=True,
)
