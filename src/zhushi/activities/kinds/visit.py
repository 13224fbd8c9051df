"""“沉下去访”：走访代表、家庭、企业、村社，同行业观摩."""

from zhushi.activities.choices import ActivityKind, Heading
from zhushi.activities.kinds.base import Kind

KIND = Kind(
    ActivityKind.VISIT,
    Heading.VISIT,
    {
        "DELEGATE": "走访代表",
        "FIRM": "走访企业",
        "VILLAGE": "走访村、社区",
        "EXCHANGE": "同行业观摩",
    },
    icon="walk",
    hint="看到什么，听到什么，有什么好做法。",
    is_noted=True,
)
