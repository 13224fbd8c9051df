"""The first set-up of a real district: enough for its office to do the rest on the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions.set_reference import enter_topic, set_limits
from zhushi.ops.demo.ground import SLUG as DEMO
from zhushi.people.actions.invite import invite
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

TOPICS: dict[str, tuple[str, ...]] = {
    "教育": ("入学入园", "课后服务", "校园周边"),
    "医疗": ("社区卫生", "家庭医生", "看病就医"),
    "就业": ("招聘", "技能培训", "创业扶持", "劳动权益"),
    "养老": ("助餐", "居家养老", "活动场所"),
    "住房": ("老旧小区改造", "加装电梯", "物业服务", "公租房"),
    "城市建管": ("路灯便道", "占道经营", "公共设施"),
    "交通": ("公交出行", "停车", "道路通行"),
    "环境": ("垃圾清运", "噪声", "绿化"),
    "社会保障": ("社保医保", "社会救助", "残疾人服务"),
    "文体": ("健身设施", "阅读文化", "少儿活动"),
    "党的建设": ("党员教育", "党组织活动", "作风建设"),
    "其他": (),
}
"""What a district starts with; the seed names education, health, work and care first."""


@dataclass(frozen=True)
class Founded:
    """A new district and the one-time token of its first login."""

    district: Unit
    token: str


@transaction.atomic
def found(name: str, code: str, *, login: str, person: str, slug: str, at: datetime) -> Founded:
    """Enter a district with its office, limits, topics and first office person.

    code: six digits. Raises Refused in a database with a practice district, for a code or slug
    that stands already, or a user name that is taken.
    """
    districts = Unit.objects.filter(kind=UnitKind.DISTRICT)
    if districts.filter(slug=DEMO).exists():
        raise Refused("这个数据库里是示范区，正式的区请用另一个数据库。")
    if len(code) != 6 or not code.isdigit():
        raise Refused("区的区划代码是 6 位数字，例如 610113。")
    if districts.filter(code=code).exists() or districts.filter(slug=slug).exists():
        raise Refused(f"代码 {code} 或简码 {slug} 的区已经有了。")
    on = day_of(at)
    district = enter_unit(
        name, kind=UnitKind.DISTRICT, slug=slug, code=code, valid_from=on, by=None, at=at
    )
    office = enter_unit(
        f"{name}委党代表联络办公室",
        kind=UnitKind.OFFICE,
        slug="office",
        parent=district,
        short_name="区党联办",
        valid_from=on,
        by=None,
        at=at,
    )
    set_limits(district, name=f"办理时限方案（{on.year}年版）", starts_on=on, by=None, at=at)
    for number, (topic, children) in enumerate(TOPICS.items(), start=1):
        top = enter_topic(district, name=topic, position=number, by=None, at=at)
        for place, child in enumerate(children, start=1):
            enter_topic(district, name=child, parent=top, position=place, by=None, at=at)
    first = register_person(district, name=person, by=None, at=at)
    post(first, role=Role.OFFICE, place=office, starts_on=on, by=None, at=at)
    _, token = invite(first, username=login, by=None, at=at)
    return Founded(district, token)
