"""The tests' settings for a server of its own; each client may name the address it comes from."""

import os
from pathlib import Path

from zhushi.config.keys import key_from
from zhushi.config.settings.test import *  # noqa: F403

HOME = Path(os.environ["RACE_HOME"])
VAULT_KEY = key_from(HOME / "vault.key")  # what one process sealed the other opens
MEDIA_ROOT = HOME / "media"
PROXIES = 1
DEBUG = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["NAME"] = HOME / "race.sqlite3"  # noqa: F405
if os.environ.get("RACE_UNLOCKED"):
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.concurrency.unlocked"]  # noqa: F405
    if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
        del DATABASES["default"]["OPTIONS"]["transaction_mode"]  # noqa: F405
        DATABASES["default"]["OPTIONS"]["timeout"] = 1  # noqa: F405
