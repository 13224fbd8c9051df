"""What the room does not dispose of itself: the decision table shown to the liaison.

Source: docs/domain/norms.md (北京接诉即办条例 art 11; 信访工作条例 arts 22, 30; 五华县 art 7).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zhushi.matters.choices import Exclusion
from zhushi.matters.lifecycle import label_of
from zhushi.rooms.models import Unit


@dataclass(frozen=True)
class Route:
    """What to do with one kind of content.

    verb: the edge to take; say: the sentence for the visitor; channel: where it goes instead.
    """

    exclusion: Exclusion
    sign: str
    verb: str
    say: str
    channel: str
    basis: str

    @property
    def label(self) -> str:
        """What the button of the edge says."""
        return label_of(self.verb)


ROUTES: dict[Exclusion, Route] = {
    route.exclusion: route
    for route in (
        Route(
            Exclusion.EMERGENCY,
            "正在发生的火灾、伤病、案件、事故",
            "decline",
            "请马上拨打 110、119、120 或 122，不要等我们转办。",
            "110 / 119 / 120 / 122",
            "北京市接诉即办工作条例第十一条",
        ),
        Route(
            Exclusion.LITIGATION,
            "正在或应当通过诉讼、仲裁、行政复议、信息公开申请解决",
            "decline",
            "这件事有法定的办理途径，请到有权机关办理，我们告诉您地址和材料。",
            "法院、仲裁委、复议机关",
            "北京市接诉即办工作条例第十一条",
        ),
        Route(
            Exclusion.PETITION,
            "申诉求决，或信访部门已经受理",
            "refer",
            "这件事由信访部门按程序办理，我们登记后转去并抄送组织部。",
            "区信访局",
            "五华县党员群众意见建议办理办法第七条",
        ),
        Route(
            Exclusion.OTHER_BODY,
            "人大、法院、检察院职权内的事",
            "refer",
            "这件事由有权机关办理，我们登记后转去并抄送组织部。",
            "区人大、法院、检察院",
            "五华县党员群众意见建议办理办法第七条",
        ),
        Route(
            Exclusion.ACCUSATION,
            "反映干部违纪违法，或者说了会怕被报复",
            "seal",
            "您反映的内容改由两名专人办理，本室和被反映的单位都看不到。",
            "纪检监察机关",
            "信访工作条例第二十二条、第三十条",
        ),
        Route(
            Exclusion.SECRET,
            "涉及国家秘密",
            "decline",
            "这类内容不能在网上登记，请当面交给机要人员。",
            "机要渠道",
            "保守国家秘密法",
        ),
        Route(
            Exclusion.REPEAT,
            "同一个人的同一件事，没有新情况",
            "merge",
            "这件事正在办理或已有结果，我们把结果再告诉您一次。",
            "原来的事项",
            "北京市接诉即办工作条例第十一条",
        ),
    )
}


def named_in(text: str, units: Iterable[Unit]) -> list[Unit]:
    """The units whose name or short name a text mentions, with or without the leading “区”.

    A reason to ask, not a proof: “does this concern the unit you send it to?” (trust.md §5.3).
    """
    return [unit for unit in units if any(name in text for name in _names(unit))]


def _names(unit: Unit) -> set[str]:
    names = {unit.name, unit.short_name, unit.name.removeprefix("区")}
    return {name for name in names if len(name) >= 2}
