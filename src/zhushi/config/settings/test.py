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
