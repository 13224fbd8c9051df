"""The receipt of what was just handed in, on the screen and on paper."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhushi.core import clock
from zhushi.matters.choices import Visibility
from zhushi.matters.receipt import code_of
from zhushi.portal import receipt as receipts
from zhushi.portal.access import public
from zhushi.portal.qr import qr
from zhushi.portal.shell import page


@never_cache
@public
def receipt(request):
    """Code, PIN apart, and what happens next with its days."""
    matter = receipts.remembered(request.session, clock.now())
    if matter is None:
        return redirect("portal:track")
    return page(
        request,
        "portal/receipt.html",
        _context(request, matter),
        district=matter.district,
        room=matter.room,
        current="submit",
    )


@never_cache
@public
def receipt_print(request):
    """The same on an A4 sheet."""
    matter = receipts.remembered(request.session, clock.now())
    if matter is None:
        return redirect("portal:track")
    context = {**_context(request, matter), "back_url": reverse("portal:receipt")}
    return render(request, "portal/receipt_print.html", context)


def _context(request, matter) -> dict:
    code = code_of(matter)
    # Behind the sign #: a browser keeps that part to itself, so no log ever holds the code.
    address = request.build_absolute_uri(reverse("portal:track")) + f"#{code}"
    return {
        "matter": matter,
        "room": matter.room,
        "code": code,
        "pin": receipts.pin_shown(matter),
        "outlook": receipts.outlook(matter),
        "is_sealed": matter.visibility == Visibility.SEALED,
        "square": qr(address, "打开查进度的网页"),
    }
