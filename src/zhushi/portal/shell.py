"""The frame around a page of the portal: whose it is, where else one can go, whom to call."""

from django.shortcuts import render
from django.urls import reverse

from zhushi.core import clock
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom


def page(
    request,
    template: str,
    context: dict,
    *,
    district: Unit | None = None,
    room: Workroom | None = None,
    current: str = "",
    status: int = 200,
):
    """Render a page of a district; without a room its first one stands in the frame."""
    if district is None:
        found = districts()
        district = found[0] if len(found) == 1 else None
    if district is not None and room is None:
        room = Workroom.objects.of_district(district).open_on(clock.today()).first()
    framed = {"district": district, **_frame(district, room, current), **context}
    return render(request, template, framed, status=status)


def districts() -> list[Unit]:
    """The districts of this installation, by code."""
    found = Unit.objects.filter(kind=UnitKind.DISTRICT).valid_on(clock.today())
    return list(found.order_by("code", "pk"))


def _frame(district: Unit | None, room: Workroom | None, current: str) -> dict:
    places = [
        ("home", "首页", _home(district)),
        ("rooms", "找工作室", _of(district, "rooms")),
        ("submit", "提意见", reverse("portal:submit", args=[room.code]) if room else ""),
        ("track", "查进度", reverse("portal:track")),
        ("answers", "答复公开", _of(district, "answers")),
        ("mine", "我的信息", _of(district, "privacy")),
    ]
    nav = [
        {"label": label, "url": url, "current": name == current}
        for name, label, url in places
        if url
    ]
    icons = {"提意见": "pencil", "查进度": "receipt"}
    return {
        "nav": nav,
        "mbar": [{**item, "icon": icons[item["label"]]} for item in nav if item["label"] in icons],
        "frame": {
            "office": f"{district.name}党代表工作室" if district else "党代表工作室",
            "home_url": _home(district),
            "room": short_name(room) if room else "",
            "phone": room.phone if room else "",
            "privacy_url": _of(district, "privacy"),
            "feedback_url": _of(district, "feedback"),
        },
        "frame_room": room,
    }


def short_name(room: Workroom) -> str:
    """小寨路街道工作室: the name as it fits above a telephone number."""
    return room.name.replace("党代表", "")


def _home(district: Unit | None) -> str:
    return _of(district, "home") or reverse("portal:entrance")


def _of(district: Unit | None, name: str) -> str:
    return reverse(f"portal:{name}", args=[district.slug]) if district else ""
