from zhushi.core.errors import Refused
from zhushi.rooms.choices import GRASSROOTS


def refuse_grassroots_handler(kind: str, *, is_handler: bool) -> None:
    """Communities and villages are not charged with what others have to do (norms.md)."""
    if is_handler and kind in GRASSROOTS:
        raise Refused("部门和街道的事不能转给社区、村承担，社区、村不能设为承办单位。")
