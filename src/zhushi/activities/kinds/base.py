"""What a kind of activity says of itself; everything else is the same for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhushi.activities.choices import ActivityKind, Heading


@dataclass(frozen=True)
class Kind:
    """One kind: its forms, the words of its pages, and where it counts.

    forms: stored word → screen word, the usual one first; heading: of the district's eight;
    hint: what the record is to say; says: what a statement is called here; is_public: whether
    it is announced to everybody, not only to who is asked; is_noted: whether it may be written
    down afterwards in one go, as on the phone.
    """

    code: ActivityKind
    heading: Heading
    forms: Mapping[str, str]
    icon: str
    hint: str
    says: str = "意见"
    is_public: bool = False
    is_noted: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.code.label

    @property
    def usual(self) -> str:
        return next(iter(self.forms))

    def title_of(self, form: str) -> str:
        """The title offered for a form, so that nobody has to think of one."""
        return self.titles.get(form, self.forms[form])
