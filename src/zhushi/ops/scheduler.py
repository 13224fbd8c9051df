"""Calls the command ``tick`` once a minute, and lets long work be done in between.

Whatever is due is decided there, not here.
"""

import logging
import os
import signal
import threading
import time

from django.core.management import call_command, get_commands
from django.db import close_old_connections

from zhushi.ops import statistics
from zhushi.ops.jobs import Worker

log = logging.getLogger(__name__)
PERIOD = 60  # seconds
A_DAY = 24 * 60  # periods
PAUSE = 0.5  # seconds between two looks for long work


def run() -> None:
    """Tick until SIGTERM or SIGINT, or until the parent process is gone.

    A tick that fails is logged and the next one comes all the same. A signal lets the
    running tick end first, so that nothing is cut in the middle.
    """
    if "tick" not in get_commands():
        log.warning("没有 tick 命令, 定时任务不运行")
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    parent, ticks, worker = os.getppid(), 0, Worker()
    while not stop.is_set() and os.getppid() == parent:
        began = time.monotonic()
        close_old_connections()
        try:
            call_command("tick")
            if ticks % A_DAY == 0:
                call_command("apply_retention")
                statistics.refresh()
            ticks += 1
        except Exception:
            log.exception("tick 失败, 下一分钟再试")
        close_old_connections()
        while time.monotonic() - began < PERIOD and os.getppid() == parent:
            _step(worker)
            if stop.wait(PAUSE):
                worker.stop()
                return
    worker.stop()


def _step(worker: Worker) -> None:
    try:
        worker.step()
    except Exception:
        log.exception("后台任务没有启动, 稍后再试")
