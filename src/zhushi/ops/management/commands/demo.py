from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "建库(如有必要)、建示范区(如尚未建)、启动网站; make demo 即此"

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("正在建立数据库……")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("make_demo")
        call_command("serve")
