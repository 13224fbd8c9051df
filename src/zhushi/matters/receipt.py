"""The receipt of a matter: derived again whenever it must be printed."""

from zhushi.core import receipts
from zhushi.matters.models import Matter


def code_of(matter: Matter) -> str:
    """The receipt code; shows status only."""
    return receipts.code_of(matter.receipt_seed.rpartition(":")[0])


def pin_of(matter: Matter) -> str:
    """The PIN, the second secret where no phone was given."""
    return receipts.pin_of(matter.receipt_seed)


def matter_of(code: str) -> Matter | None:
    """The matter behind a normalised code, whatever its visibility; None if there is none."""
    return Matter.objects.filter(code_hash=receipts.hash_of(code)).first()
