from typing import Any

from django.core.management.base import BaseCommand

from zhushi.ops.scheduler import run


class Command(BaseCommand):
    help = "每分钟执行一次 tick(提醒、催办、摘要); zhushi serve 已自带, 多机部署时单独运行"

    def handle(self, *args: Any, **options: Any) -> None:
        run()
