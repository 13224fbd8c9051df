"""What was said at an activity: made a matter of."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.models import Activity, Statement
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
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
