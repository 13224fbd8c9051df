import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.exchange.actions.store_divisions import open_district, store_divisions
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.division_plan import district_code_of
from zhushi.exchange.imports.divisions import read_divisions
from zhushi.exchange.models import ImportRun


class Command(BaseCommand):
    """Import a district's division tables; ends with 1 for bad rows, 2 if they cannot be read."""

    help = "导入一个区的街道表和社区表(9 位和 12 位统计用区划代码)；有一处错误就什么都不导入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("streets", metavar="STREETS.csv", type=Path)
        parser.add_argument("communities", metavar="COMMUNITIES.csv", type=Path)
        parser.add_argument(
            "--district-name", default="", help="区的名称；表里没有区名，不写时先用代码代替"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run_import(options["streets"], options["communities"], options["district_name"])
        except Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)

    def run_import(self, streets: Path, communities: Path, name: str) -> None:
        found = read_divisions(streets, communities)
        if not found.is_clean:
            for file, errors in (
                (streets, found.street_errors),
                (communities, found.community_errors),
            ):
                for error in errors:
                    self.stderr.write(
                        f"{file.name} 第{error.line}行 {error.column}：{error.reason}"
                    )
            self.stderr.write("有错误，什么都没有导入。")
            sys.exit(1)
        at = clock.now()
        digest = hashlib.sha256()
        for file in (streets, communities):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        with transaction.atomic():
            code = district_code_of(found)
            district = open_district(code, name=name.strip()[:60], by=None, at=at)
            run = ImportRun.objects.create(
                district=district,
                kind=RunKind.DIVISIONS,
                file_name=f"{streets.name}、{communities.name}"[:250],
                sha256=digest.hexdigest(),
                made_at=at,
            )
            plan = store_divisions(run, found, by=None, at=at)
        self.stdout.write(f"{district.name}（{district.code}）")
        if district.name == district.code:
            self.stdout.write("区名还空着，可再运行一次并加 --district-name 区名。")
        for sentence in plan.sentences():
            self.stdout.write(sentence)
