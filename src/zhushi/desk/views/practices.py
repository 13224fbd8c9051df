"""Good practices: written where they were seen, found by word and field, published by another."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.keep_practice import (
    publish_practice,
    withdraw_practice,
    write_practice,
)
from zhushi.activities.models import Activity, GoodPractice
from zhushi.activities.words_seen import words_seen
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.practices import PracticeForm
from zhushi.desk.views.activities import activities
from zhushi.ui.paging import keyset

LONGEST_QUERY = 40


def practices(scope):
    """Those of the rooms a scope reaches, whether published or not."""
    return GoodPractice.objects.in_scope(scope).select_related("room", "activity")


def readable(scope):
    """The same, with what is published anywhere in the district: that is for everybody."""
    found = GoodPractice.objects.readable_in(scope)
    return found.select_related("room", "activity", "written_by__person")


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_VIEW)
def practice_list(request, scope):
    """By word and by field of work, the newest first."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    field = request.GET.get("field", "").replace("\0", "").strip()[:60]
    found = readable(scope)
    fields = found.exclude(field="").order_by("field").values_list("field", flat=True).distinct()
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if field:
        found = found.filter(field=field)
    context = {
        "page": keyset(found, request.GET, ("-written_at", "-pk"), unit="条"),
        "q": words,
        "field": field,
        "fields": list(fields[:100]),
    }
    return render(request, "desk/practices/list.html", context)


@require_http_methods(["GET", "POST"])
@in_scope(Perm.ACTIVITY_NOTE, activities, pk="pk")
def new_practice(request, activity: Activity):
    """Written down from what was seen at an activity."""
    return _written(request, activity=activity)


@require_http_methods(["GET", "POST"])
@in_scope(Perm.ACTIVITY_KEEP, practices, pk="pk")
def edit_practice(request, practice: GoodPractice):
    """Write it anew, before it is published."""
    return _written(request, activity=practice.activity, practice=practice)


def _written(request, *, activity: Activity | None, practice: GoodPractice | None = None):
    first = {}
    if practice:
        first = {"title": practice.title, "text": practice.text, "field": practice.field}
    form, status = PracticeForm(request.POST or None, initial=first), 200
    room = practice.room if practice else activity.room if activity else None
    if room is None:
        raise Http404
    if request.method == "POST":
        form, status = PracticeForm(request.POST, initial=first), 422
        if form.is_valid():
            try:
                made = write_practice(
                    room,
                    **form.cleaned_data,
                    activity=activity,
                    practice=practice,
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "记下了，等另一个人审定公开。")
                return redirect("desk:practice", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "activity": activity, "practice": practice, "room": room}
    return render(request, "desk/practices/form.html", context, status=status)


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_VIEW)
def practice(request, scope, pk: int):
    found = get_object_or_404(readable(scope), pk=pk)
    held = held_by(request)
    approves = held.scope(Perm.PUBLISH_APPROVE).has_room(found.room)
    is_own = found.written_by_id == request.user.pk
    context = {
        "practice": found,
        "seen": words_seen(found),
        "may_edit": not found.published_at and held.scope(Perm.ACTIVITY_KEEP).has_room(found.room),
        "may_publish": approves and not found.published_at and not is_own,
        "may_withdraw": approves and found.published_at,
        "sees_activity": found.activity and scope.has_room(found.room),
    }
    return render(request, "desk/practices/practice.html", context)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, practices, pk="pk")
def publish(request, practice: GoodPractice):
    try:
        seen = request.POST.get("seen")
        publish_practice(practice, seen=seen, by=request.user, at=clock.now())
        messages.success(request, "已公开，全区都能看到。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:practice", pk=practice.pk)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, practices, pk="pk")
def withdraw(request, practice: GoodPractice):
    withdraw_practice(practice, by=request.user, at=clock.now())
    messages.success(request, "已撤回，公开页上马上看不到了。")
    return redirect("desk:practice", pk=practice.pk)
