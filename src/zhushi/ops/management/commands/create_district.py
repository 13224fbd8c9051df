from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.ops.founding import found


class Command(BaseCommand):
    help = "设立一个正式的区: 区、党联办、时限方案、事项类别和第一位工作人员的邀请链接"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="区名, 如 某某区")
        parser.add_argument("code", metavar="CODE", help="6 位区划代码")
        parser.add_argument("--office-login", required=True, help="第一位党联办工作人员的登录名")
        parser.add_argument("--office-name", default="", help="其姓名, 默认同登录名")
        parser.add_argument("--slug", default="", help="网址里的简码, 默认同代码")

    def handle(self, *args: Any, **options: Any) -> None:
        login = options["office_login"]
        try:
            founded = found(
                options["name"],
                options["code"],
                login=login,
                person=options["office_name"] or login,
                slug=options["slug"] or options["code"],
                at=clock.now(),
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        path = reverse("desk:join", args=[founded.token])
        self.stdout.write(f"已设立{founded.district.name}。")
        self.stdout.write(f"{login} 的邀请链接（72 小时内用一次，接在网站地址后面）：")
        self.stdout.write(path)
