"""What everybody may read of an activity: written, published by another, taken back at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.publish_report import (
    publish_report,
    withdraw_report,
    write_report,
)
from zhushi.activities.models import Activity
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.activities import ReportForm
from zhushi.desk.views.activities import activities
from zhushi.desk.views.activity import activity_page


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def write(request, activity: Activity):
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            write_report(activity, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "报道已存，等另一个人审定。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return activity_page(request, activity, reporting=form, status=422)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, activities, pk="pk")
def publish(request, activity: Activity):
    try:
        seen = request.POST.get("seen")
        publish_report(activity, seen=seen, by=request.user, at=clock.now())
        messages.success(request, "已公开，工作室的公开页上看得到。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=activity.pk)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, activities, pk="pk")
def withdraw(request, activity: Activity):
    withdraw_report(activity, by=request.user, at=clock.now())
    messages.success(request, "已撤回，公开页上马上看不到了。")
    return redirect("desk:activity", pk=activity.pk)
