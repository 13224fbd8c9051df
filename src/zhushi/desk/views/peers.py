"""Who of the same field is asked to an exchange visit: proposed with the reason, asked at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.invite_people import invite_people
from zhushi.activities.models import Activity
from zhushi.activities.peers import people_of, seats_in
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.views.activities import activities


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def invite(request, activity: Activity):
    """Ask who was left ticked; only people of rooms that the login keeps activities of."""
    seats = seats_in(held_by(request).scope(Perm.ACTIVITY_KEEP), activity)
    people = people_of(seats, request.POST.getlist("people"))
    try:
        count = invite_people(activity, people, by=request.user, at=clock.now())
        messages.success(request, f"请了 {count} 位。" if count else "这几位已经请过了。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=activity.pk)
