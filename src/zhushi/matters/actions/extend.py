"""More time for a written answer: asked once by the unit, decided by the office."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.workdays import workdays_between
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._clocks import lengthen, reply_clock
from zhushi.matters.actions._move import move
from zhushi.matters.limits import EXTENSION_ASKED_BEFORE, EXTENSION_WORKDAYS
from zhushi.matters.models import Dispatch, Extension, Matter
from zhushi.matters.reference import calendar_of


@transaction.atomic
def ask_extension(
    dispatch: Dispatch,
    *,
    reason: str,
    workdays: int,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """The lead asks for more time, with a reason the resident can read.

    workdays: 1 to 15. Raises Refused a second time, later than one working day before the due
    day, or from a co-handler.
    """
    if not dispatch.is_lead:
        raise Refused("由主办单位申请延期。")
    if len(reason.strip()) < 5:
        raise Refused("请写明延期理由，至少五个字。群众能看到。")
    if not 1 <= workdays <= EXTENSION_WORKDAYS:
        raise Refused(f"延期最多 {EXTENSION_WORKDAYS} 个工作日。")
    matter, dispatch = take_charge(dispatch, "ask_extension", seen=seen)
    if Extension.objects.filter(dispatch__matter=matter).exists():
        raise Refused("已经申请过一次延期，不能再申请。")
    clock = reply_clock(matter)
    if clock is None:
        raise Refused("现在没有书面答复的时限，不用延期。")
    left = workdays_between(day_of(at), clock.due_on, calendar_of(matter.district))
    if left < EXTENSION_ASKED_BEFORE:
        raise Refused(f"延期须在到期前至少 {EXTENSION_ASKED_BEFORE} 个工作日申请，现在已经来不及。")
    Extension.objects.create(
        dispatch=dispatch, reason=reason.strip(), workdays=workdays, at=at, by=by
    )
    said = f"{dispatch.unit.label}申请延期 {workdays} 个工作日：{reason.strip()}"
    return move(matter, "ask_extension", by=by, at=at, said=said, workdays=workdays)


@transaction.atomic
def decide_extension(
    dispatch: Dispatch,
    *,
    is_granted: bool,
    note: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """The office grants or refuses more time; the resident reads the reason and the new day."""
    verb = "extend" if is_granted else "refuse_extension"
    matter, dispatch = take_charge(dispatch, verb, seen=seen)
    asked = Extension.objects.select_for_update().filter(dispatch=dispatch).first()
    if asked is None or asked.decided_at:
        raise Refused("没有等待裁定的延期申请。")
    asked.is_granted, asked.decided_at, asked.decided_by = is_granted, at, by
    asked.note = note.strip()
    asked.save()
    public, said = "", f"不同意延期。{note.strip()}"
    if is_granted:
        clock = reply_clock(matter)
        if clock is None:
            raise Refused("书面答复的时限已经停了，不用再延期。")
        clock = lengthen(matter, clock, asked.workdays)
        new_day = f"{clock.due_on.year}年{clock.due_on.month}月{clock.due_on.day}日"
        said = f"同意延期 {asked.workdays} 个工作日，到{new_day}。{note.strip()}"
        public = f"办理时间延长到{new_day}。原因：{asked.reason}"[:300]
    return move(matter, verb, by=by, at=at, said=said, public=public)
