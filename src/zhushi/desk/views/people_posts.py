"""Giving a person a place and ending it; rights follow."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render

from zhushi.activities.queries import duties_of, duties_unposted
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.people import EndForm, PostForm
from zhushi.desk.views.people import people_in
from zhushi.matters.queries import naming
from zhushi.people.actions.post import post
from zhushi.people.actions.relieve import relieve
from zhushi.people.models import Posting
from zhushi.people.roles import PRIVILEGED
from zhushi.rooms.models import Unit, Workroom


def postings_in(scope):
    """Postings not over yet that a scope of persons reaches; none of a whole district."""
    return (
        Posting.objects.filter(Q(district__in=scope.districts) | Q(room__in=scope.rooms))
        .not_over_on(clock.today())
        .exclude(role__in=PRIVILEGED)
        .select_related("person", "room", "unit")
    )


@in_scope(Perm.PERSON_EDIT, people_in)
def new_posting(request, person):
    on = clock.today()
    form = PostForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": on},
        rooms=Workroom.objects.of_district(person.district_id).open_on(on),
        units=Unit.objects.of_district(person.district_id).handlers().valid_on(on),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                posting = post(person, by=request.user, at=clock.now(), **form.cleaned_data)
                place = posting.room or posting.unit
                messages.success(
                    request, f"{person.name}已任{place.name}{posting.get_role_display()}。"
                )
                return redirect("desk:person", ref=person.ref)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return render(request, "desk/people/post.html", {"form": form, "person": person}, status=status)


@in_scope(Perm.PERSON_EDIT, postings_in, person__ref="ref", pk="pk")
def end_posting(request, posting):
    form, status = (
        EndForm(
            request.POST if request.method == "POST" else None, initial={"ends_on": clock.today()}
        ),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                relieve(posting, by=request.user, at=clock.now(), **form.cleaned_data)
                messages.success(request, f"{posting.person.name}的这段任职已结束，登录已退出。")
                if _stays_behind(posting):
                    code, ref = posting.room.code, posting.person.ref
                    return redirect("desk:handover", code=code, ref=ref)
                return redirect("desk:person", ref=posting.person.ref)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "posting": posting, "person": posting.person}
    context["open_matters"] = _open_matters(posting)
    context["later_duties"] = [
        duty
        for duty in duties_of(posting.person, since=clock.today())
        if duty.day.room_id == posting.room_id
    ]
    return render(request, "desk/people/end.html", context, status=status)


def _open_matters(posting: Posting) -> int:
    """How many open matters of the room name this person; a number, and sealed ones not counted."""
    return naming([posting.person], [posting.room]).count() if posting.room else 0


def _stays_behind(posting: Posting) -> bool:
    """Whether work of a room still has the name of who leaves it."""
    if posting.room is None:
        return False
    duties = duties_unposted(on=clock.today()).filter(person=posting.person, day__room=posting.room)
    return bool(_open_matters(posting)) or duties.exists()
