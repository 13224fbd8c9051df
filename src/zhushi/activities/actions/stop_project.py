from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._service import audited_project, locked_project
from zhushi.activities.choices import NeedStatus
from zhushi.activities.lifecycle import project_target
from zhushi.activities.models import Project
from zhushi.core.errors import Refused


@transaction.atomic
def stop_project(project: Project, *, reason: str, by, at: datetime) -> Project:
    """Give a project up with a reason; the needs it was to serve are open again."""
    if not reason.strip():
        raise Refused("请写明为什么停。")
    project = locked_project(project)
    project.stage = project_target("stop", project.stage)
    project.stop_reason, project.ended_at = reason.strip(), at
    project.save(update_fields=["stage", "stop_reason", "ended_at"])
    project.needs.update(status=NeedStatus.OPEN, project=None)
    audited_project("project.stop", project, by=by, at=at)
    return project
