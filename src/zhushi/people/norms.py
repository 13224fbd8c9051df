"""How many people a room needs, and how early the end of a term is told."""

from datetime import timedelta

LEAST_DELEGATES = 2
"""Who receives on one day, the head among them (宝鸡陈仓 “两个至少”)."""

TERM_ENDS_SOON = timedelta(days=183)
"""Half a year: time enough to elect, to group anew and to hand over."""


def lacking(*, heads: int, liaisons: int, delegates: int) -> list[str]:
    """What a room's teams lack, each in a word; empty if it is complete."""
    found = []
    if not heads:
        found.append("工作室组长")
    if not liaisons:
        found.append("联络员")
    if not delegates:
        found.append("党代表")
    elif heads + delegates < LEAST_DELEGATES:
        found.append(f"党代表不足 {LEAST_DELEGATES} 名")
    return found
