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
    """The same of what happens in the rooms; ``activities`` says which rooms are shown."""

    activities: Scope
    receptions: Scope
    talks: Scope
    study: Scope = field(default_factory=Scope)
    services: Scope = field(default_factory=Scope)
    households: Scope = field(default_factory=Scope)
