"""Prints, as JSON, what of a loaded database the measured addresses are made of."""

import json

import django

django.setup()

from django.urls import reverse  # noqa: E402

from zhushi.core import clock  # noqa: E402
from zhushi.matters.choices import Status  # noqa: E402
from zhushi.matters.models import Matter, Topic  # noqa: E402
from zhushi.rooms.choices import UnitKind  # noqa: E402
from zhushi.rooms.models import Unit, Workroom  # noqa: E402


def facts() -> dict[str, object]:
    loaded = Matter.objects.filter(receipt_seed__startswith="matter:bench-")
    over = loaded.filter(status=Status.CLOSED).order_by("pk")
    middle = over[over.count() // 2]
    busy = loaded.filter(status=Status.HANDLING).order_by("pk").last()
    unit = Unit.objects.filter(is_handler=True, kind=UnitKind.DEPARTMENT).order_by("pk").first()
    room = Workroom.objects.select_related("unit").order_by("pk").first()
    district = room.district
    year = clock.today().year - 1
    return {
        "matters": Matter.objects.count(),
        "ref": middle.ref,
        "open_ref": busy.ref,
        "unit": unit.slug,
        "unit_pk": unit.pk,
        "topic": Topic.objects.filter(parent=None).order_by("pk").first().pk,
        "district": district.slug,
        "room_url": reverse("portal:room", kwargs={"code": room.code}),
        "since": f"{year}-03-01",
        "until": f"{year}-06-30",
    }


if __name__ == "__main__":
    print(json.dumps(facts()))
