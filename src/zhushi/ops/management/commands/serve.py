import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhushi.ops import assets, server


class Command(BaseCommand):
    help = "启动网站与定时任务; 地址由 HOST、PORT 决定(默认 127.0.0.1:8000), Ctrl-C 停止"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not server.is_free(host, port):
            raise CommandError(f"端口 {port} 已被占用, 请换一个, 例如 PORT={port + 1} make demo")
        assets.collect()
        code = server.serve(
            host=host,
            port=port,
            workers=options["workers"],
            threads=options["threads"],
            ready=lambda: self._ready(host, port),
        )
        if code > 0:
            raise CommandError(f"网站进程异常结束(代码 {code})", returncode=code)

    def _ready(self, host: str, port: int) -> None:
        self.stdout.write(f"驻室已启动: http://{host}:{port}/  工作人员入口: /desk/  (Ctrl-C 停止)")
        self.stdout.flush()
