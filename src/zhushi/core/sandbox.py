"""Run one of our functions in a child process with limits on memory and time.

For reading files that strangers made. The child is a fresh interpreter (never a fork of a server
with threads), gets neither secrets nor the database in its environment, cannot write files, and
answers in JSON, so that nothing it says is executed here.
"""

import importlib
import io
import json
import logging
import math
import os
import resource
import signal
import subprocess
import sys
from typing import Any

from zhushi.core.errors import Refused

SECONDS = 30
MEMORY_MB = 512
ANSWER_MB = 128

logger = logging.getLogger(__name__)


def run_limited(
    target: str, *args: Any, timeout: float = SECONDS, memory_mb: int = MEMORY_MB
) -> Any:
    """Call ``module:function`` with ``args`` in a child and return what it returned.

    Arguments and answer must be plain JSON values. timeout: seconds, for wall and CPU time alike;
    memory_mb: address space. A Refused raised in the child is raised here in the same words; a
    child that dies, hangs or raises anything else becomes a Refused too.
    """
    request = json.dumps([target, args, timeout, memory_mb]).encode()
    child = subprocess.Popen(
        [sys.executable, "-m", "zhushi.core.sandbox"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(request, timeout=timeout + 2)
    except subprocess.TimeoutExpired:
        raise Refused(_too_slow(timeout)) from None
    finally:
        _end(child)
    if -child.returncode in (signal.SIGXCPU, signal.SIGKILL):
        raise Refused(_too_slow(timeout))
    try:
        outcome = json.loads(answer)
    except ValueError:
        logger.warning("sandbox: %s ended with %s", target, child.returncode)
        raise Refused("文件读不出来，可能已损坏；请重新另存后再上传") from None
    if "refused" in outcome:
        raise Refused(outcome["refused"])
    if "failed" in outcome:
        logger.warning("sandbox: %s raised %s", target, outcome["failed"])
        raise Refused("文件读不出来，可能已损坏；请重新另存后再上传")
    return outcome["answer"]


def main() -> None:
    """The child: limits first, then import, call, answer."""
    answer, sys.stdout = sys.stdout, io.StringIO()
    target, args, timeout, memory_mb = json.load(sys.stdin)
    _limit(math.ceil(timeout), memory_mb * 2**20)
    try:
        module, _, name = target.partition(":")
        outcome = {"answer": getattr(importlib.import_module(module), name)(*args)}
        text = json.dumps(outcome)
        if len(text) > ANSWER_MB * 2**20:
            text = json.dumps({"refused": "文件的内容太多，请拆小后再上传"})
    except Refused as refusal:
        text = json.dumps({"refused": str(refusal)})
    except MemoryError:
        text = json.dumps({"refused": "文件展开后太大，读取所需的内存超出限额；请拆小后再上传"})
    except BaseException as error:  # the parent must hear of everything, an exit included
        text = json.dumps({"failed": type(error).__name__})
    answer.write(text)
    answer.flush()
    os._exit(0)


def _limit(seconds: int, space: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment() -> dict[str, str]:
    """Just what an interpreter needs: no database, no key folder, no proxy."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    path = os.pathsep.join(filter(None, sys.path))
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave no child and none of its children behind."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def _too_slow(timeout: float) -> str:
    return f"文件太复杂，{timeout:g} 秒内没有读完；请拆小后再上传"


if __name__ == "__main__":
    main()
