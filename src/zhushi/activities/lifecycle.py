"""What may happen to a reception day, a visitor's turn, an activity, a project: small tables."""

from zhushi.activities.choices import ActivityStatus, DayStatus, ProjectStage, TurnStatus
from zhushi.core.errors import Refused

A, D, S, T = ActivityStatus, DayStatus, ProjectStage, TurnStatus

DAY_EDGES: dict[str, tuple[frozenset[DayStatus], DayStatus]] = {
    "announce": (frozenset({D.PLANNED}), D.ANNOUNCED),
    "open": (frozenset({D.ANNOUNCED, D.PLANNED}), D.OPEN),
    "close": (frozenset({D.OPEN}), D.CLOSED),
    "cancel": (frozenset({D.PLANNED, D.ANNOUNCED}), D.CANCELLED),
}

TURN_EDGES: dict[str, tuple[frozenset[TurnStatus], TurnStatus]] = {
    "arrive": (frozenset({T.EXPECTED}), T.WAITING),
    "call": (frozenset({T.WAITING, T.EXPECTED}), T.CALLED),
    "finish": (frozenset({T.CALLED, T.WAITING}), T.DONE),
    "leave": (frozenset({T.CALLED, T.WAITING}), T.LEFT),
    "miss": (frozenset({T.EXPECTED, T.WAITING}), T.ABSENT),
    "cancel": (frozenset({T.EXPECTED}), T.CANCELLED),
}

ACTIVITY_EDGES: dict[str, tuple[frozenset[ActivityStatus], ActivityStatus]] = {
    "announce": (frozenset({A.PLANNED}), A.ANNOUNCED),
    "hold": (frozenset({A.PLANNED, A.ANNOUNCED}), A.HELD),
    "record": (frozenset({A.HELD, A.RECORDED}), A.RECORDED),
    "cancel": (frozenset({A.PLANNED, A.ANNOUNCED}), A.CANCELLED),
}

PROJECT_EDGES: dict[str, tuple[frozenset[ProjectStage], ProjectStage]] = {
    "start": (frozenset({S.PLANNED}), S.RUNNING),
    "finish": (frozenset({S.RUNNING}), S.DONE),
    "look_back": (frozenset({S.DONE, S.REVIEWED}), S.REVIEWED),
    "stop": (frozenset({S.PLANNED, S.RUNNING}), S.STOPPED),
}

ONGOING = frozenset({S.PLANNED, S.RUNNING})
"""Projects that can still be changed, take needs and have shifts."""
TO_COME = frozenset({A.PLANNED, A.ANNOUNCED})
"""Activities that can still be changed or called off."""
TOOK_PLACE = frozenset({A.HELD, A.RECORDED})

DAY_OVER = frozenset({D.CLOSED, D.CANCELLED})
CAME = frozenset({T.WAITING, T.CALLED, T.DONE, T.LEFT})
"""Visitors who were or are there, whether or not anything was taken down."""


def day_target(verb: str, status: str) -> DayStatus:
    """The status a verb leads a reception day to; raises Refused if it does not start here."""
    sources, target = DAY_EDGES[verb]
    if status not in sources:
        raise Refused(f"这个接待日{DayStatus(status).label}，不能再这样操作。")
    return target


def turn_target(verb: str, status: str) -> TurnStatus:
    """The status a verb leads a turn to; raises Refused if it does not start here."""
    sources, target = TURN_EDGES[verb]
    if status not in sources:
        raise Refused(f"这位来访人的状态是“{TurnStatus(status).label}”，不能再这样操作。")
    return target


def activity_target(verb: str, status: str) -> ActivityStatus:
    """The status a verb leads an activity to; raises Refused if it does not start here."""
    sources, target = ACTIVITY_EDGES[verb]
    if status not in sources:
        raise Refused(f"这项活动{ActivityStatus(status).label}，不能再这样操作。")
    return target


def activity_verbs(status: str) -> frozenset[str]:
    """What may happen to an activity now."""
    return frozenset(verb for verb, (sources, _) in ACTIVITY_EDGES.items() if status in sources)


def project_target(verb: str, stage: str) -> ProjectStage:
    """The stage a verb leads a project to; raises Refused if it does not start here."""
    sources, target = PROJECT_EDGES[verb]
    if stage not in sources:
        raise Refused(f"这个项目{ProjectStage(stage).label}，不能再这样操作。")
    return target


def project_verbs(stage: str) -> frozenset[str]:
    """What may happen to a project now."""
    return frozenset(verb for verb, (sources, _) in PROJECT_EDGES.items() if stage in sources)
