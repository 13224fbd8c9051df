from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of, start_of
from zhushi.vault.choices import Field
from zhushi.vault.models import Identity, Look

A_DAY = 50
"""Looks of one login; whoever copies a register stops here."""


@transaction.atomic
def look(
    identity: Identity,
    fields: Sequence[Field],
    *,
    reason: str,
    by,
    by_label: str,
    at: datetime,
) -> dict[Field, str]:
    """Open the named fields and leave a line the resident can read.

    by_label: unit, role and staff number as the resident will read them. Rights are asked
    before this call. Raises Refused without a reason of at least four characters, if the
    identity has been forgotten, or for a login that has looked fifty times that day.
    """
    if len(reason.strip()) < 4:
        raise Refused("请写明查看身份的理由，至少四个字。来访人能看到这条理由。")
    if identity.forgotten_at:
        raise Refused("来访人的身份信息已按期限或本人要求删除。")
    today = start_of(day_of(at))
    if Look.objects.filter(by=by, at__gte=today).count() >= A_DAY:
        raise Refused(
            f"今天您已经查看了 {A_DAY} 次身份，不能再看。确实还要看的，请党联办的人来看。"
        )
    opened = {field: identity.open(field.value.lower()) or "" for field in fields}
    Look.objects.create(
        identity=identity,
        at=at,
        by=by,
        by_label=by_label,
        fields=[field.value for field in fields],
        reason=reason.strip(),
    )
    audit.record(
        "identity.look",
        target=f"identity:{identity.pk}",
        district_id=identity.district_id,
        by=by,
        at=at,
        fields=[field.value for field in fields],
    )
    return opened
