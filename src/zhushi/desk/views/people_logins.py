"""Logins: invitation links, stopping and restarting; and who holds which wide right."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.people import EndForm, GrantForm, InviteForm
from zhushi.desk.views.people import people_in
from zhushi.people.actions.invite import VALID, invite
from zhushi.people.actions.post import post
from zhushi.people.actions.relieve import relieve
from zhushi.people.actions.stop_login import restart_login, stop_login
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User
from zhushi.people.roles import GUARDED, PRIVILEGED
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit
from zhushi.ui.paging import keyset

WIDE = [role for role in Role if role in PRIVILEGED]


def unguarded(scope) -> QuerySet[Person]:
    """Whose login the office may renew: a new password for an administrator is not its business."""
    return people_in(scope).exclude(pk__in=_holders(GUARDED))


def guarded(scope) -> QuerySet[Person]:
    """Whose login the security administrator renews."""
    return people_in(scope).filter(pk__in=_holders(PRIVILEGED))


def _holders(roles) -> QuerySet:
    held = Posting.objects.current_on(clock.today()).filter(role__in=roles)
    return held.values("person")


def _invite(request, person, back: str):
    """Make a link that is shown once, on this page only; ``back`` is where it came from."""
    login = User.objects.filter(person=person).first()
    initial = {"username": login.username if login else ""}
    form = InviteForm(request.POST if request.method == "POST" else None, initial=initial)
    if login:
        form.fields["username"].disabled = True
    status, link = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _, token = invite(person, by=request.user, at=clock.now(), **form.cleaned_data)
                link = request.build_absolute_uri(reverse("desk:join", args=[token]))
                status = 200
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"person": person, "login": login, "form": form, "link": link, "back": back}
    context["name"] = form.cleaned_data["username"] if link else ""
    context["hours"] = VALID.days * 24 + VALID.seconds // 3600
    return render(request, "desk/people/invite.html", context, status=status)


@never_cache
@in_scope(Perm.LOGIN_INVITE, unguarded)
def invitation(request, person):
    return _invite(request, person, "desk:people")


@never_cache
@in_scope(Perm.GRANT_EDIT, guarded)
def grant_invitation(request, person):
    return _invite(request, person, "desk:grants")


@require_POST
@in_scope(Perm.LOGIN_INVITE, unguarded)
def switch_login(request, person, verb: str):
    """Stop or restart a login; stopping ends its sessions."""
    _switch(request, person, verb)
    return redirect("desk:person", ref=person.ref)


@require_POST
@in_scope(Perm.GRANT_EDIT, guarded)
def switch_granted_login(request, person, verb: str):
    """The same for administrators and others whose login is not the office's business."""
    _switch(request, person, verb)
    return redirect("desk:grants")


def _switch(request, person, verb: str) -> None:
    act = {"stop": stop_login, "restart": restart_login}.get(verb)
    login = User.objects.filter(person=person).first()
    if act is None or login is None:
        raise Http404
    try:
        act(login, by=request.user, at=clock.now())
        word = "已停用，所有登录已退出。" if verb == "stop" else "已启用，用原来的密码登录。"
        messages.success(request, f"{person.name}的账号{word}")
    except Refused as refusal:
        messages.error(request, str(refusal))


def grants_in(scope) -> QuerySet[Posting]:
    """Every posting of the scope's districts, with the login behind it."""
    held = Posting.objects.filter(district__in=scope.districts)
    return held.select_related("person__login", "room", "unit")


@allowed(Perm.GRANT_EDIT)
def grants(request, scope):
    """Who holds which role where, whether they can sign in; no matter, no telephone."""
    role = request.GET.get("role", "")
    held = grants_in(scope).current_on(clock.today())
    if role in Role.values:
        held = held.filter(role=role)
    page = keyset(held, request.GET, ("-starts_on", "pk"), unit="条")
    context = {
        "page": page,
        "roles": Role.choices,
        "role": role,
        "wide": PRIVILEGED,
        "own": request.user.person_id,
    }
    return render(request, "desk/people/grants.html", context)


@allowed(Perm.GRANT_EDIT)
def new_grant(request, scope):
    on = clock.today()
    kinds = (UnitKind.DISTRICT, UnitKind.OFFICE)
    units = Unit.objects.filter(district__in=scope.districts, kind__in=kinds).valid_on(on)
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": on},
        rooms=(),
        units=units,
        roles=WIDE,
    )
    form.fields["place"].help_text = "区或党联办"
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                posting = _grant(request, scope, dict(form.cleaned_data))
                messages.success(
                    request, f"{posting.person.name}已任{posting.get_role_display()}。"
                )
                return redirect("desk:grants")
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return render(request, "desk/people/new_grant.html", {"form": form}, status=status)


def _grant(request, scope, data: dict) -> Posting:
    word = data.pop("who").strip()
    known = Person.objects.filter(district__in=scope.districts)
    found = list(known.filter(ref=word) or known.filter(name=word)[:2])
    if not found:
        raise Refused(f"没有叫“{word}”或编号为“{word}”的人，请先请党联办登记。")
    if len(found) > 1:
        raise Refused(f"叫“{word}”的不止一人，请填编号。")
    (person,) = found
    if person.pk == request.user.person_id:
        raise Refused("不能给自己授权，请由另一位安全管理员办理。")
    return post(person, by=request.user, at=clock.now(), **data)


@in_scope(Perm.GRANT_EDIT, lambda scope: grants_in(scope).filter(role__in=PRIVILEGED), pk="pk")
def end_grant(request, posting):
    form, status = (
        EndForm(
            request.POST if request.method == "POST" else None, initial={"ends_on": clock.today()}
        ),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if posting.person_id == request.user.person_id:
                    raise Refused("不能结束自己的授权，请由另一位安全管理员办理。")
                relieve(posting, by=request.user, at=clock.now(), **form.cleaned_data)
                messages.success(request, f"{posting.person.name}的授权已结束，登录已退出。")
                return redirect("desk:grants")
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "posting": posting, "person": posting.person, "back": "desk:grants"}
    return render(request, "desk/people/end.html", context, status=status)
