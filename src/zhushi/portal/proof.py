"""What a visitor has shown in this session: a receipt code, and perhaps the second secret."""

import hmac
from datetime import datetime, timedelta

from django.contrib import messages
from django.shortcuts import redirect

from zhushi.core import clock
from zhushi.matters.models import Matter
from zhushi.matters.receipt import pin_of
from zhushi.vault.queries import knows_last_four

KEY = "track"
MINUTES = 30
NONE_YET = "先输入回执码，再看办到哪了。"
TOO_LONG = "为了安全，看内容超过 30 分钟要再输一次口令。"


def show_code(session, matter: Matter, at: datetime) -> None:
    """Remember that this visitor holds the code of a matter: enough for its status."""
    session[KEY] = {"matter": matter.pk, "until": _until(at), "proven_until": 0}


def show_secret(session, matter: Matter, at: datetime) -> None:
    """Remember for thirty minutes that this visitor knows the second secret too."""
    session.cycle_key()
    session[KEY] = {"matter": matter.pk, "until": _until(at), "proven_until": _until(at)}


def matter_of(session, at: datetime, *, needs_secret: bool) -> Matter | None:
    """The matter this visitor may see now, with or without its content; None if nothing."""
    shown = session.get(KEY) or {}
    until = shown.get("proven_until" if needs_secret else "until", 0)
    if not shown or until <= at.timestamp():
        return None
    related = ("district", "room", "identity", "lead_unit", "collector", "accepter", "responder")
    return Matter.objects.select_related(*related).filter(pk=shown["matter"]).first()


def is_proven(session, at: datetime) -> bool:
    return (session.get(KEY) or {}).get("proven_until", 0) > at.timestamp()


def knows(matter: Matter, secret: str) -> bool:
    """Whether this is the second secret: the phone's last four digits, or the receipt's PIN."""
    by_pin = hmac.compare_digest(pin_of(matter).encode(), secret.encode())
    by_phone = matter.identity is not None and knows_last_four(matter.identity, secret)
    return by_phone or by_pin


def leave(request) -> None:
    """Forget everything this visitor showed; a login of the desk in the same browser stays."""
    if request.user.is_authenticated:
        for key in (KEY, "receipt", "booking", "joining"):
            request.session.pop(key, None)
    else:
        request.session.flush()


def ask_again(request, *, needs_secret: bool):
    """Back to the code, or to the secret if the code was shown before."""
    held = matter_of(request.session, clock.now(), needs_secret=False)
    messages.info(request, TOO_LONG if held and needs_secret else NONE_YET)
    return redirect("portal:progress" if held and needs_secret else "portal:track")


def _until(at: datetime) -> float:
    return (at + timedelta(minutes=MINUTES)).timestamp()
