"""The registers a room keeps, one file each; nothing in them is typed for them."""

from zhushi.papers.registers import (
    commitments,
    delegates,
    dispatches,
    duty_files,
    helps,
    matters,
    projects,
    publicity,
    reception_days,
    receptions,
    research,
    rooms,
    service,
    study,
    symposia,
    talks,
)
from zhushi.papers.registers.base import Ask, Register

IN_ORDER = (
    delegates,
    rooms,
    reception_days,
    receptions,
    matters,
    dispatches,
    commitments,
    talks,
    symposia,
    helps,
    study,
    publicity,
    projects,
    research,
    service,
    duty_files,
)
REGISTERS: dict[str, Register] = {one.REGISTER.code: one.REGISTER for one in IN_ORDER}

__all__ = ["REGISTERS", "Ask", "Register"]
