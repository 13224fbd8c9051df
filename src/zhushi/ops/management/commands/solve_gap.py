import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhushi.grouping.certificate import result_of
from zhushi.grouping.gap import FormatError, Published, read_published
from zhushi.grouping.instance import InstanceError, read_instance
from zhushi.grouping.problem import Ints, value_of
from zhushi.grouping.relax import Relaxation
from zhushi.grouping.tree import prove


class Command(BaseCommand):
    """Solve a published test file (OR-Library GAP, single-source location) with our kernel.

    Prints name, value, bound and seconds of each question in the file. With ``--proofs`` each is
    written with a certificate of our own, whose bound may be lower where the time is over.
    """

    help = "用公开算例（OR-Library 的 GAP、单源选址）检验求解内核"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seconds", type=float, default=60.0, help="每题最多算几秒")
        parser.add_argument("--proofs", type=Path, help="把每题和它的证书写进这个文件夹")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--max", dest="is_maximum", action="store_true", default=None)
        which.add_argument("--min", dest="is_maximum", action="store_false")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            questions = read_published(options["file"], is_maximum=options["is_maximum"])
        except (FormatError, OSError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        for question in questions:
            began, problem = time.monotonic(), question.problem
            rooms, bound = Relaxation(problem, problem.allowed).whole(options["seconds"])
            value = "none" if rooms is None else question.true(value_of(problem, rooms))
            took = time.monotonic() - began
            self.stdout.write(
                f"{question.name} value {value} bound {question.true(bound)} seconds {took:.2f}"
            )
            if options["proofs"] and rooms is not None:
                self._prove(question, rooms, options["proofs"], options["seconds"])

    def _prove(self, question: Published, rooms: Ints, folder: Path, seconds: float) -> None:
        """Write the question and its proof as `zhushi verify-grouping` reads them."""
        began = time.monotonic()
        words = question.in_words()
        try:
            instance = read_instance(words)
        except InstanceError as error:
            self.stderr.write(f"{question.name} 写不成证书：{error}")
            return
        proof = prove(question.problem, seconds=seconds, start=rooms)
        result = result_of(instance, proof, seconds=time.monotonic() - began)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in (
            (f"{question.name}.json", words),
            (f"{question.name}.result.json", result),
        ):
            (folder / name).write_text(json.dumps(data, ensure_ascii=False) + "\n")
        self.stdout.write(
            f"{question.name} proof value {question.true(proof.value)} "
            f"bound {question.true(proof.bound)} cases {proof.cases} seconds {result['seconds']}"
        )
