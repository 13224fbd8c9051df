from typing import Any

from django.core.management.base import BaseCommand

from zhushi.core import clock
from zhushi.matters.actions.recompute import recompute
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit


class Command(BaseCommand):
    help = "升级带来新一年放假安排后, 重算暂定的到期日(设置里录入的已重算); 只推后, 不提前"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for district in Unit.objects.filter(kind=UnitKind.DISTRICT, valid_to=None):
            count = recompute(district, by=None, at=clock.now())
            self.stdout.write(f"{district.name}：{count} 个到期日有变化。")
