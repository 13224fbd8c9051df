"""Development or production: one word in the environment decides."""

import os

SETTINGS = {"dev": "zhushi.config.settings.dev", "prod": "zhushi.config.settings.prod"}


def choose_settings() -> str:
    """Set ``DJANGO_SETTINGS_MODULE`` from ``ZHUSHI_ENV`` (dev by default) unless it is set.

    Raises SystemExit with a sentence for whoever typed an unknown word.
    """
    name = os.environ.get("ZHUSHI_ENV", "dev")
    if name not in SETTINGS:
        raise SystemExit(f"ZHUSHI_ENV 只能是 {' 或 '.join(SETTINGS)}, 现在是 {name!r}")
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS[name])
