from typing import Any

from django.core.management.base import BaseCommand

from zhushi.core import clock
from zhushi.ops.retention import apply_retention


class Command(BaseCommand):
    help = "删除到期的身份信息: 办结满半年的事项、过去三十天的接待和志愿者申请; 每天由 serve 调用"

    def handle(self, *args: Any, **options: Any) -> None:
        matters, visitors, applicants = apply_retention(at=clock.now())
        self.stdout.write(
            f"删除了 {matters} 件事项、{visitors} 位来访人、{applicants} 位志愿者申请人的身份信息。"
        )
