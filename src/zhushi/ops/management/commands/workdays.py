import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from zhushi.core.holidays import current_calendar
from zhushi.core.workdays import MAX_WORKDAYS, add_workdays, workday_after


class Command(BaseCommand):
    """Say which day lies so many working days after another, and how it comes about.

    Prints the day (ISO) and its sentence; with --batch reads ``DATE N`` lines and prints one day a
    line, or nothing at all if a line is bad. Bad input ends with status 2.
    """

    help = "从某日次日起数若干个工作日是哪一天，为什么"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", nargs="?", metavar="DATE", help="起算日，如 2026-02-10")
        parser.add_argument("days", nargs="?", metavar="N", help="工作日数，如 5")
        parser.add_argument(
            "--batch", action="store_true", help="从标准输入逐行读取“DATE N”，每行只输出日期"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"]:
            self.batch()
            return
        try:
            start, days = parse([options["start"] or "", options["days"] or ""])
            due = add_workdays(start, days, current_calendar())
        except ValueError as error:
            self.refuse(str(error))
        self.stdout.write(f"{due.on.isoformat()}\n{due.sentence}")

    def batch(self) -> None:
        calendar, found, bad = current_calendar(), [], []
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                found.append(workday_after(*parse(line.split()), calendar).isoformat())
            except ValueError as error:
                bad.append(f"第 {number} 行：{error}")
        if bad:
            self.refuse("\n".join(bad))
        if found:
            self.stdout.write("\n".join(found))

    def refuse(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(2)


def parse(words: list[str]) -> tuple[date, int]:
    """The start day and the number of working days; raises ValueError in Chinese."""
    if len(words) != 2 or not all(words):
        raise ValueError("请写明起算日和工作日数，例如：zhushi workdays 2026-02-10 5")
    day, days = words
    try:
        start = date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"“{day[:40]}”不是日期，请写成 2026-02-10 的样子") from None
    if not days.isdecimal() or len(days) > 9:
        raise ValueError(f"“{days[:40]}”不是工作日数，请写 0 至 {MAX_WORKDAYS} 的整数")
    return start, int(days)
