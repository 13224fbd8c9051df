"""Activities of several rooms: each says who of its own goes there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.bring_people import bring_people
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.forms.activities import BringForm
from zhushi.desk.views.activities import activities_seen, team
from zhushi.rooms.models import Workroom


@require_POST
@allowed(Perm.ACTIVITY_KEEP)
def bring(request, scope, pk, code):
    activity = get_object_or_404(activities_seen(scope), pk=pk)
    joint = activity.others.filter(pk__in=Workroom.objects.in_scope(scope).values("pk"))
    room = get_object_or_404(joint, code=code)
    form = BringForm(request.POST, postings=team(room, activity.on))
    if not form.is_valid():
        messages.error(request, "名单里有人不在本室的队伍里，请重新选。")
        return redirect("desk:activity", pk=activity.pk)
    try:
        people = form.chosen("brought")
        bring_people(activity, room=room, people=people, by=request.user, at=clock.now())
        messages.success(request, "定好了，已告诉他们。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=activity.pk)
