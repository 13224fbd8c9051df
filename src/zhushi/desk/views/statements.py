"""What was said at an activity: put right, taken away, made a matter of."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.kinds import kind_of
from zhushi.activities.models import Activity, Statement
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.activities import StatementForm
from zhushi.matters.actions.correct_statement import change_statement, remove_statement
from zhushi.matters.actions.raise_statement import raise_statement


def statements(scope):
    """What was said at the activities of the rooms a scope reaches."""
    reached = Statement.objects.filter(activity__in=Activity.objects.in_scope(scope))
    return reached.select_related("activity__room")


@require_POST
@in_scope(Perm.MATTER_RECEIVE, statements, pk="pk")
def raise_one(request, statement: Statement):
    """Make a matter of it; pressed twice, it is the same one."""
    try:
        made = raise_statement(statement, by=request.user, at=clock.now())
        messages.success(request, f"已转成事项，编号 {made.ref}。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=statement.activity_id)


@require_http_methods(["GET", "POST"])
@in_scope(Perm.ACTIVITY_KEEP, statements, pk="pk")
def edit(request, statement: Statement):
    """Put it right; the trail says that it was changed, never what it said."""
    status, is_of_team = 200, statement.person_id is not None
    first = {"text": statement.text, "speaker": statement.speaker}
    data = request.POST if request.method == "POST" else None
    form = StatementForm(data, initial=first, is_of_team=is_of_team)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                change_statement(statement, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, "已改好。")
                return redirect("desk:activity", pk=statement.activity_id)
            except Refused as refused:
                form.add_error(None, str(refused))
    activity = statement.activity
    context = {
        "form": form,
        "statement": statement,
        "activity": activity,
        "kind": kind_of(activity.kind),
    }
    return render(request, "desk/activities/statement.html", context, status=status)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, statements, pk="pk")
def remove(request, statement: Statement):
    try:
        remove_statement(statement, by=request.user, at=clock.now())
        messages.success(request, "已删去。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:activity", pk=statement.activity_id)
