from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import check_people
from zhushi.activities.actions._service import (
    ask_to_show_project,
    audited_need,
    audited_project,
    locked_need,
    ongoing,
)
from zhushi.activities.actions.plan_activity import check_form, check_open
from zhushi.activities.choices import ActivityKind, NeedStatus
from zhushi.activities.models import Need, Project
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person, User
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Outline:
    """What a project is to reach, who answers for it, and with whom."""

    title: str
    goal: str
    form: str
    owner: Person | None = None
    partners: str = ""
    budget_note: str = ""
    others: tuple[Workroom, ...] = ()
    is_public: bool = False


@transaction.atomic
def plan_project(
    room: Workroom, *, outline: Outline, need: Need | None = None, by, at: datetime
) -> Project:
    """Make a project of a room, in the same step out of a need of its list; its owner is told.

    Raises Refused for a closed room, a room of another district, an owner in no team, or a need
    that is served already or stands on another room's list.
    """
    check_open(room, day_of(at))
    made = Project(district_id=room.district_id, room=room, created_at=at)
    _write(made, outline, by=by, at=at)
    audited_project("project.plan", made, by=by, at=at)
    _tell_owner(made, by=by, at=at)
    if need is not None:
        _take(need, made, by=by, at=at)
    return made


@transaction.atomic
def change_project(project: Project, *, outline: Outline, by, at: datetime) -> Project:
    """Change an ongoing project; a new owner is told."""
    project = ongoing(project)
    before = project.owner_id
    _write(project, outline, by=by, at=at)
    audited_project("project.change", project, by=by, at=at)
    if project.owner_id != before:
        _tell_owner(project, by=by, at=at)
    return project


@transaction.atomic
def take_need(need: Need, *, project: Project, by, at: datetime) -> Need:
    """Let an ongoing project serve one more need of its rooms."""
    return _take(need, ongoing(project), by=by, at=at)


def _take(need: Need, project: Project, *, by, at: datetime) -> Need:
    need = locked_need(need, NeedStatus.OPEN)
    rooms = {project.room_id, *project.others.values_list("pk", flat=True)}
    if need.room_id not in rooms:
        raise Refused("这条需求是别的工作室的，先请那个工作室一起做。")
    need.status, need.project = NeedStatus.TAKEN, project
    need.save(update_fields=["status", "project"])
    audited_need("need.take", need, by=by, at=at)
    return need


def _write(project: Project, outline: Outline, *, by, at: datetime) -> None:
    if not outline.title.strip() or not outline.goal.strip():
        raise Refused("请写项目名称和要达到什么。")
    check_form(ActivityKind.SERVICE, outline.form)
    if any(room.district_id != project.district_id for room in outline.others):
        raise Refused("只能和本区的工作室一起做。")
    if outline.owner and outline.owner.pk != project.owner_id:
        check_people([outline.owner], district_id=project.district_id, on=day_of(at))
    project.title, project.goal = outline.title.strip(), outline.goal.strip()
    project.form, project.owner = outline.form, outline.owner
    project.partners, project.budget_note = outline.partners.strip(), outline.budget_note.strip()
    project.is_public = outline.is_public
    project.reword(by)
    project.save()
    ask_to_show_project(project, by=by, at=at)
    project.others.set([room for room in outline.others if room.pk != project.room_id])


def _tell_owner(project: Project, *, by, at: datetime) -> None:
    if project.owner_id is None:
        return
    outbox.tell(
        User.objects.filter(person=project.owner_id, is_active=True).values_list("pk", flat=True),
        but=by,
        event=f"project.owner:{project.pk}:{project.owner_id}",
        text=f"{project.room.name}的服务项目“{project.title}”请您负责",
        about=f"project:{project.pk}",
        at=at,
    )
