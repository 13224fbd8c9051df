"""One measurement of bench/papers.py in a process of its own: ``register`` or ``duty``."""

import json
import os
import resource
import sys
import time
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
import django

django.setup()

from zhushi.core import clock  # noqa: E402
from zhushi.desk import duty_run  # noqa: E402
from zhushi.insight.periods import YEAR, Period  # noqa: E402
from zhushi.matters.models import Matter  # noqa: E402
from zhushi.papers.models import Export, ExportKind  # noqa: E402
from zhushi.papers.registers import REGISTERS, Ask  # noqa: E402
from zhushi.papers.registers.sheet import Head, as_workbook  # noqa: E402
from zhushi.people.access import holdings  # noqa: E402
from zhushi.people.models import Mandate, Person, User  # noqa: E402

ROWS, FILES = 10_000, 119


def main() -> None:
    user = User.objects.get(username="office1")
    held = holdings(user, on=clock.today())
    what = {"register": register, "duty": duty}[sys.argv[1]]
    work = what(user, held)
    before, began, spent = _peak(), time.monotonic(), time.process_time()
    name, count, size = work()
    print(
        json.dumps(
            {
                "what": name,
                "count": count,
                "size": size,
                "seconds": round(time.monotonic() - began, 2),
                "cpu": round(time.process_time() - spent, 2),
                "before_mb": before,
                "peak_mb": _peak(),
            },
            ensure_ascii=False,
        )
    )


def register(user, held):
    ask = Ask(held, date(2000, 1, 1), date(2099, 12, 31), clock.today())
    one = REGISTERS["matters"]
    _fill(ROWS - one.count(ask))
    head = Head("全区", "全部", user.person.name, clock.now())

    def work():
        count = one.count(ask)
        return "意见建议办理台账 .xlsx", count, len(as_workbook(one, ask, head, count=count))

    return work


def _fill(lacking: int) -> None:
    """The district's matters once more, under other numbers, until there are enough."""
    kept = {
        f.attname for f in Matter._meta.concrete_fields if not f.generated and not f.primary_key
    }
    rows = list(Matter.objects.filter(visibility="NORMAL").values(*kept))
    made = []
    for number in range(max(0, lacking)):
        row = dict(rows[number % len(rows)])
        row |= {"ref": f"BB-{number:06}", "code_hash": f"bench{number}", "identity_id": None}
        row |= {"statement_id": None, "turn_id": None, "merged_into_id": None}
        made.append(Matter(**row))
    Matter.objects.bulk_create(made, batch_size=500)


def duty(user, held):
    seated = Mandate.objects.values("person")
    lacking = FILES - Person.objects.filter(pk__in=seated, district=user.person.district).count()
    for number in range(max(0, lacking)):
        person = Person.objects.create(
            district=user.person.district, ref=f"B-{number:04}", name=f"代表{number}"
        )
        Mandate.objects.create(person=person, level="DISTRICT", starts_on=date(2022, 1, 1))
    period = Period.around(clock.today(), YEAR)
    export = Export(
        user=user, district=user.person.district, kind=ExportKind.DUTY_FILES,
        args={"period": str(period)},
    )  # fmt: skip

    def work():
        made = duty_run._make(export, held, lambda *said: True, clock.now())
        return f"履职档案 {period.label} PDF", made.count, len(made.content)

    return work


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
