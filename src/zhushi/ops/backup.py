"""A backup is one tar file: the database, the uploaded files, and a manifest of their digests.

The keys are never in it: whoever finds the file can open no identity. Without the keys, kept
apart, nobody can.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from zhushi.core.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"


def back_up(target: Path, *, at: datetime) -> Path:
    """Write a backup into a folder or under a file name; returns the finished file.

    The database is copied while people work; files are never changed once stored, so those
    copied after it hold all that it names. Raises Refused if the file exists already.
    """
    if target.is_dir() or not target.suffix:
        target.mkdir(parents=True, exist_ok=True)
        target = target / f"zhushi-{at:%Y%m%d-%H%M%S}.tar"
    if target.exists():
        raise Refused(f"{target} 已经存在，不覆盖旧的备份。")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            database = _dump(Path(folder))
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                _pack(out, database, at)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _pack(out: Any, database: Path, at: datetime) -> None:
    digests: dict[str, str] = {}
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, path in [(database.name, database), *_media()]:
            digests[name] = digest_of(path)
            tar.add(path, arcname=name, recursive=False)
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(timespec="seconds"),
            "migrations": _migrations(),
            "sha256": digests,
        }
        told = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        with tempfile.NamedTemporaryFile() as page:
            page.write(told)
            page.flush()
            tar.add(page.name, arcname=MANIFEST)


def _media() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file() and not path.is_symlink():
            yield f"media/{path.relative_to(root).as_posix()}", path


def _migrations() -> dict[str, str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for one, name in applied if one == app) for app, _ in applied}


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        path = folder / SQLITE
        connection.ensure_connection()
        copy = sqlite3.connect(path)
        try:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            (told,) = copy.execute("PRAGMA integrity_check").fetchone()
        finally:
            copy.close()
        if told != "ok":
            raise Refused(f"数据库自检没有通过：{told}。没有写备份。")
        return path
    path = folder / POSTGRES
    _run("pg_dump", ["--format=custom", "--no-owner", f"--file={path}"])
    return path


def restore(source: Path, *, to: Path | None = None, force: bool = False) -> dict[str, Any]:
    """Put a backup in place after every digest was found right; returns its manifest.

    to: a data folder; without it the configured database and files. Raises Refused for a
    damaged file, or over an installation that holds something unless ``force``.
    """
    media = to / "media" if to else Path(settings.MEDIA_ROOT)
    beside = to or media.parent
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside) as unpacked:
        folder = Path(unpacked)
        manifest = _unpack(source, folder)
        if (folder / SQLITE).exists():
            database = to / "zhushi.sqlite3" if to else _sqlite_file()
            _refuse_occupied(media, force, _holds(database))
            connection.close()
            for tail in ("-wal", "-shm"):
                database.with_name(database.name + tail).unlink(missing_ok=True)
            beside_it = database.with_name(f".{database.name}.restored")
            shutil.move(folder / SQLITE, beside_it)  # perhaps from another disk
            beside_it.chmod(0o600)
            os.replace(beside_it, database)
        else:
            if to or connection.vendor != "postgresql":
                raise Refused("这是 PostgreSQL 的备份，请设好 DATABASE_URL，不用 --to。")
            _refuse_occupied(media, force, bool(connection.introspection.table_names()))
            _run("pg_restore", ["--clean", "--if-exists", "--no-owner", str(folder / POSTGRES)])
        if media.exists():
            shutil.rmtree(media)
        (folder / "media").mkdir(exist_ok=True)
        shutil.move(folder / "media", media)
    return manifest


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One file or folder, nothing beyond ``folder`` and no links; Debian 12's tarfile has no
    filter that would see to it."""
    target = (folder / member.name).resolve()
    if not target.is_relative_to(folder.resolve()) or not (member.isfile() or member.isdir()):
        raise tarfile.TarError(f"{member.name} 不属于备份")
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    content = tar.extractfile(member)
    assert content is not None
    with content, target.open("wb") as out:
        shutil.copyfileobj(content, out)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                _take_out(tar, member, folder)
        manifest = json.loads((folder / MANIFEST).read_text())
        digests: dict[str, str] = manifest["sha256"]
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise Refused(f"{source} 不是驻室的备份，或已损坏：{error}") from error
    if manifest.get("format") != FORMAT:
        raise Refused("这份备份是另一个版本写的，本版本不认识。")
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    if found.keys() != digests.keys():
        raise Refused(f"备份里的文件和清单不一致：{sorted(found.keys() ^ digests.keys())[:5]}")
    for name, path in found.items():
        if digest_of(path) != digests[name]:
            raise Refused(f"备份里的 {name} 已损坏，没有恢复任何内容。")
    return manifest


def _refuse_occupied(media: Path, force: bool, has_database: bool) -> None:
    has_files = media.exists() and any(media.rglob("*"))
    if (has_database or has_files) and not force:
        raise Refused("要恢复到的地方已有数据。确实要覆盖，请先停掉服务并加 --force。")


def _holds(database: Path) -> bool:
    return database.exists() and database.stat().st_size > 0


def _sqlite_file() -> Path:
    if connection.vendor != "sqlite":
        raise Refused("这是 SQLite 的备份，当前配置的是别的数据库。请用 --to 写明数据目录。")
    return Path(str(connection.settings_dict["NAME"]))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(program: str, options: list[str]) -> None:
    found = shutil.which(program)
    if not found:
        raise Refused(f"这台机器没有 {program}，请安装 PostgreSQL 客户端（postgresql-client）。")
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = {key: str(told[name]) for key, name in names.items() if told.get(name)}
    done = subprocess.run(
        [found, f"--dbname={told['NAME']}", *options],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program} 没有成功：{done.stderr.strip()[-400:]}")
