"""Prints, as JSON, the measured addresses of the practice district, each with whose page it is.

python -m bench.life_facts
"""

import json
import sys

import django

django.setup()

from zhushi.activities.choices import ActivityKind, ActivityStatus  # noqa: E402
from zhushi.activities.models import Activity, Household, Project, Shift, StudyPlan  # noqa: E402
from zhushi.core import clock  # noqa: E402
from zhushi.people.choices import Role  # noqa: E402
from zhushi.people.models import Posting  # noqa: E402
from zhushi.rooms.models import Workroom  # noqa: E402

ROLES = {
    "office": "office1",
    "head": "head-xzl",
    "liaison": "liaison-xzl",
    "delegate": "delegate-xzl",
    "volunteer": "volunteer-xzl",
}


def facts() -> dict[str, object]:
    """Logins by role, and ``(page, role, address)`` in the order of the table."""
    room, today = Workroom.objects.get(code="XZL"), clock.today()
    delegates = Posting.objects.current_on(today).filter(role=Role.DELEGATE)
    return {
        "delegates": delegates.count(),
        "logins": ROLES,
        "pages": list(_pages(room, delegates.filter(room=room).first().person, today)),
    }


def _pages(room: Workroom, person, today):
    mine = Activity.objects.filter(room=room).order_by("-on", "-pk")
    held = mine.filter(status=ActivityStatus.RECORDED).first()
    route = mine.filter(kind=ActivityKind.SYMPOSIUM, form="DOORSTEP").first()
    project = Project.objects.filter(room=room).order_by("pk").first()
    shift = Shift.objects.filter(project=project).first()
    plan = StudyPlan.objects.filter(room=room, person=None).order_by("-pk").first()
    household = Household.objects.filter(room=room).first()
    month, half = f"{today:%Y-%m}", f"{today.year}-{1 + (today.month > 6)}"
    for role in ROLES:
        if role != "office":  # its first page is the board
            yield f"today_{role}", role, "/desk/"
        yield f"activities_{role}", role, "/desk/activities/?show=held"
        yield f"eight_{role}", role, "/desk/eight/"
        yield f"calendar_{role}", role, "/desk/calendar/?of=all"
    for role in ("office", "liaison"):
        yield f"month_{role}", role, "/desk/activities/?show=month"
        yield f"plan_{role}", role, "/desk/plan/"
        yield f"pledges_{role}", role, "/desk/pledges/?status=all"
        yield f"projects_{role}", role, "/desk/service/"
        yield f"shifts_{role}", role, "/desk/service/shifts/"
        yield f"study_{role}", role, "/desk/study/"
        yield f"practices_{role}", role, "/desk/practices/"
        yield f"exemplars_{role}", role, "/desk/exemplars/"
        yield f"month_report_{role}", role, f"/desk/reports/rooms/{room.code}/{month}/"
        yield f"year_report_{role}", role, f"/desk/reports/rooms/{room.code}/{today.year}/"
    yield "district_month_report", "office", f"/desk/reports/district/{month}/"
    yield "district_half_report", "office", f"/desk/reports/district/{half}/"
    yield "district_year_report", "office", f"/desk/reports/district/{today.year}/"
    yield "activity", "liaison", f"/desk/activities/{held.pk}/"
    yield "note", "delegate", "/desk/activities/note/"
    if route:
        yield "route", "liaison", f"/desk/activities/{route.pk}/route/"
    yield "project", "liaison", f"/desk/service/{project.pk}/"
    yield "shift", "liaison", f"/desk/service/shifts/{shift.pk}/"
    yield "service_mine", "volunteer", "/desk/service/mine/"
    yield "study_plan", "liaison", f"/desk/study/{plan.pk}/"
    yield "study_mine", "delegate", "/desk/study/mine/"
    yield "households", "liaison", "/desk/households/"
    yield "helps", "liaison", "/desk/households/help/"
    yield "household", "liaison", f"/desk/households/{household.pk}/"
    yield "duty_file", "delegate", f"/desk/me/file/?period={today.year}"
    yield "duty_file_of", "liaison", f"/desk/people/{person.ref}/file/?period={today.year}"
    for name in ("activities", "pledges", "projects"):
        yield f"portal_{name}", "visitor", f"/rooms/{room.code}/{name}/"
    yield "portal_practices", "visitor", "/d/demo/practices/"


if __name__ == "__main__":
    json.dump(facts(), sys.stdout, ensure_ascii=False)
