"""What the settings promise to whoever installs the system."""

import os
import stat
import subprocess
import sys

import pytest

from zhushi.config.database import database
from zhushi.config.keys import key_from
from zhushi.config.mail import mail_settings

OF_THE_TESTS = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
READY = {"ZHUSHI_ENV": "prod", "ZHUSHI_HOSTS": "zhushi.example", "ZHUSHI_DEBUG": "0"}


def zhushi(*arguments, home, **environment):
    """Run the real command in a process of its own, with its own data folder."""
    env = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    return subprocess.run(
        [sys.executable, "-m", "zhushi.ops.cli", *arguments],
        env={**env, "ZHUSHI_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "secret.key"

    first, second = key_from(path), key_from(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret.key"]


def test_sqlite_waits_for_its_turn_and_keeps_foreign_keys(tmp_path):
    options = database("", home=tmp_path)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "foreign_keys=ON" in options["init_command"]


def test_postgresql_connections_are_kept_and_checked(tmp_path):
    settings = database("postgres://u:p@db.example:5433/zhushi", home=tmp_path)

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (600, True)


def test_mail_is_off_until_configured():
    assert mail_settings("", default="dummy")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_mail_address_is_read_with_its_escapes():
    settings = mail_settings("smtp://a%40b:p%2Fw@mail.example?security=ssl", default="dummy")

    assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("a@b", "p/w")
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_SSL"]) == (465, True)


def test_a_wrong_mail_address_is_refused():
    with pytest.raises(ValueError, match="EMAIL_URL"):
        mail_settings("mail.example", default="dummy")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"ZHUSHI_HOSTS": ""}, "ZHUSHI_HOSTS"),
        ({"ZHUSHI_HOSTS": "*"}, "ZHUSHI_HOSTS"),
        ({"ZHUSHI_DEBUG": "1"}, "ZHUSHI_DEBUG"),
        ({"ZHUSHI_ENV": "staging"}, "ZHUSHI_ENV"),
    ],
)
def test_production_refuses_to_start_with_a_default(tmp_path, change, word):
    done = zhushi("check", home=tmp_path, **{**READY, **change})

    assert done.returncode != 0
    assert word in done.stderr


@pytest.mark.slow
def test_production_passes_the_framework_s_deployment_check(tmp_path):
    done = zhushi("check", "--deploy", "--fail-level", "WARNING", home=tmp_path, **READY)

    assert done.returncode == 0, done.stderr
