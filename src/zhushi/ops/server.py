"""Web server and scheduler as children of one command."""

import ctypes
import gc
import http.client
import logging
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from zhushi.ops import scheduler, statistics

log = logging.getLogger(__name__)
FORK = multiprocessing.get_context("fork")  # children start from the loaded Django at once
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
GRACE = 15  # seconds for requests and a tick to end
GARBAGE_EVERY = 20_000  # objects; a page makes some thousands, nearly all gone with it


class Web(BaseApplication):
    """gunicorn with threads: two processes of four answer a whole district."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        assert self.cfg is not None
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(*, host: str, port: int, workers: int, threads: int, ready: Callable[[], None]) -> int:
    """Run both children until a signal comes or the web server ends; returns its exit code.

    ``ready`` is called once the first page can be fetched. A scheduler that died is started
    again after a pause. Children are ended by their own process ids, and end by themselves
    should this process be killed.
    """
    statistics.refresh()
    connections.close_all()  # a connection must not be shared across a fork
    web = _start(Web(_gunicorn(host, port, workers, threads)).run)
    ticking = _start(scheduler.run)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if _answers(web, "127.0.0.1" if host == "0.0.0.0" else host, port):  # noqa: S104
            ready()
        while web.is_alive():
            web.join(5)
            if web.is_alive() and not ticking.is_alive() and ticking.exitcode != 0:
                log.error("定时任务进程意外结束, 重新启动")
                ticking = _start(scheduler.run)
    except KeyboardInterrupt:
        pass
    finally:
        _stop(web, ticking)
    return web.exitcode or 0


def _gunicorn(host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "workers": workers,
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": 10,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "limit_request_line": 8190,
        "loglevel": "warning",
        "proc_name": "zhushi",
        "post_worker_init": lambda _worker: _settle(),
    }


def _settle() -> None:
    """What is loaded by now stays: the search for garbage need not walk through it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY, 20, 20)


def _start(target: Callable[[], None]) -> ForkProcess:
    def child() -> None:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
        target()

    process = FORK.Process(target=child)
    process.start()
    return process


def _answers(web: ForkProcess, host: str, port: int) -> bool:
    """Wait up to 30 seconds for any answer, a redirection or an error page included."""
    for _ in range(300):
        if not web.is_alive():
            return False
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    return False


def _stop(*processes: ForkProcess) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE)
        if process.is_alive():
            process.kill()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
