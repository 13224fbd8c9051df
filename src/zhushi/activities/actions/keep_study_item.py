from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._study import audited, locked_item, locked_plan
from zhushi.activities.choices import Strand
from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.errors import Refused

MOST = 60


@dataclass(frozen=True)
class Aim:
    """What is to be studied, of which strand, out of what, and by when."""

    title: str
    strand: Strand
    due_on: date
    material: str = ""


@transaction.atomic
def add_study_item(plan: StudyPlan, *, aim: Aim, by, at: datetime) -> StudyItem:
    """Put an item into a plan; the same one sent twice is there once.

    Raises Refused without a title, for a day outside the plan's time, or into a full plan.
    """
    plan = locked_plan(plan)
    given = checked(aim, plan.period)
    if standing := plan.items.filter(**given).first():
        return standing
    if plan.items.count() >= MOST:
        raise Refused(f"一份计划最多 {MOST} 项。")
    made = StudyItem.objects.create(plan=plan, **given)
    audited("study.add_item", plan, by=by, at=at)
    return made


@transaction.atomic
def change_study_item(item: StudyItem, *, aim: Aim, by, at: datetime) -> StudyItem:
    """Put an item right; what was taken over from it elsewhere stays as it is."""
    item = locked_item(item)
    for name, value in checked(aim, item.plan.period).items():
        setattr(item, name, value)
    item.save()
    audited("study.change_item", item.plan, by=by, at=at)
    return item


@transaction.atomic
def drop_study_item(item: StudyItem, *, by, at: datetime) -> None:
    """Take an item out of a plan; raises Refused once something was studied or noted of it."""
    item = locked_item(item)
    if item.sessions.exists() or item.notes.exists() or item.uses.exists():
        raise Refused("这一项已经有学习活动或者笔记，不能删，可以改。")
    plan = item.plan
    item.delete()
    audited("study.drop_item", plan, by=by, at=at)


def checked(aim: Aim, period: StudyPeriod) -> dict:
    """The fields of an item as they are kept."""
    title, material = aim.title.strip(), aim.material.strip()
    if not title:
        raise Refused("请写学什么。")
    if not period.since <= aim.due_on <= period.until:
        raise Refused(f"日子要在{period.label}里。")
    return {"title": title, "strand": aim.strand, "due_on": aim.due_on, "material": material}
