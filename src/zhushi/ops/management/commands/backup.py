from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.ops.backup import back_up


class Command(BaseCommand):
    help = "备份数据库和附件到一个 tar 文件(不含密钥); 不用停服务"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, help="目录, 或 .tar 文件名")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = back_up(options["target"], at=clock.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已备份到 {made}（{made.stat().st_size / 1e6:.1f} MB）。")
        self.stdout.write("密钥不在备份里：请另外妥善保存数据目录下的 keys，丢了就打不开身份信息。")
