from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._study import audited, locked_item
from zhushi.activities.actions.write_study_note import check_own
from zhushi.activities.models import Activity, Project, StudyItem, StudyUse
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def say_study_use(
    item: StudyItem,
    *,
    person: Person,
    text: str,
    about: Activity | Project | str,
    by,
    at: datetime,
) -> StudyUse:
    """Keep what a delegate did with what they learnt; the same sent twice is kept once.

    about: an activity, a project, or the number of a matter; rights are asked before this call.
    Raises Refused without words or without anything it was used for.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("请写学了以后做了什么，一句话就行。")
    if not about:
        raise Refused("请选用在哪里。")
    item = locked_item(item)
    check_own(item, person)
    made, is_new = StudyUse.objects.get_or_create(
        item=item,
        person=person,
        text=text,
        activity=about if isinstance(about, Activity) else None,
        project=about if isinstance(about, Project) else None,
        matter_ref=about if isinstance(about, str) else "",
        defaults={"said_at": at},
    )
    if is_new:
        audited("study.use", item.plan, by=by, at=at)
    return made


@transaction.atomic
def drop_study_use(use: StudyUse, *, by, at: datetime) -> None:
    """Take away what one said of the use of something."""
    plan = locked_item(use.item).plan
    StudyUse.objects.filter(pk=use.pk).delete()
    audited("study.drop_use", plan, by=by, at=at)
