#!/usr/bin/env python
"""Django's entry for tools that look for it; people type ``zhushi``."""

from zhushi.ops.cli import main

if __name__ == "__main__":
    main()
