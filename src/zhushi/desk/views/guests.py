"""Who is invited to an activity and is in no team: by name and body."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.keep_guest import add_guest, remove_guest
from zhushi.activities.models import Activity, Guest
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.activities import GuestForm
from zhushi.desk.views.activities import activities
from zhushi.desk.views.activity import activity_page


def guests(scope):
    """The guests of the activities of the rooms a scope reaches."""
    reached = Guest.objects.filter(activity__in=Activity.objects.in_scope(scope))
    return reached.select_related("activity__room")


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def add(request, activity: Activity):
    form = GuestForm(request.POST)
    if form.is_valid():
        try:
            add_guest(activity, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "来宾加上了。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return activity_page(request, activity, inviting=form, status=422)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, guests, pk="pk")
def remove(request, guest: Guest):
    remove_guest(guest, by=request.user, at=clock.now())
    messages.success(request, f"已去掉{guest.name}。")
    return redirect("desk:activity", pk=guest.activity_id)
