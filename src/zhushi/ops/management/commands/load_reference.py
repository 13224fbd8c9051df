from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    requires_system_checks = []
    help = "载入规则所需的基础数据(节假日、事项类别、时限); 可重复执行"

    def handle(self, *args: Any, **options: Any) -> None:
        if find_spec("zhushi.ops.reference"):
            import_module("zhushi.ops.reference").load()
