"""What was backed up is what comes back, row by row and file by file."""

import hashlib
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.world import NOON, build
from zhushi.core.errors import Refused
from zhushi.matters.models import Matter
from zhushi.ops.backup import back_up, restore

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file is replaced")


@pytest.fixture
def media(tmp_path, settings):
    """A folder of uploaded files with one file in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "2026/09").mkdir(parents=True)
    (settings.MEDIA_ROOT / "2026/09/a.jpg").write_bytes(b"a lamp that is out")
    return settings.MEDIA_ROOT


def rows_of(file: Path) -> dict[str, str]:
    """A hash of every table's rows."""
    database = sqlite3.connect(file)
    tables = database.execute(
        "SELECT name FROM sqlite_master "
        "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY 1"
    )
    hashes = {}
    for (name,) in tables.fetchall():
        seen = hashlib.sha256()
        for row in sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))):
            seen.update(row.encode())
        hashes[name] = seen.hexdigest()
    database.close()
    return hashes


@on_sqlite
def test_a_restored_backup_equals_what_was_there(tmp_path, media):
    world = build()
    world.matter(who=world.known_resident())
    before = rows_of(connection.settings_dict["NAME"])
    made = back_up(tmp_path / "backups", at=NOON)

    world.matter(content="后来又说的一件事。")
    Matter.objects.update(title="改了")
    (media / "2026/09/a.jpg").write_bytes(b"another")
    assert rows_of(connection.settings_dict["NAME"]) != before

    restore(made, to=tmp_path / "new")
    assert rows_of(tmp_path / "new/zhushi.sqlite3") == before
    assert (tmp_path / "new/media/2026/09/a.jpg").read_bytes() == b"a lamp that is out"


@on_sqlite
def test_no_key_is_in_a_backup_and_only_its_owner_reads_it(tmp_path, media):
    build()
    made = back_up(tmp_path / "one.tar", at=NOON)
    with tarfile.open(made) as tar:
        names = tar.getnames()
    assert names == ["database.sqlite3", "media/2026/09/a.jpg", "manifest.json"]
    assert settings.VAULT_KEY.encode() not in made.read_bytes()
    assert made.stat().st_mode & 0o077 == 0


@on_sqlite
def test_an_installation_that_holds_something_is_not_overwritten_without_force(tmp_path, media):
    made = back_up(tmp_path / "one.tar", at=NOON)
    restore(made, to=tmp_path / "new")
    (tmp_path / "new/media/later.txt").write_text("later")
    with pytest.raises(Refused, match="已有数据"):
        restore(made, to=tmp_path / "new")
    restore(made, to=tmp_path / "new", force=True)
    assert not (tmp_path / "new/media/later.txt").exists()


@on_sqlite
def test_a_damaged_backup_restores_nothing(tmp_path, media):
    made = back_up(tmp_path / "one.tar", at=NOON)
    damaged = made.read_bytes().replace(b"a lamp that is out", b"a lamp that is OUT")
    made.write_bytes(damaged)
    with pytest.raises(Refused, match=r"a\.jpg 已损坏"):
        restore(made, to=tmp_path / "new")
    assert not (tmp_path / "new/zhushi.sqlite3").exists()
    (tmp_path / "no.tar").write_text("not a tar")
    with pytest.raises(Refused, match="不是驻室的备份"):
        restore(tmp_path / "no.tar", to=tmp_path / "new")


@pytest.mark.parametrize("kind", ["beyond", "link"])
def test_a_backup_that_reaches_out_of_its_folder_restores_nothing(tmp_path, kind):
    member = tarfile.TarInfo("../evil" if kind == "beyond" else "media")
    if kind == "link":
        member.type, member.linkname = tarfile.SYMTYPE, str(tmp_path)
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.addfile(member)
    with pytest.raises(Refused, match="不属于备份"):
        restore(tmp_path / "evil.tar", to=tmp_path / "new")
    assert not list(tmp_path.rglob("evil"))


def test_an_earlier_backup_is_never_overwritten(tmp_path, media):
    (tmp_path / "one.tar").write_text("kept")
    with pytest.raises(Refused, match="不覆盖"):
        back_up(tmp_path / "one.tar", at=NOON)


def test_without_postgresql_s_tools_a_sentence_says_what_to_install(tmp_path, media, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr("zhushi.ops.backup.shutil.which", lambda program: None)
    with pytest.raises(Refused, match="没有 pg_dump"):
        back_up(tmp_path / "one.tar", at=NOON)
    assert list(tmp_path.glob("*.tar")) == []


@pytest.mark.skipif(
    connection.vendor != "postgresql" or not shutil.which("pg_restore"),
    reason="needs PostgreSQL and its tools",
)
def test_a_postgresql_backup_comes_back(tmp_path, media):
    world = build()
    world.matter()
    made = back_up(tmp_path / "one.tar", at=NOON)
    Matter.objects.update(title="改了")
    with pytest.raises(Refused, match="已有数据"):
        restore(made)
    restore(made, force=True)
    assert Matter.objects.exclude(title="改了").count() == 1
    assert (media / "2026/09/a.jpg").read_bytes() == b"a lamp that is out"
