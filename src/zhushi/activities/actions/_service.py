"""What every verb on needs, projects and shifts does alike."""

from datetime import datetime

from zhushi.activities.actions.show import ask_to_show
from zhushi.activities.choices import NeedStatus, ProjectStage
from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Need, Project
from zhushi.core import audit
from zhushi.core.errors import Refused


def locked_need(need: Need, *statuses: NeedStatus) -> Need:
    """The need, locked; raises Refused where it stands elsewhere."""
    found = Need.objects.select_for_update(of=("self",)).select_related("room").get(pk=need.pk)
    if found.status not in statuses:
        raise Refused(f"这条需求{NeedStatus(found.status).label}，不能再这样操作。")
    return found


def audited_need(event: str, need: Need, *, by, at: datetime) -> None:
    audit.record(
        event,
        target=f"{need.room.code}:{need.pk}",
        district_id=need.district_id,
        by=by,
        at=at,
    )


def locked_project(project: Project) -> Project:
    found = Project.objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=project.pk)


def ongoing(project: Project) -> Project:
    """The project, locked; raises Refused once it is over."""
    project = locked_project(project)
    if project.stage not in ONGOING:
        raise Refused(f"这个项目{ProjectStage(project.stage).label}，不能再改。")
    return project


def ask_to_show_project(project: Project, *, by, at: datetime) -> None:
    """Where it is meant for the public, let a second person read what is new."""
    if project.is_public:
        about = f"project:{project.pk}"
        ask_to_show(project.room, f"项目“{project.title}”", about=about, by=by, at=at)


def audited_project(event: str, project: Project, *, by, at: datetime) -> None:
    audit.record(
        event,
        target=f"{project.room.code}:{project.pk}",
        district_id=project.district_id,
        by=by,
        at=at,
    )
