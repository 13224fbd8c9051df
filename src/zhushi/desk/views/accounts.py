"""Signing in and out, joining by invitation, the own page."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhushi.core import audit, clock, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.desk import session_age
from zhushi.desk.access import everybody, held_by
from zhushi.desk.forms.accounts import ChangePassword, NewPassword, SignInForm
from zhushi.desk.own_file import duties_about, facts_about, lines_about
from zhushi.desk.views.people import is_delegate
from zhushi.people.actions.change_password import change_password
from zhushi.people.actions.join import join as join_by
from zhushi.people.actions.join import open_invitation

PER_ACCOUNT, PER_SOURCE, MINUTES = 5, 30, 15
"""Attempts before the wait begins to grow; one address may stand for a whole office."""

SHOWN = 10

BACKEND = "zhushi.desk.sign_in.PersonBackend"


@sensitive_post_parameters("password")
def sign_in(request):
    """Answers alike for an unknown name and a wrong password, and ever more slowly."""
    if request.user.is_authenticated:
        return redirect("desk:today")
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST":
        try:
            if form.is_valid() and (user := _recognise(request, **form.cleaned_data)):
                _begin(request, user, event="login.open")
                return redirect(_after(request))
            status = 422
        except TooMany as wait:
            form.add_error(None, str(wait))
            status = 429
        if form.is_bound and not form.errors:
            form.add_error(None, "登录名或密码不对。忘了密码请联系工作室组长或党联办重新发邀请。")
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "ended": request.session.get(session_age.ENDED, False),
    }
    return render(request, "desk/accounts/login.html", context, status=status)


sign_in.is_public = True


@everybody
@require_POST
def sign_out(request):
    """Ends the session and has the browser forget what it kept of it."""
    logout(request)
    response = redirect("desk:login")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@sensitive_post_parameters()
def join(request, token: str):
    """Set the first password by an invitation that is good once."""
    at = clock.now()
    invitation = open_invitation(token, at=at)
    form, status = NewPassword(request.POST or None), 200
    if request.method == "POST":
        try:
            throttle.attempt("join", _source(request, at), limit=10, minutes=MINUTES, at=at)
            if form.is_valid():
                user = join_by(token, password=form.cleaned_data["password"], at=at)
                _begin(request, user, event="login.open")
                messages.success(request, "密码已设好，以后用它登录。")
                return redirect("desk:today")
            status = 422
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 429 if isinstance(refused, TooMany) else 422
    elif invitation is None:
        status = 410
    context = {"form": form, "invitation": invitation}
    return render(request, "desk/accounts/join.html", context, status=status)


join.is_public = True


@never_cache
@everybody
def me(request):
    """What the register says of oneself, who did what with it, and the password."""
    form, status = ChangePassword(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                at = clock.now()
                throttle.attempt("password", str(request.user.pk), limit=5, minutes=15, at=at)
                user = change_password(
                    request.user, old=data["old"], new=data["password"], by=request.user, at=at
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                throttle.forgive("password", str(request.user.pk))
                update_session_auth_hash(request, user)
                messages.success(request, "密码已更换，别处的登录都已退出。")
                return redirect("desk:me")
    person, on = request.user.person, clock.today()
    leaves = person.leaves.filter(ends_on__gte=on).select_related("stand_in").order_by("starts_on")
    postings = held_by(request).postings
    ended = person.postings.filter(ends_on__lt=on).select_related("room", "unit")[::-1]
    context = {
        "form": form,
        "person": person,
        "postings": postings,
        "ended": ended,
        "is_delegate": any(map(is_delegate, (*postings, *ended))),
        "facts": facts_about(person),
        "mandates": person.mandates.order_by("-starts_on", "level"),
        "duties": duties_about(person, on),
        "corrections": person.corrections.all()[:SHOWN],
        "lines": lines_about(person),
        "leaves": leaves,
        "today": on,
    }
    return render(request, "desk/accounts/me.html", context, status=status)


def _recognise(request, username: str, password: str):
    """The login behind name and password, or None; raises TooMany. Success clears the count."""
    at = clock.now()
    account = throttle.who(f"account:{username.strip().lower()}", at)
    throttle.attempt("login", _source(request, at), limit=PER_SOURCE, minutes=MINUTES, at=at)
    throttle.attempt("login", account, limit=PER_ACCOUNT, minutes=MINUTES, at=at)
    user = authenticate(request, username=username.strip(), password=password)
    if user is not None:
        throttle.forgive("login", account)
    return user


def _source(request, at) -> str:
    return throttle.who(f"address:{throttle.address_of(request.META)}", at)


def _begin(request, user, *, event: str) -> None:
    """A session of its own for this login: no identifier from before is good any longer."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    session_age.begin(request)
    audit.record(
        event,
        target=user.person.ref,
        district_id=user.person.district_id,
        by=user,
        at=clock.now(),
    )


def _after(request) -> str:
    """Where the person wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours and wanted.startswith("/desk/") else "desk:today"
