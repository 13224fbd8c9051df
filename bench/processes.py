"""The server's own processor time, to the nanosecond, from the kernel's books."""

import os
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes a process has started and that still run."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def workers_of(pid: int) -> list[int]:
    """The web workers below ``zhushi serve``: the grandchildren; the scheduler has none."""
    return [grandchild for child in children(pid) for grandchild in children(child)]


def cpu_seconds(pids: list[int]) -> float:
    """What these processes have computed so far, all their threads together."""
    spent = 0
    for pid in pids:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                spent += int(Path(f"/proc/{pid}/task/{task}/schedstat").read_text().split()[0])
        except FileNotFoundError:
            continue
    return spent / 1e9
