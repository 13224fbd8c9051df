import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhushi.grouping.instance import InstanceError, read_json
from zhushi.grouping.verify import verify


class Command(BaseCommand):
    """Check a grouping against its file without any solver; wrong ends with status 1."""

    help = "不用求解器，逐项核对编组方案和证明"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instance", type=Path, metavar="INSTANCE.json")
        parser.add_argument("result", type=Path, metavar="RESULT.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = read_json(options["result"])
            wrong = verify(read_json(options["instance"]), result)
        except InstanceError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        if wrong:
            self.stderr.write("\n".join(wrong[:20]))
            sys.exit(1)
        gap = "没有更省的方案" if not result["gap"] else f"最多还能省 {result['gap']}"
        self.stdout.write(f"核对无误：总代价 {result['value']}，下界 {result['bound']}，{gap}")
