"""The command ``zhushi``: Django's commands under our settings, with dashes in their names."""

import os
import sys

from django.core.management import execute_from_command_line

from zhushi.config.environment import choose_settings

SERVING = {"serve", "demo", "make_demo"}


def main() -> None:
    """Run one command; its name may be written with dashes."""
    program, *rest = sys.argv
    command, *options = rest or ["help"]
    command = command if command.startswith("-") else command.replace("-", "_")
    if command in SERVING:
        # Visitors of the demo see what visitors of a district see, never a debugger's page.
        os.environ.setdefault("ZHUSHI_DEBUG", "0")
    if command in {"serve", "demo"}:
        os.environ.setdefault("ZHUSHI_JOBS", "background")  # its scheduler does them
    choose_settings()
    execute_from_command_line([program, command, *options])


if __name__ == "__main__":
    main()
