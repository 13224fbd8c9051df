import hashlib
import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.exchange.actions.store_roster import store_roster
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.delegates import doubt_lone_streets, read_roster
from zhushi.exchange.models import ImportRun
from zhushi.exchange.rows import Outcome
from zhushi.ops.districts import chosen_district
from zhushi.rooms.models import Unit


class Command(BaseCommand):
    """Import a roster of delegates; ends with 1 if bad cells kept it out, 2 if it is no roster."""

    help = "导入代表名册(.xlsx 或 .csv)；默认有一处错误就什么都不导入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")
        parser.add_argument("--good-only", action="store_true", help="只导入没有错误的行")
        parser.add_argument("--district", default="", help="区的简码或六位代码；只有一个区时不用写")
        parser.add_argument(
            "--since", type=date.fromisoformat, help="新任代表的任期自哪天起，默认今天"
        )
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="逐行结果写到这里")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run_import(options["file"], options)
        except Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)

    def run_import(self, file: Path, options: dict[str, Any]) -> None:
        if options["report"] and not options["report"].parent.is_dir():
            raise Refused(f"没有放报告的文件夹：{options['report'].parent}")
        on = options["since"] or clock.today()
        district = chosen_district(options["district"])
        streets = _streets(district)
        outcome = read_roster(file, streets=streets or None)
        if not streets:
            doubt_lone_streets(outcome)
            outcome.notes.append("库里还没有街道，居住街道只在名册内部核对。")
        self.tell(outcome)
        report = outcome.report("name") | {"notes": list(outcome.notes), "applied": False}
        refused = bool(outcome.bad) and not options["good_only"]
        if not options["dry_run"] and not refused:
            report |= self.store(district, file, outcome, options["good_only"], on)
        if options["report"]:
            text = json.dumps(report, ensure_ascii=False, indent=1)
            options["report"].write_text(text + "\n", encoding="utf-8")
        if options["dry_run"]:
            self.stdout.write("只检查，没有导入。")
        elif refused:
            self.stderr.write(
                "有错误，什么都没有导入。改好后再导入，或加 --good-only 只导入没有错误的行。"
            )
            sys.exit(1)

    def store(
        self, district: Unit | None, file: Path, outcome: Outcome, good_only: bool, on: date
    ) -> dict[str, Any]:
        if district is None:
            raise Refused("库里还没有区，请先用 zhushi import-divisions 导入区划表。")
        with transaction.atomic():
            run = ImportRun.objects.create(
                district=district,
                kind=RunKind.ROSTER,
                file_name=file.name[:250],
                sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                made_at=clock.now(),
            )
            plan = store_roster(
                run, outcome, good_only=good_only, since=on, by=None, at=clock.now()
            )
        for note in plan.notes:
            self.stdout.write(note)
        counts = plan.counts
        if plan.changes_something:
            self.stdout.write(
                f"已导入：新增 {counts['new']} 人，更新 {counts['changed']} 人，"
                f"没有变化 {counts['same']} 人。新增代表待编组。"
            )
        else:
            self.stdout.write(f"和库里完全一样（{counts['same']} 人），什么都没有改。")
        return {"applied": True, **counts, "notes": [*outcome.notes, *plan.notes]}

    def tell(self, outcome: Outcome) -> None:
        for error in outcome.bad:
            self.stdout.write(f"第{error.line}行 {error.column}：{error.reason}")
        for note in outcome.notes:
            self.stdout.write(note)
        self.stdout.write(
            f"可导入 {len(outcome.good)} 行，有错 {len(outcome.bad_lines)} 行，"
            f"跳过 {len(outcome.skipped)} 行。"
        )


def _streets(district: Unit | None) -> list[str]:
    if district is None:
        return []
    units = Unit.objects.of_district(district).valid_on(clock.today()).streets()
    return list(units.values_list("name", flat=True))
