"""Time as a multiple of what the machine itself needs, so that a slow one is not a failure."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

REPEATS = 5


def laps(began: float) -> float:
    """The CPU time since ``began`` (``time.process_time()``), in laps of this machine.

    A lap is a fixed piece of work: a hundredth of a second where this was written.
    """
    return (time.process_time() - began) / _lap()


def growth(call: Callable[[int], Any], small: int, large: int) -> float:
    """How many times longer a call takes with the large number; the best of several, in turns."""
    rounds = [(_cpu(call, small), _cpu(call, large)) for _ in range(REPEATS)]
    return min(long for _, long in rounds) / min(short for short, _ in rounds)


@lru_cache
def _lap() -> float:
    return min(_cpu(_work, 60_000) for _ in range(REPEATS))


def _work(size: int) -> int:
    return sum(len(str(number)) for number in range(size))


def _cpu(call: Callable[[int], Any], size: int) -> float:
    began = time.process_time()
    call(size)
    return time.process_time() - began
