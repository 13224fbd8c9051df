"""集中调查研究：实地看、座谈、入户访谈."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.RESEARCH,
    Heading.RESEARCH,
    {"FIELD": "实地调研", "FORUM": "调研座谈", "DOORSTEP": "入户访谈"},
    icon="file-search",
    hint="看到什么，问到什么，和原来想的有什么不一样。",
    is_noted=True,
)
