from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._service import audited_project, ongoing
from zhushi.activities.models import Milestone, Project
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of

AT_MOST = 20


@transaction.atomic
def set_milestone(project: Project, *, text: str, due_on: date, by, at: datetime) -> Milestone:
    """Add a step to an ongoing project; raises Refused without words or for one too many."""
    if not text.strip():
        raise Refused("请写这一步做什么。")
    project = ongoing(project)
    if project.milestones.count() >= AT_MOST:
        raise Refused(f"一个项目最多 {AT_MOST} 步，请合并几步。")
    made = project.milestones.create(text=text.strip(), due_on=due_on)
    audited_project("project.milestone", project, by=by, at=at)
    return made


@transaction.atomic
def reach_milestone(milestone: Milestone, *, by, at: datetime) -> Milestone:
    """Note that a step is done, today; the same again changes nothing."""
    project = ongoing(milestone.project)
    milestone = Milestone.objects.get(pk=milestone.pk)
    if milestone.done_on is None:
        milestone.done_on = day_of(at)
        milestone.save(update_fields=["done_on"])
        audited_project("project.reach", project, by=by, at=at)
    return milestone


@transaction.atomic
def drop_milestone(milestone: Milestone, *, by, at: datetime) -> None:
    """Take a step out again; raises Refused once it is done."""
    project = ongoing(milestone.project)
    loose = project.milestones.filter(pk=milestone.pk)
    if loose.exclude(done_on=None).exists():
        raise Refused("做完的一步留着，不能去掉。")
    loose.delete()
    audited_project("project.unset", project, by=by, at=at)
