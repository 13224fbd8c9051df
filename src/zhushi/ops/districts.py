"""Which district a command means."""

from zhushi.core.errors import Refused
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit


def chosen_district(word: str = "") -> Unit | None:
    """The district whose slug or six-digit code is ``word``; the only one if it is empty.

    None if there is no district at all. Raises Refused for an unknown word or an open choice.
    """
    districts = list(Unit.objects.filter(kind=UnitKind.DISTRICT, valid_to=None))
    if word:
        found = [one for one in districts if word in (one.slug, one.code)]
        if len(found) != 1:
            raise Refused(f"没有简码或代码为“{word}”的区。")
        return found[0]
    if len(districts) > 1:
        names = "、".join(f"{one.slug}（{one.name}）" for one in districts)
        raise Refused(f"库里有几个区，请用 --district 写明是哪一个：{names}。")
    return districts[0] if districts else None
