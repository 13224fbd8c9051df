"""What a login reaches with the right of each list that a figure opens."""

from dataclasses import dataclass, field

from zhushi.people.access import Scope


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
