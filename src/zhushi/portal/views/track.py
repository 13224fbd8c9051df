"""Follow a matter: the code shows where it stands, the second secret opens it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock, codes, receipts, throttle
from zhushi.core.throttle import TooMany
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter
from zhushi.matters.receipt import code_of
from zhushi.portal import proof
from zhushi.portal.access import posted, public, source_of, with_code
from zhushi.portal.forms.track import AddForm, CodeForm, RateForm, SecretForm
from zhushi.portal.progress import generic, headline, progress_of
from zhushi.portal.shell import page

TRIES, WINDOW = 10, 15
TRIES_A_MATTER, DAY = 10, 24 * 60
UNKNOWN = "没有查到这个回执码。请对照回执再看一遍，或打工作室电话。"
WRONG = "口令不对。留过电话的填电话后四位，没留的填回执上的六位口令。"


@never_cache
@public
def track(request):
    """Ask for the code; every wrong one gets the same answer after the same work."""
    form, status = CodeForm(*posted(request)), 200
    if request.method == "POST":
        status, at = 422, clock.now()
        if form.is_valid():
            try:
                throttle.attempt("code", source_of(request, at), limit=TRIES, minutes=WINDOW, at=at)
            except TooMany as wait:
                status = 429
                form.add_error(None, str(wait))
            else:
                hashed = receipts.hash_of(codes.normalise(form.cleaned_data["code"]) or "")
                matter = Matter.objects.filter(code_hash=hashed).first()
                if matter:
                    proof.show_code(request.session, matter, at)
                    return redirect("portal:progress")
                status = 404
                form.add_error("code", UNKNOWN)
    return page(request, "portal/track.html", {"form": form}, current="track", status=status)


@with_code
def progress(request, matter):
    """Where it stands; with the second secret, everything."""
    if proof.is_proven(request.session, clock.now()):
        return opened(request, matter)
    return closed(request, matter, SecretForm())


@require_POST
@with_code
def open_content(request, matter):
    """Try the second secret; wrong ones are counted for the sender and for the matter."""
    at, form, status = clock.now(), SecretForm(request.POST), 422
    if form.is_valid():
        try:
            throttle.attempt("secret", source_of(request, at), limit=TRIES, minutes=WINDOW, at=at)
            throttle.attempt(
                "secret-of", matter.code_hash, limit=TRIES_A_MATTER, minutes=DAY, at=at
            )
        except TooMany as wait:
            status = 429
            form.add_error(None, str(wait))
        else:
            if proof.knows(matter, form.cleaned_data["secret"]):
                throttle.forgive("secret-of", matter.code_hash)
                proof.show_secret(request.session, matter, at)
                return redirect("portal:progress")
            form.add_error("secret", WRONG)
    return closed(request, matter, form, status=status)


@require_POST
@public
def leave(request):
    """Forget what was shown, so that the next person at this screen sees nothing."""
    proof.leave(request)
    messages.info(request, "已离开。别人再打开这一页，看不到您的事。")
    return redirect("portal:track")


def closed(request, matter, form, *, status: int = 200):
    """The page for whoever holds the code alone."""
    word, sentence = generic(matter)
    context = {"matter": matter, "word": word, "sentence": sentence, "form": form}
    return page(
        request,
        "portal/status.html",
        context,
        district=matter.district,
        room=matter.room,
        current="track",
        status=status,
    )


def opened(request, matter, *, rate_form=None, add_form=None, status: int = 200):
    """The page for whoever knows the second secret too."""
    shown = progress_of(matter)
    word, sentence = headline(matter, shown)
    context = {
        "matter": matter,
        "word": word,
        "sentence": sentence,
        "shown": shown,
        "tail": code_of(matter)[-5:],
        "rate_form": rate_form or RateForm(auto_id="rate_%s"),
        "add_form": add_form or AddForm(auto_id="add_%s"),
        "is_sealed": matter.visibility == Visibility.SEALED,
    }
    return page(
        request,
        "portal/progress.html",
        context,
        district=matter.district,
        room=matter.room,
        current="track",
        status=status,
    )
