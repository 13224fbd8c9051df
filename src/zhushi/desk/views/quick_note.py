"""A delegate writes down on the phone what somebody said, in under a minute."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.forms.quick_note import WAYS, QuickNoteForm
from zhushi.desk.views.matter_new import rooms_of
from zhushi.desk.views.receipts import fresh_url
from zhushi.matters.actions.receive import receive
from zhushi.matters.choices import Channel
from zhushi.vault.actions.keep import Who


@never_cache
@allowed(Perm.MATTER_RECEIVE)
def quick_note(request, scope):
    """Three things are asked, one of them must be said."""
    rooms = rooms_of(request, scope)
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    status = 200
    if request.method == "POST":
        form = QuickNoteForm(request.POST, rooms=rooms)
        status = 422
        if form.is_valid():
            try:
                received = _receive(form, request)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                ref = received.matter.ref
                messages.success(request, f"记下了，编号 {ref}，联络员会收到。")
                return redirect(fresh_url(received.matter, request.user))
    else:
        asked = request.GET.get("channel", "")
        first = asked if asked in dict(WAYS) else Channel.VISIT
        form = QuickNoteForm(rooms=rooms, initial={"channel": first})
    context = {"form": form, "room": rooms[0] if len(rooms) == 1 else None}
    return render(request, "desk/today/quick_note.html", context, status=status)


def _receive(form: QuickNoteForm, request):
    given = form.cleaned_data
    return receive(
        form.chosen_room,
        content=given["content"],
        channel=Channel(given["channel"]),
        key=given["key"],
        who=Who(name=given["name"], phone=given["phone"]),
        receiver=request.user.person,
        delegate_view=given["delegate_view"],
        by=request.user,
        at=clock.now(),
    )
