"""The same public post twice is one act."""

import hashlib
from datetime import datetime

from zhushi.core.errors import Refused
from zhushi.core.models import Submission


def digest_of(*parts: str) -> str:
    """A fingerprint of what was posted, to tell a repeat from another text under an old key."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def claim(key: str, digest: str, *, at: datetime) -> str | None:
    """Take a key inside the caller's transaction; the earlier result if it was carried out before.

    A second transaction with the same key waits on the unique index until the first ends.
    Raises Refused if the key was used for another content.
    """
    made = Submission(key=key, digest=digest, result="", at=at)
    Submission.objects.bulk_create([made], ignore_conflicts=True)
    earlier = Submission.objects.select_for_update().get(key=key)
    if earlier.digest != digest:
        raise Refused("这张表已经提交过，内容和这次不一样。请从头再填一张。")
    return earlier.result or None


def settle(key: str, result: str) -> None:
    """Store what the post led to."""
    Submission.objects.filter(key=key).update(result=result)
