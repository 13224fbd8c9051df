from typing import Any

from django.core.management.base import BaseCommand

from zhushi.core import clock
from zhushi.ops.retention import apply_retention


class Command(BaseCommand):
    help = (
        "删除到期的身份信息: 办结满半年的事项、过去三十天的接待和志愿者申请、离队半年的志愿者资料、"
        "新编组采用半年后旧草案里的住址、结束帮扶半年的困难家庭资料、"
        "结束满三十天的后台任务、满七天的导出文件; 每天由 serve 调用"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = apply_retention(at=clock.now())
        self.stdout.write(
            f"删除了 {done.matters} 件事项、{done.visitors} 位来访人、{done.applicants} "
            f"位志愿者申请人的身份信息, {done.volunteers} 位离队志愿者的资料, {done.drafts} "
            f"个旧编组草案里的住址, {done.jobs} 件后台任务, {done.households} 户困难家庭的资料, "
            f"{done.exports} 个导出文件。"
        )
