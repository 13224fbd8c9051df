"""What constraints cannot say: sentences about rows that contradict each other."""

from collections.abc import Callable, Iterator

from django.core.files.storage import default_storage
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from zhushi.activities.choices import TurnStatus
from zhushi.activities.models import Slot
from zhushi.core import clock as system_clock
from zhushi.core.models import Attachment
from zhushi.matters.choices import Status, Visibility
from zhushi.matters.deadlines import SILENT
from zhushi.matters.lifecycle import FINAL, HAS_LEAD, SEALED_WAY
from zhushi.matters.models import Clock, Commitment, Dispatch, LimitProfile, Matter, Step
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom

S = Status
RUNNING = Q(clocks__stopped_at=None, clocks__isnull=False)


def clocks() -> Iterator[str]:
    """Open matters run on a clock, closed ones on none, and the mirror shows the nearest."""
    matters = Matter.objects.annotate(running=Count("clocks", filter=RUNNING))
    idle = matters.filter(running=0).exclude(status__in=FINAL)
    yield from _each(idle, "还没办结，却没有在走的时限")
    yield from _each(matters.filter(running__gt=0, status__in=FINAL), "却还有在走的时限")
    nearest = Min("clocks__due_on", filter=RUNNING & ~Q(clocks__step__in=SILENT))
    rows = Matter.objects.annotate(nearest=nearest).values_list("ref", "due_on", "nearest")
    for ref, shown, due in rows:
        if shown != due:
            yield f"{ref} 列表上的到期日 {shown} 和时限 {due} 不一致"
    of_ended = Clock.objects.filter(stopped_at=None, dispatch__ended_at__isnull=False)
    for clock in of_ended.select_related("matter"):
        yield f"{clock.matter.ref} 已改派的单位还有在走的时限（{clock.get_step_display()}）"


def ways() -> Iterator[str]:
    """Status, steps, dispatches and seals tell the same story."""
    last = Step.objects.filter(matter=OuterRef("pk")).order_by("-pk").values("target")[:1]
    moved = Matter.objects.annotate(last=Subquery(last))
    yield from _each(moved.exclude(last=F("status")), "的状态和最后一步不一致")
    yield from _each(moved.filter(last=None), "没有任何办理记录")
    lead = Q(dispatches__is_lead=True, dispatches__ended_at=None)
    with_lead = Matter.objects.annotate(leads=Count("dispatches", filter=lead))
    yield from _each(with_lead.filter(status__in=HAS_LEAD).exclude(leads=1), "没有主办单位")
    for part in (
        Dispatch.objects.filter(is_lead=True, ended_at=None)
        .exclude(unit=F("matter__lead_unit"))
        .select_related("matter")
    ):
        yield f"{part.matter.ref} 列表上的主办单位和交办不一致"
    merged = Matter.objects.filter(status=S.MERGED)
    yield from _each(merged.filter(merged_into=None), "没有并入的事项")
    yield from _each(merged.filter(merged_into__status__in=FINAL), "并入的事项已办结，本件没有答复")
    sealed = Matter.objects.filter(status__in=SEALED_WAY, visibility=Visibility.NORMAL)
    yield from _each(sealed, "却还在一般可见范围")
    yield from _each(Matter.objects.exclude(room__district=F("district")), "和工作室不是一个区")


def _each(matters: QuerySet[Matter], what: str) -> Iterator[str]:
    for ref, status in matters.values_list("ref", "status"):
        yield f"{ref}（{Status(status).label}）{what}"


def promises() -> Iterator[str]:
    """A promise is settled with a result, and only an answer that stands promises anything."""
    broken = Commitment.objects.filter(reply__sent_back_at__isnull=False)
    for commitment in broken.select_related("matter"):
        yield f"{commitment.matter.ref} 的承诺来自已退回的答复"


def places() -> Iterator[str]:
    """Slots count their bookings."""
    taken = Count("turns", filter=~Q(turns__status=TurnStatus.CANCELLED))
    for slot in Slot.objects.annotate(counted=taken).exclude(taken=F("counted")):
        yield f"预约时段 {slot.pk} 记为约了 {slot.taken} 个，实际 {slot.counted} 个"


def posts() -> Iterator[str]:
    """Every open room has somebody to accept, every district what it needs to work."""
    today = Posting.objects.current_on(system_clock.today())
    held = today.filter(role__in=(Role.LIAISON, Role.HEAD))
    for room in Workroom.objects.filter(closed_on=None).exclude(pk__in=held.values("room")):
        yield f"{room.name}没有联络员也没有组长，不能登记事项"
    for district in Unit.objects.filter(kind=UnitKind.DISTRICT, valid_to=None):
        if not LimitProfile.objects.filter(district=district).exists():
            yield f"{district.name}没有办理时限方案，按默认计算"
        roles = set(today.filter(district=district).values_list("role", flat=True))
        for role in (Role.OFFICE, Role.CONFIDANT):
            if role not in roles:
                yield f"{district.name}没有{role.label}"
    handling = today.filter(role=Role.HANDLER).values("unit")
    for unit in Unit.objects.filter(is_handler=True, valid_to=None).exclude(pk__in=handling):
        yield f"{unit.name}是承办单位，却没有经办人"


def files() -> Iterator[str]:
    """Every stored file is there in its length."""
    for attachment in Attachment.objects.iterator():
        if not default_storage.exists(attachment.path):
            yield f"附件 {attachment.uid} 的文件不见了"
        elif default_storage.size(attachment.path) != attachment.size:
            yield f"附件 {attachment.uid} 的文件大小不对"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (clocks, ways, promises, places, posts, files)


def findings() -> Iterator[str]:
    """Everything that is wrong, one sentence each; nothing is changed."""
    for check in CHECKS:
        yield from check()
