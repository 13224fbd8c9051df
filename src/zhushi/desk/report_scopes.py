"""What a login reaches with each right that a report or a duty file tells of."""

from zhushi.core.perms import Perm
from zhushi.insight.scopes import ReportScopes
from zhushi.people.access import Holdings

PERMS = (
    Perm.ACTIVITY_VIEW,
    Perm.RECEPTION_VIEW,
    Perm.TALK_PLAN,
    Perm.MATTER_VIEW,
    Perm.PLEDGE_VIEW,
    Perm.SERVICE_VIEW,
    Perm.RESEARCH_VIEW,
)


def report_scopes(held: Holdings) -> ReportScopes:
    return ReportScopes(
        activities=held.scope(Perm.ACTIVITY_VIEW),
        receptions=held.scope(Perm.RECEPTION_VIEW),
        talks=held.scope(Perm.TALK_PLAN),
        matters=held.scope(Perm.MATTER_VIEW),
        pledges=held.scope(Perm.PLEDGE_VIEW),
        services=held.scope(Perm.SERVICE_VIEW),
        research=held.scope(Perm.RESEARCH_VIEW),
        papers=held.scope(Perm.MATTER_VIEW),
    )
