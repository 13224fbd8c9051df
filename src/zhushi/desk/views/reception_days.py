"""One reception day: who is on duty, announcing, opening, closing, cancelling."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.actions.announce import announce
from zhushi.activities.actions.assign_duty import assign_duty, release_duty
from zhushi.activities.actions.run_day import cancel_day, close_day, open_day
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import ReceptionDay
from zhushi.activities.queries import candidates_for
from zhushi.core import clock
from zhushi.core.errors import Refused, Stale
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.day_board import DayBoard, board_of
from zhushi.desk.forms.receptions import CancelForm, CloseForm, DutyForm, WalkInForm


def days(scope):
    return ReceptionDay.objects.in_scope(scope).select_related("room__unit", "district")


def day_in_scope(perm: Perm):
    """Hand the view the day of the address within the scope of ``perm``, or answer 404."""
    return in_scope(perm, days, room__code="code", on="on")


def moving(perm: Perm):
    """A view that posts one move of a day and returns the sentence that says what happened.

    What is refused is said on the page of the day, with what was typed.
    """

    def decorate(view):
        @day_in_scope(perm)
        @require_POST
        @wraps(view)
        def inner(request, day, **kwargs):
            try:
                said = view(request, day, **kwargs)
            except Refused as refused:
                return day_page(request, day, refused=str(refused), status=status_of(refused))
            if isinstance(said, HttpResponse):
                return said
            messages.success(request, said)
            return redirect(back_of(request, day))

        return inner

    return decorate


def status_of(refused: Refused) -> int:
    return 409 if isinstance(refused, Stale) else 422


def back_of(request, day: ReceptionDay) -> str:
    """The page the button stood on: the first page or the day's own."""
    if request.POST.get("back") == "today":
        return "desk:today"
    return address_of(day)


def address_of(day: ReceptionDay) -> str:
    return f"/desk/receptions/{day.room.code}/{day.on:%Y-%m-%d}/"


def board_for(request, day: ReceptionDay) -> DayBoard:
    person_id = request.user.person_id
    return board_of(day, held_by(request), person_id=person_id, at=clock.now())


def day_page(
    request, day: ReceptionDay, *, refused: str = "", status: int = 200, **forms
) -> HttpResponse:
    """The day's own page; ``forms`` replaces an empty form by the one that was refused."""
    if refused:
        day.refresh_from_db(fields=["status", "summary", "cancel_reason"])
    board = board_for(request, day)
    candidates = candidates_for(day) if board.may_plan and not board.is_over else []
    context = {
        "board": board,
        "day": day,
        "refused": refused,
        "duty_form": DutyForm(candidates=candidates) if candidates else None,
        "walk_in_form": WalkInForm(),
        **forms,
    }
    return render(request, "desk/receptions/detail.html", context, status=status)


@day_in_scope(Perm.RECEPTION_VIEW)
def reception(request, day):
    """Who is on duty, who comes, what to do next."""
    return day_page(request, day)


@moving(Perm.RECEPTION_PLAN)
def create_duty(request, day):
    form = DutyForm(request.POST, candidates=candidates_for(day))
    if not form.is_valid():
        return day_page(request, day, duty_form=form, status=422)
    given = form.cleaned_data
    try:
        duty = assign_duty(
            day, given["person"], part=DutyPart(given["part"]), by=request.user, at=clock.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return day_page(request, day, duty_form=form, status=status_of(refused))
    return f"{duty.person.name}排在{day.on.month}月{day.on.day}日，{duty.get_part_display()}。"


@moving(Perm.RECEPTION_PLAN)
def release(request, day):
    ref = request.POST.get("person", "").replace("\0", "")
    duty = get_object_or_404(day.duties.select_related("person"), person__ref=ref)
    release_duty(duty, by=request.user, at=clock.now())
    return f"{duty.person.name}这天不值班了。"


@moving(Perm.RECEPTION_PLAN)
def announce_day(request, day):
    announce(day, by=request.user, at=clock.now())
    return "已公布，群众可以在网上看到和预约。值班的人收到了通知。"


@moving(Perm.RECEPTION_RUN)
def begin(request, day):
    open_day(day, by=request.user, at=clock.now())
    return "接待开始了。来一位登记一位，再叫号。"


def _with_form(request, day, form, action, template: str, said: str):
    """A page with one form that posts one move of the day."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                action(day, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
                status = status_of(refused)
            else:
                messages.success(request, said)
                return redirect(address_of(day))
    context = {"form": form, "day": day, "board": board_for(request, day)}
    return render(request, template, context, status=status)


@day_in_scope(Perm.RECEPTION_RUN)
def close(request, day):
    """End the reception with a summary."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    return _with_form(
        request,
        day,
        form,
        close_day,
        "desk/receptions/close.html",
        "今天的接待结束了。登记台账可以打印签名。",
    )


@day_in_scope(Perm.RECEPTION_PLAN)
def cancel(request, day):
    """Cancel the day with a reason the public reads."""
    form = CancelForm(request.POST if request.method == "POST" else None)
    return _with_form(
        request,
        day,
        form,
        cancel_day,
        "desk/receptions/cancel.html",
        "这个接待日已取消，网上写明了原因，预约一并取消。",
    )
