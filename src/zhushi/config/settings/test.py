"""Tests: their own data folder, quick password hashes, plain static files."""

import atexit
import os
import shutil
import tempfile

os.environ["ZHUSHI_HOME"] = tempfile.mkdtemp(prefix="zhushi-test-")
atexit.register(shutil.rmtree, os.environ["ZHUSHI_HOME"], ignore_errors=True)

from .base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser's requests come in threads, each with its own connection.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
