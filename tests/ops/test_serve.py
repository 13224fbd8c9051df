"""The one command that serves: it answers, says where, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.postgres import free_port

OF_THE_TESTS = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
pytestmark = pytest.mark.slow


@pytest.fixture
def serving(tmp_path):
    """Start `zhushi serve` on a free port with a data folder of its own."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    process = subprocess.Popen(
        [sys.executable, "-m", "zhushi.ops.cli", "serve"],
        env={**env, "ZHUSHI_HOME": str(tmp_path), "PORT": str(port), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process, port
    if process.poll() is None:
        process.kill()
    process.wait(20)
    process.stdout.close()


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def test_it_prints_its_address_serves_hashed_files_and_ends_with_its_children(serving):
    process, port = serving
    assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
    address = f"http://127.0.0.1:{port}/static/vendor/core/tabler.min.css"
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
    below = children(process.pid)
    assert len(below) >= 1

    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0

    assert [pid for pid in below if os.path.exists(f"/proc/{pid}")] == []


def test_a_second_server_on_the_same_port_is_refused_in_words(serving, tmp_path):
    process, port = serving
    process.stdout.readline()

    env = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    second = subprocess.run(
        [sys.executable, "-m", "zhushi.ops.cli", "serve"],
        env={**env, "ZHUSHI_HOME": str(tmp_path), "PORT": str(port)},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert second.returncode == 1
    assert f"端口 {port} 已被占用" in second.stderr
