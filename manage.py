#!/usr/bin/env python
"""Django's entry for tools that look for it; people type ``zhushi``."""

import sys

from django.core.management import execute_from_command_line

from zhushi.config.environment import choose_settings

if __name__ == "__main__":
    choose_settings()
    execute_from_command_line(sys.argv)
