import sys
from typing import Any

from django.core.management.base import BaseCommand

from zhushi.ops.findings import findings


class Command(BaseCommand):
    help = "检查数据是否自相矛盾(时限、状态、交办、预约、附件); 有问题时退出码为 1, 不改数据"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for count, sentence in enumerate(findings(), start=1):  # noqa: B007 - kept after the loop
            self.stdout.write(sentence)
        if count:
            self.stderr.write(f"共 {count} 处。")
            sys.exit(1)
        self.stdout.write("没有发现问题。")
