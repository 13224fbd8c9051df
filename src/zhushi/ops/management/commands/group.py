import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhushi.grouping.forced import CrossingError, prices_of
from zhushi.grouping.instance import InstanceError, read_json
from zhushi.grouping.solver import SECONDS, ImpossibleError, solve


class Command(BaseCommand):
    """Group the people of a file into its rooms, with a proof; no database is asked.

    Prints value, bound, gap and time; a file that makes no sense, or rules that collide, end
    with a sentence and status 2. ``--prices`` writes by how much each pair would be dearer,
    where nothing crosses rooms: no quotas, no groups, no limit of moves.
    """

    help = "按文件里的人员、工作室和规则编组，写出方案和证明"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instance", type=Path, metavar="INSTANCE.json")
        parser.add_argument("--out", type=Path, metavar="RESULT.json", required=True)
        parser.add_argument("--prices", type=Path, help="把每人去每室要多多少写进这个文件")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="最多算几秒")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = read_json(options["instance"])
            result = solve(data, seconds=options["seconds"])
            if options["prices"]:
                _write(options["prices"], prices_of(data, result))
        except (InstanceError, ImpossibleError, CrossingError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        _write(options["out"], result)
        proven = "已证明最优" if result["is_proven"] else f"还差 {result['gap']} 未证明"
        self.stdout.write(
            f"总代价 {result['value']}，下界 {result['bound']}，{proven}，"
            f"用时 {result['seconds']} 秒"
        )


def _write(path: Path, found: Any) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
