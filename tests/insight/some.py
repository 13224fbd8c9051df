"""Matters in every state a figure tells apart, with noise that no figure may count."""

from itertools import count

from tests.matters.moves import REASON
from tests.world import DAY, NOON, SINCE, World
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.close import close
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import ask_extension
from zhushi.matters.actions.hand_back import hand_back
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm
from zhushi.matters.actions.seal import seal
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import Exclusion, ReplyClass
from zhushi.matters.models import Dispatch, Matter, Publication
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.rooms.actions.open_room import open_room
from zhushi.vault.actions.keep import Who

_people = count(1)


def _who() -> Who:
    return Who(name="钱小满", phone=f"138000{next(_people):05}")


def closed(world: World, room: str, *, at, after: int = 1) -> Matter:
    """Received at ``at``, closed so many days later."""
    by = world.己
    matter = world.matter(room, at=at, by="己").matter
    matter = decline(matter, exclusion=Exclusion.LITIGATION, guidance=REASON, by=by, at=at)
    return close(matter, by=by, at=at + after * DAY)


def handed(world: World, room: str, *, at, unit: str = "住建", signed: bool = True) -> Dispatch:
    by = world.己
    matter = accept(world.matter(room, at=at, by="己").matter, by=by, at=at)
    matter = dispatch(matter, lead=Charge(world.units[unit]), extract="修灯", by=by, at=at)
    lead = matter.dispatches.get()
    if signed:
        sign_in(lead, by=world.users["庚" if unit == "住建" else "辛"], at=at)
    return lead


def answered(world: World, room: str, *, at, after: int, promise: bool = False) -> Matter:
    lead = handed(world, room, at=at)
    more = {}
    if promise:
        on = (at + (after + 5) * DAY).date()
        more = {"promised": "更换声控灯", "promised_on": on}
    return reply(
        lead,
        reply_class=ReplyClass.B if promise else ReplyClass.A,
        text="声控灯已经采购，本月底前全部更换。",
        signatory="王局长",
        by=world.庚,
        at=at + after * DAY,
        **more,
    )


def fill(world: World, times: int) -> None:
    """Each kind ``times`` times, in two rooms, and once what lies outside every figure."""
    for _ in range(times):
        for room in ("东", "西"):
            world.matter(room, by="己")
            world.matter(room, by="己", at=NOON - 20 * DAY)
            closed(world, room, at=NOON - 3 * DAY)
            closed(world, room, at=NOON - 100 * DAY, after=60)
            handed(world, room, at=NOON - 60 * DAY)
            handed(world, room, at=NOON - DAY, unit="教育", signed=False)
            back = handed(world, room, at=NOON - DAY, unit="教育", signed=False)
            hand_back(back, reason=REASON, proposed_unit=world.住建, by=world.辛, at=NOON)
            lead = handed(world, room, at=NOON - DAY)
            ask_extension(lead, reason="等灯具到货，要十天", workdays=9, by=world.庚, at=NOON)
            answered(world, room, at=NOON - 10 * DAY, after=2)
            answered(world, room, at=NOON - 70 * DAY, after=60)
            told = answered(world, room, at=NOON - 12 * DAY, after=1, promise=True)
            told = confirm(told, by=world.己, at=NOON - 2 * DAY)
            Publication.objects.create(
                matter=told,
                district=world.雁,
                title="楼道灯",
                question="灯坏了",
                answer="已经换好",
                drafted_by=world.己,
                drafted_at=NOON,
            )
    _noise(world)


def _noise(world: World) -> None:
    """Another district, the sealed way, and the last year."""
    world.rooms["外室"] = open_room(
        world.外,
        code="WAI",
        name="外区党代表工作室",
        place="外街一号",
        phone="029-10000009",
        opening="周一",
        opened_on=SINCE,
        by=None,
        at=NOON,
    )
    keeper = register_person(world.外, name="子", phone="13900000002", by=None, at=NOON)
    room = world.rooms["外室"]
    post(keeper, role=Role.LIAISON, place=room, starts_on=SINCE, by=None, at=NOON)
    world.matter("外室", by="癸")
    world.matter("外室", by="癸", at=NOON - 20 * DAY)
    sealed = world.matter(by="己", who=_who()).matter
    seal(sealed, by=world.己, at=NOON)
    for days in (300, 500):  # nobody was in the rooms yet: the dates are moved afterwards
        old = closed(world, "东", at=NOON - 10 * DAY)
        old.received_at, old.closed_at = NOON - days * DAY, NOON - (days - 9) * DAY
        old.save(update_fields=["received_at", "closed_at"])
