from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhushi.ops.documents import drawn


class Command(BaseCommand):
    help = "由代码生成流程、权限、命令等文档; --check 只比较, 有出入即失败"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = []
        for name, text in drawn().items():
            path = settings.CHECKOUT / name
            if path.exists() and path.read_text() == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
                self.stdout.write(f"已写 {name}")
        if stale and options["check"]:
            raise CommandError(f"与代码不一致, 请执行 make docs: {'、'.join(stale)}")
