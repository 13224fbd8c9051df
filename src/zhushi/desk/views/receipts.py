"""The slip a resident takes home: the code, the PIN apart, and how to follow.

Code and PIN are shown right after the matter was taken down, or after a reprint that left its
line; looking at the address again shows neither.
"""

import segno
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import matter_for
from zhushi.matters.actions.reprint import reprint
from zhushi.matters.choices import ClockStep
from zhushi.matters.models import Matter
from zhushi.matters.preview import clock_after
from zhushi.matters.receipt import code_of, pin_of

SALT, FRESH_FOR = "zhushi.desk.receipt", 600  # seconds


@require_safe
@never_cache
@matter_for(Perm.MATTER_RECEIVE)
def receipt(request, matter):
    context = {"matter": matter, "room": matter.room}
    if _is_fresh(request, matter):
        code = code_of(matter)
        url = request.build_absolute_uri(_tracking_path())
        running = {c.step: c for c in matter.clocks.filter(stopped_at=None, dispatch=None)}
        context |= {
            "code": code,
            "pin": pin_of(matter),
            "url": url,
            "qr": _qr(url),
            "accept": running.get(ClockStep.ACCEPT),
            "dispatch": running.get(ClockStep.DISPATCH),
            "reply": clock_after(matter, "dispatch", ClockStep.REPLY, on=clock.today()),
        }
    return render(request, "desk/matters/receipt.html", context)


@require_POST
@matter_for(Perm.MATTER_RECEIVE)
def create_reprint(request, matter):
    """Show code and PIN once more; who did so stays in the trail."""
    reprint(matter, by=request.user, at=clock.now())
    return redirect(fresh_url(matter, request.user))


def fresh_url(matter: Matter, user) -> str:
    """The receipt's address for ten minutes and for this login alone."""
    seal = signing.dumps([matter.ref, user.pk], salt=SALT)
    return reverse("desk:receipt", kwargs={"ref": matter.ref}) + f"?fresh={seal}"


def _is_fresh(request, matter: Matter) -> bool:
    try:
        made_for = signing.loads(request.GET.get("fresh", ""), salt=SALT, max_age=FRESH_FOR)
    except signing.BadSignature:
        return False
    return made_for == [matter.ref, request.user.pk]


def _tracking_path() -> str:
    try:
        return reverse("portal:track")
    except NoReverseMatch:
        return "/"


def _qr(url: str) -> str:
    drawn = segno.make(url, error="m").svg_inline(omitsize=True, border=1, title="查进度的网址")
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from our own address
