"""What a unit has to answer, by due date."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.shortcuts import render

from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.matters.access import title_for
from zhushi.matters.choices import DispatchStatus, Visibility
from zhushi.matters.lateness import badge_of
from zhushi.matters.models import Dispatch, Recusal
from zhushi.matters.reference import calendar_of
from zhushi.people.access import Scope
from zhushi.ui.paging import keyset

NO_DATE = date(9999, 12, 31)
D = DispatchStatus
SHOWN = {
    "": ("全部", Q()),
    "sent": ("待签收", Q(status=D.SENT)),
    "late": ("已超期", None),  # a date, not a status: said where today is known
    "signed": ("办理中", Q(status=D.SIGNED)),
    "replied": ("已答复", Q(status=D.REPLIED)),
    "returned": ("退办待裁定", Q(status=D.RETURNED)),
}


def open_dispatches(scope: Scope):
    """Running dispatches of the scope's units, none sealed, none of a recused unit."""
    recused = Recusal.objects.filter(unit_id__in=scope.units).values("matter")
    return Dispatch.objects.filter(
        unit_id__in=scope.units, ended_at=None, matter__visibility=Visibility.NORMAL
    ).exclude(matter__in=recused)


@allowed(Perm.MATTER_SIGN_IN)
def inbox(request, scope, others=()):
    """Everything handed to the own units and not ended, the nearest date first."""
    on, calendar = clock.today(), calendar_of(request.user.person.district)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    found = open_dispatches(scope)
    late = Q(due_on__lt=on) & ~Q(status=D.REPLIED)
    counts = found.aggregate(
        all=Count("pk"),
        sent=Count("pk", filter=Q(status=D.SENT)),
        late=Count("pk", filter=late),
        replied=Count("pk", filter=Q(status=D.REPLIED)),
        signed=Count("pk", filter=Q(status=D.SIGNED)),
        returned=Count("pk", filter=Q(status=D.RETURNED)),
    )
    found = found.filter(late if show == "late" else SHOWN[show][1])
    found = found.annotate(list_on=Coalesce("due_on", NO_DATE)).select_related("matter", "unit")
    page = keyset(found, request.GET, ("list_on", "pk"))
    context = {
        "page": page,
        "rows": [
            {
                "dispatch": row,
                "title": title_for(row.matter, scope),
                "badge": badge_of(row.due_on, on=on, calendar=calendar),
            }
            for row in page.rows
        ],
        "chips": [
            {"key": key, "label": label, "count": counts[key or "all"], "current": key == show}
            for key, (label, _) in SHOWN.items()
        ],
        "counts": counts,
        "several_units": len(scope.units) > 1,
        "others": others,
        "today": on,
    }
    return render(request, "desk/today/inbox.html", context)
