"""A developer's machine and the demo: plain HTTP on the own machine."""

import os

from .base import *  # noqa: F403
from .base import mail_settings

# `zhushi serve` switches this off, so that the demo looks and answers as production does.
DEBUG = os.environ.get("ZHUSHI_DEBUG", "1") == "1"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
if os.environ.get("HOST") == "0.0.0.0":  # noqa: S104 - asked for by whoever starts the demo
    ALLOWED_HOSTS = ["*"]

globals().update(mail_settings(os.environ.get("EMAIL_URL", ""), default="console"))

if DEBUG:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
