"""What a login reaches with the right of each list that a figure opens."""

from dataclasses import dataclass, field

from zhushi.core.perms import Perm
from zhushi.people.access import Holdings, Scope


@dataclass(frozen=True)
class Scopes:
    """The board's own scope says which rooms it shows; each number has that of its list."""

    board: Scope
    matters: Scope
    commitments: Scope
    publications: Scope
    receptions: Scope


@dataclass(frozen=True)
class ActivityScopes:
    """The same of what happens in the rooms; ``activities`` says which rooms are shown.

    research: of the right to read themes; papers: of the right to see matters, for the reports
    among them.
    """

    activities: Scope
    receptions: Scope
    talks: Scope
    study: Scope = field(default_factory=Scope)
    services: Scope = field(default_factory=Scope)
    households: Scope = field(default_factory=Scope, kw_only=True)
    research: Scope = field(default_factory=Scope, kw_only=True)
    papers: Scope = field(default_factory=Scope, kw_only=True)


@dataclass(frozen=True)
class ReportScopes(ActivityScopes):
    """The same of everything a report tells; what a scope does not reach, it leaves out."""

    matters: Scope = field(default_factory=Scope)
    pledges: Scope = field(default_factory=Scope)


REPORT_PERMS = (
    Perm.ACTIVITY_VIEW,
    Perm.RECEPTION_VIEW,
    Perm.TALK_PLAN,
    Perm.MATTER_VIEW,
    Perm.PLEDGE_VIEW,
    Perm.SERVICE_VIEW,
    Perm.RESEARCH_VIEW,
)


def report_scopes(held: Holdings) -> ReportScopes:
    """What a login reaches with each right that a report or a duty file tells of."""
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
