"""Production's settings, plus a header that says how many statements an answer took."""

import os

os.environ.setdefault("ZHUSHI_HOSTS", "localhost,127.0.0.1")

from zhushi.config.settings.prod import *  # noqa: F403

MIDDLEWARE = ["bench.count.CountStatements", *MIDDLEWARE]  # noqa: F405
