"""What a division table would change in a district. Reads, never writes."""

import re
from dataclasses import dataclass, field

from zhushi.core.errors import Refused
from zhushi.exchange.imports.divisions import Community, Divisions, Street
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

SHORT = 30


@dataclass
class DivisionPlan:
    """``streets``: the units that are there already, by code; ``missing``: no longer named."""

    streets: dict[str, Unit] = field(default_factory=dict)
    new_streets: list[Street] = field(default_factory=list)
    new_communities: list[Community] = field(default_factory=list)
    renamed: list[tuple[Unit, str]] = field(default_factory=list)
    missing: list[Unit] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def knows_streets(self) -> bool:
        return bool(self.streets)

    @property
    def changes_something(self) -> bool:
        return bool(self.new_streets or self.new_communities or self.renamed)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "streets": len(self.new_streets),
            "communities": len(self.new_communities),
            "renamed": len(self.renamed),
            "same": self.same,
            "missing": len(self.missing),
        }

    def sentences(self) -> list[str]:
        """What happens, for the person at the screen."""
        lines = []
        if self.new_streets or self.new_communities:
            lines.append(
                f"新增街道 {len(self.new_streets)} 个、社区（村）{len(self.new_communities)} 个。"
            )
        lines += [f"更名：{unit.name} → {name}（{unit.code}）。" for unit, name in self.renamed]
        if self.same:
            lines.append(f"{self.same} 个与库里相同，没有改动。")
        if not self.changes_something:
            lines.append("和库里完全一样，什么都没有改。")
        if self.missing:
            names = "、".join(f"{unit.name}（{unit.code}）" for unit in self.missing[:20])
            more = "等" if len(self.missing) > 20 else ""
            lines.append(
                f"表里不再有 {len(self.missing)} 个：{names}{more}。只列出，没有删除；"
                "如已撤并，请到单位页办理撤并。"
            )
        if self.ended:
            lines.append(f"表里有而库里已经终止的代码：{'、'.join(self.ended)}，没有改动。")
        return lines

    @staticmethod
    def kind_of(community: Community) -> UnitKind:
        return UnitKind.VILLAGE if "村" in community.kind else UnitKind.COMMUNITY

    @staticmethod
    def short_name_of(community: Community) -> str:
        """The name without its committee, as people say it; empty if nothing is gained."""
        short = _bare(community.name)
        return short if short != community.name and 0 < len(short) <= SHORT else ""


def _bare(name: str) -> str:
    """A name without its committee: with or without it, it is the same place."""
    return re.sub(r"(居民委员会|村民委员会|居委会|村委会)$", "", name)


def district_code_of(found: Divisions) -> str:
    """The one six-digit code all streets lie under; raises Refused for none or several."""
    codes = sorted({street.district for street in found.streets})
    if len(codes) != 1:
        raise Refused(
            f"街道表里有 {len(codes)} 个区县（{'、'.join(codes)}），一次只能导入一个区县。"
            if codes
            else "街道表里没有可用的街道。"
        )
    return codes[0]


def plan_divisions(district: Unit, found: Divisions) -> DivisionPlan:
    """Compare the table with the district's units; two queries.

    Raises Refused if the table is of another district.
    """
    code = district_code_of(found)
    if code != district.code:
        raise Refused(
            f"这是 {code} 的区划表，不是{district.name}（{district.code or '无代码'}）的。"
        )
    units = Unit.objects.of_district(district).exclude(code="").exclude(pk=district.pk)
    kinds = (UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.VILLAGE)
    held = list(units.filter(kind__in=kinds))
    current = {unit.code: unit for unit in held if unit.valid_to is None}
    ended = {unit.code for unit in held} - set(current)
    plan = DivisionPlan({c: u for c, u in current.items() if u.kind == UnitKind.STREET})
    rows: list[Street | Community] = [*found.streets, *found.communities]
    for one in rows:
        unit = current.pop(one.code, None)
        if unit is None and (one.code in ended or one.code[:9] in ended):
            plan.ended.append(one.code)
        elif isinstance(one, Street) and unit is None:
            plan.new_streets.append(one)
        elif isinstance(one, Community) and unit is None:
            plan.new_communities.append(one)
        elif unit is not None and _bare(unit.name) != _bare(one.name):
            plan.renamed.append((unit, one.name))
        else:
            plan.same += 1
    plan.missing = sorted(current.values(), key=lambda unit: unit.code)
    return plan
