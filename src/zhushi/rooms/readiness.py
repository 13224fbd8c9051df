"""What a room has of its district's standard (“几有”), and what is missing; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhushi.rooms.models import StandardCheck, StandardItem


@dataclass(frozen=True)
class Line:
    """One line of the standard and the last look at it; ``check`` None: nobody looked yet."""

    item: "StandardItem"
    check: "StandardCheck | None"

    @property
    def is_met(self) -> bool:
        return self.check is not None and self.check.is_met

    @property
    def word(self) -> str:
        if self.check is None:
            return "还没检查"
        return "有" if self.check.is_met else "缺"


@dataclass(frozen=True)
class Readiness:
    """All lines of one room, in the district's order."""

    lines: tuple[Line, ...]

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.lines)

    @property
    def missing(self) -> list[Line]:
        """Lines that were looked at and found wanting."""
        return [line for line in self.lines if line.check is not None and not line.check.is_met]

    @property
    def unseen(self) -> list[Line]:
        return [line for line in self.lines if line.check is None]

    @property
    def sentence(self) -> str:
        """“8 项中有 6 项；缺：电话、门牌；还没检查 1 项。”; empty without a standard."""
        if not self.lines:
            return ""
        told = [f"{len(self.lines)} 项中有 {self.met} 项"]
        if self.missing:
            told.append("缺：" + "、".join(line.item.label for line in self.missing))
        if self.unseen:
            told.append(f"还没检查 {len(self.unseen)} 项")
        return "；".join(told) + "。"


def readiness(items: Sequence["StandardItem"], checks: Iterable["StandardCheck"]) -> Readiness:
    """Put the lines of a standard beside a room's checks; checks of other lines count nothing."""
    seen = {check.item_id: check for check in checks}
    return Readiness(tuple(Line(item, seen.get(item.pk)) for item in items))
