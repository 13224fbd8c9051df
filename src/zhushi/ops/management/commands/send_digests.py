from typing import Any

from django.core.management.base import BaseCommand

from zhushi.core import clock
from zhushi.ops.digests import is_mail_configured, send_digests


class Command(BaseCommand):
    help = "现在就发今天的摘要邮件, 每人每天最多一封; 没有配置邮件则不发"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_mail_configured():
            self.stdout.write("没有配置邮件(EMAIL_URL)，不发摘要。")
            return
        self.stdout.write(f"发出 {send_digests(at=clock.now())} 封摘要。")
