import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhushi.grouping.gap import FormatError, read_published
from zhushi.grouping.problem import value_of
from zhushi.grouping.relax import Relaxation


class Command(BaseCommand):
    """Solve a published test file (OR-Library GAP, single-source location) with our kernel.

    Prints name, value, bound and seconds of each question in the file.
    """

    help = "用公开算例（OR-Library 的 GAP、单源选址）检验求解内核"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seconds", type=float, default=60.0, help="每题最多算几秒")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--max", dest="is_maximum", action="store_true", default=None)
        which.add_argument("--min", dest="is_maximum", action="store_false")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            questions = read_published(options["file"], is_maximum=options["is_maximum"])
        except (FormatError, OSError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        for question in questions:
            began, problem = time.monotonic(), question.problem
            rooms, bound = Relaxation(problem, problem.allowed).whole(options["seconds"])
            value = "none" if rooms is None else question.true(value_of(problem, rooms))
            took = time.monotonic() - began
            self.stdout.write(
                f"{question.name} value {value} bound {question.true(bound)} seconds {took:.2f}"
            )
