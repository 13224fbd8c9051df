"""A session ends after half an hour without use and after twelve hours in any case."""

from datetime import timedelta

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from zhushi.core import clock

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=5)
"""The last use is noted at most this often, so that reading a page writes nothing."""

BEGAN, SEEN, ENDED = "began", "seen", "ended"
POLL = "X-Poll"
"""Header of regions that renew themselves: a screen nobody looks at is not in use."""


class SessionAge:
    """Middleware behind authentication; it concerns the desk only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_desk(request) and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request, view, args, kwargs):
        if not _is_desk(request) or not request.session.session_key:
            return None
        seen, now = request.session.get(SEEN), clock.now().timestamp()
        if seen is None:
            return None
        began = request.session.get(BEGAN, seen)
        if now - seen > IDLE.total_seconds() or now - began > WHOLE.total_seconds():
            return _end(request)
        if now - seen > NOTED_EVERY.total_seconds() and POLL not in request.headers:
            request.session[SEEN] = now
        return None


def begin(request) -> None:
    """Note when a fresh session began."""
    request.session[BEGAN] = request.session[SEEN] = clock.now().timestamp()


def _end(request):
    logout(request)
    request.session[ENDED] = True
    back = redirect_to_login(request.get_full_path() if request.method == "GET" else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": redirect_to_login("").url})
    return back


def _is_desk(request) -> bool:
    return bool(request.resolver_match) and "desk" in request.resolver_match.namespaces
