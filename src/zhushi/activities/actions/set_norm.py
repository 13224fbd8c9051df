from datetime import datetime

from django.db import transaction

from zhushi.activities.models import OwnNorm
from zhushi.activities.norms import Norm
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import Unit


@transaction.atomic
def set_norm(district: Unit, norm: Norm, *, by, at: datetime) -> OwnNorm:
    """Let a district want one of the eight so often; raises Refused without a source."""
    if not norm.source.strip():
        raise Refused("请写明依据，例如文件名。")
    own, _ = OwnNorm.objects.update_or_create(
        district=district,
        heading=norm.heading,
        defaults={
            "least": norm.least,
            "period": norm.period,
            "per": norm.per,
            "source": norm.source.strip(),
        },
    )
    audit.record(
        "norm.set",
        target=norm.heading.label,
        district_id=district.pk,
        by=by,
        at=at,
        rule=norm.words,
    )
    return own
