"""Fill a fresh database with rounds to fight over; prints them as JSON.

Run as ``python -m tests.concurrency.prepare ROUNDS ROUNDS_OF_TEAMS``, settings as the server's.
"""

import json
import os
import sys
from datetime import time, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.concurrency.settings")


def rounds_of(count: int, of_teams: int) -> dict:
    """Matters to accept, dispatch and hand back, slots to book, and who fights over them.

    of_teams: how many rounds of each of the fights in teams.py besides.
    """
    from django.db import transaction

    from tests.concurrency import teams
    from tests.world import PASSWORD, build
    from zhushi.activities.choices import DayStatus
    from zhushi.activities.models import ReceptionDay, Slot
    from zhushi.core import clock
    from zhushi.matters.actions.accept import accept
    from zhushi.matters.actions.dispatch import Charge, dispatch
    from zhushi.matters.models import Matter
    from zhushi.people.actions.post import post
    from zhushi.people.actions.register_person import register_person
    from zhushi.people.choices import Role
    from zhushi.people.models import User

    at = clock.now()
    with transaction.atomic():
        world = build()
        for number in range(4):
            for role, place in (
                (Role.LIAISON, world.东),
                (Role.HANDLER, world.住建),
                (Role.OFFICE, world.党联办),
            ):
                person = register_person(world.雁, name=f"{role.label}{number}", by=None, at=at)
                post(person, role=role, place=place, starts_on=at.date(), by=None, at=at)
                user = User(username=f"{role.value.lower()}{number}", person=person)
                user.set_password(PASSWORD)
                user.save()
        told = {"registered": [], "accepted": [], "handled": []}
        for _ in range(count):
            first, second, third = (world.matter(at=at).matter for _ in range(3))
            second = accept(second, by=world.乙, at=at)
            third = accept(third, by=world.乙, at=at)
            third = dispatch(third, lead=Charge(world.住建), extract="修灯", by=world.己, at=at)
            told["registered"].append([first.ref, first.version])
            told["accepted"].append([second.ref, second.version])
            told["handled"].append([third.ref, third.version])
        day = ReceptionDay.objects.create(
            district=world.雁,
            room=world.东,
            on=at.date() + timedelta(days=7),
            nominal_on=at.date() + timedelta(days=7),
            starts_at=time(8),
            ends_at=time(20),
            status=DayStatus.ANNOUNCED,
        )
        slots = Slot.objects.bulk_create(
            Slot(day=day, starts_at=time(8 + n // 60, n % 60), places=1) for n in range(count)
        )
        fights = teams.rounds_of(world, of_teams, at=at)
    return {
        **told,
        "teams": fights,
        "slots": [slot.pk for slot in slots],
        "room": world.东.code,
        "lead": world.住建.pk,
        "proposed": world.教育.pk,
        "matters": Matter.objects.count(),
        "password": PASSWORD,
    }


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(rounds_of(*map(int, sys.argv[1:]))))
