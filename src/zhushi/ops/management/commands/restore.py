from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhushi.core.errors import Refused
from zhushi.ops.backup import restore


class Command(BaseCommand):
    help = "由备份恢复数据库和附件; 先核对每个文件的校验值, 已有数据时须加 --force"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="FILE")
        parser.add_argument("--to", type=Path, metavar="DIR", help="数据目录, 默认为当前配置的")
        parser.add_argument("--force", action="store_true", help="覆盖已有的数据")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["source"], to=options["to"], force=options["force"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"已恢复 {manifest['made_at']} 的备份，{len(manifest['sha256'])} 个文件。"
        )
        self.stdout.write("请把原来的 keys 目录放回数据目录，再执行 zhushi migrate。")
