"""The command ``zhushi``."""

import sys

from django.core.management import execute_from_command_line

from zhushi.config.environment import choose_settings


def main() -> None:
    choose_settings()
    arguments = sys.argv[:]
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    execute_from_command_line(arguments)
