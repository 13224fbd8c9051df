"""What was told to this login."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock, outbox
from zhushi.core.models import Notice
from zhushi.desk.access import everybody, held_by
from zhushi.desk.notice_links import address_of
from zhushi.ui.paging import keyset


@everybody
def notices(request):
    """The own notices, newest first."""
    rows = Notice.objects.filter(user=request.user)
    only_new = request.GET.get("new") == "1"
    if only_new:
        rows = rows.filter(read_at=None)
    page = keyset(rows, request.GET, ("-pk",), unit="条")
    return render(request, "desk/accounts/notices.html", {"page": page, "only_new": only_new})


@everybody
@require_POST
def read_notices(request):
    """Mark one notice or all as read; one notice also opens what it tells of."""
    number = request.POST.get("notice", "")
    mine = Notice.objects.filter(user=request.user)
    if not number:
        count = outbox.mark_read(mine, at=clock.now())
        messages.success(request, f"{count} 条通知标为已读。" if count else "没有未读的通知。")
        return redirect("desk:notices")
    found = mine.filter(pk=number).first() if number.isdecimal() and len(number) < 16 else None
    if found is None:
        return redirect("desk:notices")
    outbox.mark_read(mine.filter(pk=found.pk), at=clock.now())
    return redirect(address_of(found, held_by(request)))
