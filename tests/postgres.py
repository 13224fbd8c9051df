"""A PostgreSQL server of the tests' own: own folder, free port, gone when the block ends."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

BINARIES = "/usr/lib/postgresql"
QUICK = {  # tests may lose everything at a power cut, and gain half their time
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
}


class Unavailable(Exception):
    """Why there is no PostgreSQL here, in a sentence."""


def binaries() -> Path:
    """The folder of the newest server that Debian's package installed, at least 15."""
    found = [p for p in Path(BINARIES).glob("*/bin") if (p / "initdb").exists()]
    recent = [p for p in found if int(p.parent.name) >= 15]
    if not recent:
        raise Unavailable("没有安装 PostgreSQL 15(apt-get install postgresql)")
    return max(recent, key=lambda p: int(p.parent.name))


def owner() -> dict[str, object]:
    """Under which user the server runs: it refuses root, so root hands it to another."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Unavailable("以 root 运行, 又没有可用来启动 PostgreSQL 的普通用户")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server() -> Iterator[str]:
    """Yield a DATABASE_URL of a fresh, empty server; stop it and delete its folder after.

    Raises Unavailable if it cannot be had, RuntimeError if another server answers on the port.
    """
    folder = Path(tempfile.mkdtemp(prefix="zhushi-pg-"))
    process = None
    try:
        bin_, as_user = binaries(), owner()
        if as_user:
            os.chown(folder, as_user["user"], as_user["group"])
        data, port, password = folder / "data", free_port(), secrets.token_hex(16)
        _initialise(bin_, data, password, as_user)
        process = _start(bin_, data, port, as_user)
        url = f"postgres://zhushi:{password}@127.0.0.1:{port}/postgres"
        _assert_own(url, data, process)
        yield url
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(bin_: Path, data: Path, password: str, as_user: dict) -> None:
    secret = data.parent / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if as_user:
        os.chown(secret, as_user["user"], as_user["group"])
    command = [bin_ / "initdb", "-D", data, "-U", "zhushi", "--pwfile", secret]
    command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=data.parent, **as_user)
    if done.returncode:
        raise Unavailable(f"initdb 失败: {done.stderr.strip()[-300:]}")


def _start(bin_: Path, data: Path, port: int, as_user: dict) -> subprocess.Popen:
    command = [bin_ / "postgres", "-D", data, "-k", data.parent, "-p", str(port)]
    for name, value in QUICK.items():
        command += ["-c", f"{name}={value}"]
    with (data.parent / "log").open("w") as log:
        return subprocess.Popen(
            command, stdout=log, stderr=log, cwd=data.parent, start_new_session=True, **as_user
        )


def _assert_own(url: str, data: Path, process: subprocess.Popen) -> None:
    """Nothing is written before the server has said that it is ours."""
    for _ in range(150):
        if process.poll() is not None:
            raise Unavailable(f"没有启动: {(data.parent / 'log').read_text()[-300:]}")
        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                (there,) = connection.execute("show data_directory").fetchone()
        except psycopg.OperationalError:
            time.sleep(0.1)
            continue
        if Path(there) != data:
            raise RuntimeError(f"端口上是别人的数据库: {there}")
        return
    raise Unavailable("15 秒内没有启动")
