"""What every verb on an exemplary delegate does alike."""

from datetime import datetime

from zhushi.activities.models import Exemplar
from zhushi.core import audit
from zhushi.core.errors import Refused


def locked(exemplar: Exemplar) -> Exemplar:
    found = Exemplar.objects.select_for_update(of=("self",)).select_related("person", "room")
    standing = found.filter(pk=exemplar.pk).first()
    if standing is None:
        raise Refused("这条推荐已经取消了。")
    return standing


def audited(event: str, exemplar: Exemplar, by, at: datetime) -> None:
    target = exemplar.person.ref
    audit.record(event, target=target, district_id=exemplar.district_id, by=by, at=at)
