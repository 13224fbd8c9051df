from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhushi.core import clock
from zhushi.core.jobs import do
from zhushi.core.models import Job


class Command(BaseCommand):
    help = "做一件后台任务(编组、排班等); 由 zhushi schedule 逐件启动, 不用自己运行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        do(Job.objects.select_related("user").get(pk=options["job"]), now=clock.now)
