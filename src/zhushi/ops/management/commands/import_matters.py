import hashlib
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.exchange.actions.store_past_matters import Stored, room_for_past, store_past_matters
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.past_matters import PastMatter, read_past_matters
from zhushi.exchange.models import ImportRun
from zhushi.exchange.rows import Outcome
from zhushi.ops.districts import chosen_district


class Command(BaseCommand):
    """Import answered messages of earlier years; good rows go in, ends with 2 if none can."""

    help = "导入往年的来信和答复(.csv 或 .xlsx)作为已办结事项；好的行都导入，有错的行写进报告"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="结果写到这里")
        parser.add_argument("--district", default="", help="区的简码或六位代码；只有一个区时不用写")
        parser.add_argument("--room", default="", help="工作室的编号字头；默认区级工作室")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run_import(options["file"], options)
        except Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)

    def run_import(self, file: Path, options: dict[str, Any]) -> None:
        report: Path | None = options["report"]
        if report and not report.parent.is_dir():
            raise Refused(f"没有放报告的文件夹：{report.parent}")
        district = chosen_district(options["district"])
        if district is None:
            raise Refused("库里还没有区，请先用 zhushi import-divisions 导入区划表。")
        at = clock.now()
        past, outcome = read_past_matters(file, at=at)
        with transaction.atomic():
            room = room_for_past(district, options["room"], by=None, at=at)
            run = ImportRun.objects.create(
                district=district,
                kind=RunKind.PAST_MATTERS,
                file_name=file.name[:250],
                sha256=_digest(file),
                report={"bad": outcome.report()["bad"]},
                made_at=at,
            )
            stored = store_past_matters(run, past, room=room, by=None, at=at)
        refused = refused_rows(outcome)
        if report:
            text = json.dumps(
                {"imported": stored.imported, "already": stored.already, "refused": refused},
                ensure_ascii=False,
                indent=1,
            )
            report.write_text(text + "\n", encoding="utf-8")
        self.tell(past, stored, refused)

    def tell(self, past: list[PastMatter], stored: Stored, refused: list[dict[str, Any]]) -> None:
        for one in refused:
            self.stdout.write(f"第{one['row']}行：{one['reason']}")
        if stored.imported:
            self.stdout.write(f"已导入 {stored.imported} 件，放在{stored.room.name}，都是已办结。")
        elif past:
            self.stdout.write("这些事项库里都有了，什么都没有加。")
        if stored.already and stored.imported:
            self.stdout.write(f"另有 {stored.already} 件库里已有，没有重复导入。")
        if refused:
            self.stdout.write(f"有 {len(refused)} 行没有导入，原因见上。")


def refused_rows(outcome: Outcome) -> list[dict[str, Any]]:
    """Each refused line once, with all that is wrong with it."""
    reasons: dict[int, list[str]] = {}
    for error in outcome.bad:
        reasons.setdefault(error.line, []).append(f"{error.column}：{error.reason}")
    return [{"row": line, "reason": "；".join(reasons[line])} for line in sorted(reasons)]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
