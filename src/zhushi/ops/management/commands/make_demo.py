from argparse import ArgumentParser
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.moments import moment_of
from zhushi.ops.demo.build import build, standing
from zhushi.ops.demo.welcome import welcome


class Command(BaseCommand):
    requires_system_checks = []  # a half-written page elsewhere is no reason to be without data
    help = "建一个示范区(虚构的一年); 已建则不动; 有正式的区则拒绝"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--matters", type=int, default=600, help="大约多少件事项, 默认 600")
        parser.add_argument("--today", type=date.fromisoformat, help="以哪天为今天, 如 2026-09-15")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or clock.today()
        now = clock.now() if today == clock.today() else moment_of(today, time(10, 5))
        try:
            if standing() is None:
                self.stdout.write("正在建示范区，大约一两分钟……")
                self.stdout.flush()
                build(now=now, today=today, matters=max(60, options["matters"]))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(welcome())
