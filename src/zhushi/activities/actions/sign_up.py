from datetime import datetime

from django.db import transaction
from django.db.models import F

from zhushi.activities.actions._shift import audited, move_up, still_open, tell
from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Shift, Signup
from zhushi.activities.shift_clashes import clashes, who_may_come
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.people.models import Person


@transaction.atomic
def sign_up(shift: Shift, person: Person, *, by, at: datetime) -> Signup:
    """Give somebody a place in a shift, or the next place in the queue where it is full.

    Once is enough: the same again gives the sign-up there is. Who was put on by somebody else is
    told. Raises Refused for who is not of the project's rooms, away, or elsewhere at these hours.
    """
    shift = still_open(shift.pk, at)
    if shift.project.stage not in ONGOING:
        raise Refused("这个项目已经结束，不再报名。")
    lock(Person.objects.filter(pk=person.pk))  # who takes two at one hour gets one
    if standing := shift.signups.filter(person=person).first():
        return standing
    who = "您" if by and by.person_id == person.pk else person.name
    if not who_may_come(shift, [person]):
        raise Refused(f"{who}那天不在这个项目的工作室里，不能报名。")
    if reason := clashes(shift, [person]).get(person.pk):
        raise Refused(f"{who}{reason}，不能报这一场。")
    is_full = shift.taken >= shift.capacity
    made = Signup.objects.create(
        shift=shift, person=person, number=shift.last_number + 1, is_waiting=is_full
    )
    seats = {} if is_full else {"taken": F("taken") + 1}
    Shift.objects.filter(pk=shift.pk).update(last_number=made.number, **seats)
    words = "把您排在候补里" if is_full else "请您来"
    tell(shift, [person.pk], "put_on", words, by=by, at=at)
    audited("shift.sign_up", shift, by=by, at=at, person=person.ref)
    return made


@transaction.atomic
def withdraw(shift: Shift, person: Person, *, by, at: datetime) -> None:
    """Take somebody off a shift; the first who waits and can come moves up and is told.

    Who was taken off by somebody else is told too; for who is not on it nothing happens.
    """
    shift = still_open(shift.pk, at)
    standing = shift.signups.filter(person=person).first()
    if standing is None:
        return
    standing.delete()
    if not standing.is_waiting:
        Shift.objects.filter(pk=shift.pk).update(taken=F("taken") - 1)
        move_up(shift, at=at)
    tell(shift, [person.pk], "take_off", "不用您来了，有疑问请问联络员", by=by, at=at)
    audited("shift.withdraw", shift, by=by, at=at, person=person.ref)
