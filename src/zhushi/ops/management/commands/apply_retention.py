from typing import Any

from django.core.management.base import BaseCommand

from zhushi.activities.actions.forget_visitors import forget_visitors
from zhushi.core import clock
from zhushi.matters.actions.forget_due import forget_due
from zhushi.matters.models import Matter


class Command(BaseCommand):
    help = "删除到期的身份信息: 办结满半年的事项、过去三十天的接待; 每天由 serve 调用一次"

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        matters = forget_due(at=now)
        held = Matter.objects.exclude(identity=None).values_list("identity", flat=True)
        visitors = forget_visitors(still_needed=held, at=now)
        self.stdout.write(f"删除了 {matters} 件事项、{visitors} 位来访人的身份信息。")
