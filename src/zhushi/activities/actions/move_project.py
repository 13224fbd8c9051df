"""A project on its way: it starts, it is finished with a result, one looks back on it."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._service import ask_to_show_project, audited_project, locked_project
from zhushi.activities.choices import NeedStatus
from zhushi.activities.lifecycle import project_target
from zhushi.activities.models import Project
from zhushi.core.errors import Refused


@transaction.atomic
def start_project(project: Project, *, by, at: datetime) -> Project:
    """Begin a planned project."""
    project = locked_project(project)
    project.stage = project_target("start", project.stage)
    project.save(update_fields=["stage"])
    audited_project("project.start", project, by=by, at=at)
    return project


@transaction.atomic
def finish_project(project: Project, *, result: str, by, at: datetime) -> Project:
    """End a running project with what came of it; the needs it served count as met."""
    result = result.replace("\r\n", "\n").strip()
    if not result:
        raise Refused("请写做成了什么，几句话就行。")
    project = locked_project(project)
    project.stage = project_target("finish", project.stage)
    project.result, project.ended_at = result, at
    project.reword(by)
    project.save()
    ask_to_show_project(project, by=by, at=at)
    project.needs.update(status=NeedStatus.DONE)
    audited_project("project.finish", project, by=by, at=at)
    return project


@transaction.atomic
def look_back(project: Project, *, word: str, by, at: datetime) -> Project:
    """Write down what residents say of it afterwards, without names; until it is right."""
    word = word.replace("\r\n", "\n").strip()
    if not word:
        raise Refused("请写群众怎么说，一句话也行。")
    project = locked_project(project)
    project.stage = project_target("look_back", project.stage)
    project.word = word
    project.reword(by)
    project.save()
    ask_to_show_project(project, by=by, at=at)
    audited_project("project.look_back", project, by=by, at=at)
    return project
