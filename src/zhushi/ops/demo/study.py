"""Two years of study: what the district laid down, what rooms planned, noted and made of it.

With chances of its own. The last room has no plan for the half-year that runs.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from zhushi.activities.actions.add_own_study import add_own_study
from zhushi.activities.actions.keep_study_item import Aim, add_study_item
from zhushi.activities.actions.link_study import link_study
from zhushi.activities.actions.make_study_plan import lay_down_study_plan, make_study_plan
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.record_activity import hold_activity, record_activity
from zhushi.activities.actions.say_study_use import say_study_use
from zhushi.activities.actions.write_study_note import write_study_note
from zhushi.activities.choices import ActivityKind, Strand
from zhushi.activities.lifecycle import TOOK_PLACE
from zhushi.activities.models import Activity, StudyItem, StudyPlan
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.moments import moment_of
from zhushi.ops.demo.attempts import attempt
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.people.models import Person, Posting

SEED = 61011305
BACK = timedelta(days=730)
AT_WORK = time(9)
EVERY = 3
"""In so many rooms one has delegates who note what they studied."""


def study(cast: Cast) -> None:
    """Tell it half-year by half-year."""
    rng, words = Random(SEED), page("study")  # noqa: S311 - a story, not a secret
    for period in _periods(cast):
        at = max(moment_of(period.since, AT_WORK), moment_of(cast.today - BACK, AT_WORK))
        laid = lay_down_study_plan(cast.district, period=period, by=cast.officers[0], at=at)
        _fill(laid, words["district"]["items"], cast.officers[0], at)
        is_now = period.until >= cast.today
        rooms = cast.rooms[:-1] if is_now else cast.rooms
        for number, here in enumerate(rooms):
            plan = make_study_plan(
                here.room, period=period, from_district=True, by=here.liaison, at=at
            )
            if number % 2 == 0:
                _fill(plan, words["room"]["items"], here.liaison, at)
            _link(cast, here, plan)
            if here is cast.busiest or number % EVERY == 0:
                _together(cast, here, plan)
                _alone(cast, here, plan, words, rng)


def _periods(cast: Cast) -> Iterator[StudyPeriod]:
    """The half-years from two years ago to the one that runs."""
    period = StudyPeriod.half_of(cast.today - BACK)
    while period.since <= cast.today:
        yield period
        period = StudyPeriod.half_of(period.until + timedelta(days=1))


def _fill(plan: StudyPlan, items: list, by, at: datetime) -> None:
    for strand, title, material, before in items:
        due_on = plan.until - timedelta(days=before)
        add_study_item(plan, aim=Aim(title, Strand(strand), due_on, material), by=by, at=at)


def _link(cast: Cast, here: RoomCast, plan: StudyPlan) -> None:
    """The sessions the room had anyway, each for an item in turn."""
    sessions = Activity.objects.filter(
        room=here.room,
        kind=ActivityKind.STUDY,
        status__in=TOOK_PLACE,
        on__gte=plan.since,
        on__lte=plan.until,
    )
    for session, item in zip(sessions, plan.items.all(), strict=False):
        at = min(moment_of(session.on, time(17, 30)), cast.now)
        link_study(session, items=[item], by=here.liaison, at=at)


def _together(cast: Cast, here: RoomCast, plan: StudyPlan) -> None:
    """One session a half-year that was planned, with delegates who came."""
    item = plan.items.filter(sessions=None).first()
    on = plan.since + timedelta(days=48)
    while not cast.calendar.is_workday(on):
        on += timedelta(days=1)
    if item is None or on >= cast.today:
        return
    held = Posting.objects.current_on(on).filter(person__in=here.delegates[:5])
    sitting = set(held.values_list("person", flat=True))
    people = tuple(one for one in here.delegates[:5] if one.pk in sitting)
    programme = Programme(
        f"集中学习：{item.title}"[:60], on, time(14, 30), time(16), here.room.name,
        people=people, study=(item,),
    )  # fmt: skip
    before, after = moment_of(on - timedelta(days=9), AT_WORK), moment_of(on, time(17))
    made = plan_activity(
        here.room, kind=ActivityKind.STUDY, form=item.strand, programme=programme,
        by=here.liaison, at=before,
    )  # fmt: skip
    hold_activity(made, came=people[:4], came_count=4, by=here.liaison, at=after)
    record_activity(made, record="学完各人说了打算怎样用。", by=here.liaison, at=after)


def _alone(cast: Cast, here: RoomCast, plan: StudyPlan, words: dict, rng: Random) -> None:
    """What delegates added, noted and made of it."""
    for person in [here.delegate.person, *here.delegates[:2]]:
        if plan.until >= cast.today:
            _add_own(cast, person, plan.period, rng.choice(words["own"]["items"]))
        for item in plan.items.all():
            at = moment_of(item.due_on - timedelta(days=rng.randint(3, 12)), time(20))
            if at >= cast.now or rng.random() < 0.4:
                continue
            note = rng.choice(words["words"]["notes"])
            write_study_note(item, person=person, text=note, by=None, at=at)
            if rng.random() < 0.5:
                _use(cast, item, person, rng.choice(words["words"]["uses"]), at)


def _add_own(cast: Cast, person: Person, period: StudyPeriod, item: list) -> None:
    strand, title, material = item
    due_on = min(period.until, cast.today + timedelta(days=16))
    aim = Aim(title, Strand(strand), due_on, material)
    with attempt():  # may be no delegate any more
        add_own_study(person, period=StudyPeriod(period.year), aim=aim, by=None, at=cast.now)


def _use(cast: Cast, item: StudyItem, person: Person, text: str, at: datetime) -> None:
    """At something they took part in afterwards."""
    own = Activity.objects.filter(participants__person=person, on__lte=cast.today)
    about = own.filter(on__gte=_day(item)).order_by("on", "pk").first()
    if about:
        said = min(max(at, moment_of(about.on, time(18))), cast.now)
        say_study_use(item, person=person, text=text, about=about, by=None, at=said)


def _day(item: StudyItem) -> date:
    return item.due_on - timedelta(days=60)
