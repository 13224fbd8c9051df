"""The child keeps its limits, and whatever happens to it becomes a clear sentence."""

import threading
import time

import pytest

from zhushi.core.errors import Refused
from zhushi.core.sandbox import run_limited

HERE = "tests.core.sandbox_targets"


def test_plain_values_come_back_and_prints_do_not():
    assert run_limited(f"{HERE}:echo", "王", 1, None, [2.5]) == ["王", 1, None, [2.5]]


def test_a_refusal_keeps_its_words():
    with pytest.raises(Refused, match="第 3 行没有姓名"):
        run_limited(f"{HERE}:refuse", "第 3 行没有姓名")


@pytest.mark.parametrize("target", ["fail", "leave", "crash", "not_plain", "missing"])
def test_whatever_breaks_is_refused_without_its_details(target):
    with pytest.raises(Refused, match="可能已损坏") as refusal:
        run_limited(f"{HERE}:{target}")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("call", [("sleep", 60), ("spin",)])
def test_a_child_that_takes_too_long_is_ended(call):
    name, *args = call
    start = time.monotonic()
    with pytest.raises(Refused, match="1 秒内没有读完"):
        run_limited(f"{HERE}:{name}", *args, timeout=1)
    assert time.monotonic() - start < 30


def test_memory_is_limited():
    with pytest.raises(Refused, match="内存超出限额"):
        run_limited(f"{HERE}:eat", memory_mb=256)


def test_the_child_knows_no_secrets_and_cannot_write(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("ZHUSHI_HOME", "secret")
    assert "secret" not in str(run_limited(f"{HERE}:environment"))
    path = tmp_path / "made"
    with pytest.raises(Refused):
        run_limited(f"{HERE}:write", str(path))
    assert not path.exists() or path.read_text() == ""


def test_it_works_from_many_threads_at_once():
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(run_limited(f"{HERE}:echo", n)))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [[0], [1], [2], [3]]
