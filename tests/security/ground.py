"""The small world with everything that an attacker may reach for, beside the same of others.

Room 东 is the own one; 东社 another room of the same street, 西 of another street, 外室 of another
district. Each has a matter, a reception day, a promise and a public copy where it makes sense.
Built once per module: no test here changes it for good.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.core.hostile import picture
from tests.matters.moves import MOVES, WAY_TO
from tests.world import NOON, POSTS, SINCE, TODAY, World, build
from zhushi.activities.actions.book import book
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.queue import walk_in
from zhushi.activities.actions.renew_feed import renew_feed
from zhushi.activities.actions.run_day import open_day
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.choices import ActivityKind, RuleKind
from zhushi.activities.feeds import key_of
from zhushi.activities.models import (
    Activity,
    BlockOut,
    Duty,
    Exemplar,
    GoodPractice,
    Guest,
    Household,
    Milestone,
    Need,
    Photo,
    Pledge,
    Project,
    ReceptionDay,
    ServiceProof,
    Shift,
    Signup,
    Slot,
    Statement,
    Stop,
    StudyItem,
    StudyNote,
    StudyPlan,
    StudyUse,
    Swap,
    Talk,
    TalkRota,
    Turn,
)
from zhushi.core.attachments import store_upload
from zhushi.core.holidays import shipped_calendar
from zhushi.core.models import CalendarDay, Job
from zhushi.exchange.choices import RunKind
from zhushi.exchange.models import ImportRun
from zhushi.grouping.actions.submit_draft import submit_draft
from zhushi.grouping.jobs import ROSTER
from zhushi.grouping.models import Draft, Roster
from zhushi.grouping.rosters.solve import solve_roster
from zhushi.grouping.solver import solve
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.hand_in import hand_in
from zhushi.matters.actions.publish import approve_publication, draft_publication
from zhushi.matters.actions.receive_sealed import receive_sealed
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.actions.set_reference import enter_topic, set_limits
from zhushi.matters.choices import Channel, OpinionType, ReplyClass
from zhushi.matters.models import Matter
from zhushi.papers.choices import LetterKind
from zhushi.papers.models import Export, ExportKind, Letter
from zhushi.people.actions.ask_correction import ask_correction
from zhushi.people.actions.ask_to_join import ask_to_join
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.keep_volunteer import enter_volunteer_team
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import CorrectionField, MandateLevel, Role, VolunteerKind
from zhushi.people.models import Correction, Joining, Leave, Mandate, Person, User, VolunteerTeam
from zhushi.research.choices import ProposalStatus
from zhushi.research.models import PriorityArea, Proposal, Report, ReportPicture, Theme
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.actions.set_standard import add_item
from zhushi.rooms.choices import UnitKind
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose

STRANGERS = {
    "子": (Role.LIAISON, "东社"),
    "丑": (Role.LIAISON, "外室"),
    "寅": None,
    "卯": (Role.HANDLER, "东街"),
    "辰": (Role.CONFIDANT, "外"),
    "巳": (Role.HEAD, "西"),
    "午": (Role.DELEGATE, "西"),
}
"""More logins than the small world has: other rooms, streets, units, districts; 寅 holds none."""

ALL_POSTS = {**POSTS, **STRANGERS}
ROOM_DAY = date(2026, 9, 16)


@dataclass
class Marks:
    """Words planted into one matter, none of which may come out where the page refuses it."""

    name: str
    phone: str
    address: str
    hardship: str
    content: str
    comment: str = ""
    extract: str = ""


@dataclass
class Ground:
    """The world and what was built upon it, by name."""

    world: World
    matters: dict[str, Matter] = field(default_factory=dict)
    files: dict[str, dict[bool, object]] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    days: dict[str, ReceptionDay] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    runs: dict[str, ImportRun] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    duty: Duty | None = None
    swap: Swap | None = None
    blocked: BlockOut | None = None
    feed: str = ""
    job: Job | None = None
    export: Export | None = None
    talks: dict[str, Talk] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    practices: dict[str, GoodPractice] = field(default_factory=dict)
    priorities: dict[str, PriorityArea] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    """Of every room, and of both districts; each with an item, a member and a guest."""
    exemplars: dict[str, Exemplar] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    stops: dict[str, Stop] = field(default_factory=dict)
    pledges: dict[str, Pledge] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    figures: dict[str, ReportPicture] = field(default_factory=dict)
    plans: dict[str, StudyPlan] = field(default_factory=dict)
    studied: dict[str, StudyItem] = field(default_factory=dict)
    own_studied: dict[str, StudyItem] = field(default_factory=dict)
    uses: dict[str, StudyUse] = field(default_factory=dict)
    guests: dict[str, Guest] = field(default_factory=dict)
    sayings: dict[str, Statement] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    steps: dict[str, Milestone] = field(default_factory=dict)
    shifts: dict[str, Shift] = field(default_factory=dict)
    signups: dict[str, Signup] = field(default_factory=dict)
    proofs: dict[str, ServiceProof] = field(default_factory=dict)
    items: dict[str, object] = field(default_factory=dict)
    leaves: dict[str, Leave] = field(default_factory=dict)
    joinings: dict[str, Joining] = field(default_factory=dict)
    teams: dict[str, VolunteerTeam] = field(default_factory=dict)
    helpers: dict[str, Person] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    seats: dict[str, Mandate] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    calendar: dict[str, CalendarDay] = field(default_factory=dict)


def lay() -> Ground:
    """Build it all; some four hundred rows. The clock must stand at NOON."""
    world = build()
    ground = Ground(world)
    _more_people(world)
    _days(ground)
    _matters(ground)
    _rest(ground)
    _rosters(ground)
    return ground


def _more_people(world: World) -> None:
    outside = world.units["外"]
    kinds = {
        "外街": (UnitKind.STREET, "wst", "990114001"),
        "外局": (UnitKind.DEPARTMENT, "wju", ""),
    }
    for name, (kind, slug, code) in kinds.items():
        world.units[name] = enter_unit(
            name, kind=kind, slug=slug, parent=outside, code=code,
            is_handler=True, valid_from=SINCE, by=None, at=NOON,
        )  # fmt: skip
    world.rooms["外室"] = open_room(
        world.units["外街"], code="WJ", name="外街党代表工作室", place="外街一号",
        phone="029-10000002", opening="周一至周五", opened_on=SINCE, by=None, at=NOON,
    )  # fmt: skip
    set_limits(outside, name="办理时限方案", starts_on=SINCE, by=None, at=NOON)
    for name, posted in STRANGERS.items():
        place = posted[1] if posted else ""
        district = outside if place.startswith("外") else world.units["雁"]
        person = register_person(district, name=f"{name}某", phone="13900000002", by=None, at=NOON)
        if posted:
            where = world.rooms.get(place) or world.units[place]
            post(person, role=posted[0], place=where, starts_on=SINCE, by=None, at=NOON)
        world.people[name] = person
        world.users[name] = User.objects.create(username=f"u{len(world.users)}", person=person)


def _days(ground: Ground) -> None:
    world = ground.world
    for key in ("东", "东社", "西", "外室"):
        set_rule(
            world.rooms[key], kind=RuleKind.NTH_WEEKDAY, nth=1, weekday=0,
            starts_at=NOON.replace(hour=9).time(), ends_at=NOON.replace(hour=11).time(),
            starts_on=SINCE, by=world.乙, at=NOON,
        )  # fmt: skip
        made = plan_days(
            world.rooms[key], since=TODAY, until=TODAY.replace(month=12),
            calendar=shipped_calendar(), by=world.乙, at=NOON,
        )  # fmt: skip
        ReceptionDay.objects.filter(pk__in=[d.pk for d in made]).update(status="ANNOUNCED")
        today, later = made[0], made[1]
        today.refresh_from_db()
        later.refresh_from_db()
        assert today.on == TODAY
        ground.slots[key] = later.slots.first()
        book(
            later.slots.last(), who=Who(name=f"约{key}某"), subject=f"约{key}谈事",
            key=f"b-{key}" * 4, at=NOON,
        )  # fmt: skip
        ground.days[key] = open_day(today, by=world.乙, at=NOON)
        ground.turns[key] = walk_in(
            ground.days[key], called_name=f"来{key}某", subject=f"来{key}谈事", by=world.乙, at=NOON
        )


def marks_of(key: str, number: int) -> Marks:
    """Words no page has of itself."""
    return Marks(
        name=f"戚{key}藏",
        phone=f"1386655{number:04}",
        address=f"{key}号楼丙单元捌零{number}",
        hardship=f"{key}家有重病卧床{number}",
        content=f"芔{key}茻本人原话{number}",
        comment=f"{key}評語暗記{number}",
        extract=f"摘要{key}修灯{number}",
    )


def _matters(ground: Ground) -> None:
    world = ground.world
    plans = {
        "own": ("东", "EVALUATED", ()),
        "handled": ("东", "HANDLING", ()),
        "agreed": ("东", "HANDLING", (Purpose.CONTACT_TO_UNIT, Purpose.CONTENT_TO_UNIT)),
        "recused": ("东", "ACCEPTED", ()),
        "new": ("东", "REGISTERED", ()),
        "community": ("东社", "EVALUATED", ()),
        "west": ("西", "EVALUATED", ()),
        "outside": ("外室", "DISPATCHED", ()),
    }
    for number, (key, (room, status, consents)) in enumerate(plans.items(), start=1):
        marks = ground.marks[key] = marks_of(key, number)
        matter = _received(world, room, marks, (*consents, Purpose.PUBLISH), receiver=key == "own")
        matter = _driven(ground, matter, status, marks, key)
        ground.matters[key] = matter
    for number, key in enumerate(("sealed", "sealed outside"), start=20):
        marks = ground.marks[key] = marks_of(key, number)
        made = receive_sealed(
            world.rooms["东" if key == "sealed" else "外室"],
            content=marks.content,
            who=Who(name=marks.name, phone=marks.phone),
            accused_unit=world.住建 if key == "sealed" else None,
            files=[SimpleUploadedFile("密件.txt", b"x" + marks.content.encode())],
            key=f"sealed-{key}-0123456789",
            at=NOON,
        )
        ground.matters[key] = made.matter
    for key, matter in ground.matters.items():
        matter.refresh_from_db()
        ground.files[key] = {e.is_for_units: e.attachment for e in matter.enclosures.all()}
    for key in ("own", "community", "west"):
        _publish(ground, ground.matters[key], approved=key != "own")


def _received(world: World, room: str, marks: Marks, consents, *, receiver: bool) -> Matter:
    who = Who(
        name=marks.name, phone=marks.phone, address=marks.address, hardship=marks.hardship,
        consents=frozenset(consents),
    )  # fmt: skip
    made = hand_in(
        world.rooms[room],
        content=marks.content,
        opinion_type=OpinionType.HELP,
        who=who,
        files=[
            SimpleUploadedFile("内部.txt", f"内部{marks.content}".encode()),
            SimpleUploadedFile("转办.txt", f"转办{marks.extract}".encode()),
        ],
        key=f"ground-{marks.content}-0123456",
        at=NOON,
    ).matter
    if receiver:
        Matter.objects.filter(pk=made.pk).update(
            receiver=world.people["丙"], channel=Channel.RECEPTION
        )
        made.refresh_from_db()
    return made


def _driven(ground: Ground, matter: Matter, status: str, marks: Marks, key: str) -> Matter:
    world = ground.world
    for verb in WAY_TO[status]:
        if verb == "dispatch":
            matter = _dispatched(world, matter, marks, key)
        elif verb == "reply":
            matter = _replied(world, matter)
        elif verb == "rate":
            matter = MOVES["note"](world, matter)
            from zhushi.matters.actions.rate import rate
            from zhushi.matters.choices import Satisfaction

            matter = rate(
                matter, attitude=Satisfaction.GOOD, result=Satisfaction.POOR,
                comment=marks.comment, by=None, at=NOON,
            )  # fmt: skip
        else:
            matter = MOVES[verb](world, matter)
    if key == "recused":
        matter = rule_out(matter, unit=world.住建, reason="反映的就是它", by=world.乙, at=NOON)
        matter = dispatch(
            matter, lead=Charge(world.教育), extract=marks.extract, by=world.己, at=NOON
        )
    return matter


def _dispatched(world: World, matter: Matter, marks: Marks, key: str) -> Matter:
    lead, helpers, by = world.住建, [Charge(world.教育)], world.己
    if key in ("west", "community"):
        lead, helpers = world.units["东街"], []
    elif key == "outside":
        lead, helpers, by = world.units["外局"], [], world.癸
    files = {e.attachment.name: e.pk for e in matter.enclosures.select_related("attachment")}
    return dispatch(
        matter, lead=Charge(lead), helpers=helpers, extract=marks.extract,
        enclosures=[files["转办.txt"]], by=by, at=NOON,
    )  # fmt: skip


def _replied(world: World, matter: Matter) -> Matter:
    from zhushi.matters.actions.reply import reply

    return reply(
        matter.dispatches.get(is_lead=True),
        reply_class=ReplyClass.B,
        text="楼道的灯已经全部换成声控灯，请来看一看。",
        signatory="王局长",
        promised="年底前全部换完",
        promised_on=date(2026, 12, 1),
        by=world.庚,
        at=NOON,
    )


def _publish(ground: Ground, matter: Matter, *, approved: bool) -> None:
    world = ground.world
    made = draft_publication(
        matter, title="楼道灯", question="灯坏了", answer="换好了", by=world.甲, at=NOON
    )
    if approved:
        approve_publication(made, by=world.己, at=NOON)


def _rest(ground: Ground) -> None:
    world = ground.world
    for district in ("雁", "外"):
        ground.priorities[district] = PriorityArea.objects.create(
            district=world.units[district], name=f"重{district}点", position=1, since=TODAY
        )
    for key, district, user in (("own", "雁", "己"), ("outside", "外", "癸")):
        ground.items[key] = add_item(
            world.units[district], label="有牌子", by=world.users[user], at=NOON
        )
        for kind in RunKind:
            run = ImportRun(
                district=world.units[district], kind=kind, file_name="表.csv", sha256="0" * 64,
                made_at=NOON, made_by=world.users[user],
            )  # fmt: skip
            run.source.save("表.csv", ContentFile("姓名,性别\n某某,女\n".encode()), save=False)
            run.second_source.save("表.csv", ContentFile("名称,代码\n".encode()), save=False)
            run.save()
            ground.runs[f"{key} {kind.value}"] = run
        ground.drafts[key] = _draft(world, district, user)
        enter_topic(world.units[district], name="自己的", position=9, by=None, at=NOON)
        ground.calendar[district] = CalendarDay.objects.create(
            district_id=world.units[district].pk, on=date(2026, 9, 30), is_off=True, name="放假"
        )
    for name in ("丙", "子", "巳", "丑"):
        ground.leaves[name] = note_leave(
            world.people[name],
            starts_on=date(2026, 9, 8),
            ends_on=date(2026, 9, 9),
            by=None,
            at=NOON,
        )
    for name in ("丙", "午", "丑"):
        ground.seats[name] = grant_mandate(
            world.people[name], level=MandateLevel.CITY, starts_on=SINCE, by=None, at=NOON
        )
    for name in ("丙", "子", "丑"):
        ground.corrections[name] = ask_correction(
            world.people[name], field=CorrectionField.PHONE, said="13877778888", by=None, at=NOON
        )
    _volunteers(ground)
    world.users["己"].saved_filters.create(name="我的", query="status=open")


def _rosters(ground: Ground) -> None:
    """A proposed roster of every room; 丙 is on duty and asks 甲 for a swap."""
    world = ground.world
    for key, room in world.rooms.items():
        day = room.reception_days.filter(on__gt=TODAY).first()
        who = {"外室": "丑", "西": "巳"}.get(key, "丙")
        person, start = world.people[who], {"starts": 540, "ends": 660}
        question = {
            "days": [
                {"id": day.ref, "room": room.code, "on": str(day.on), "moved_because": "",
                 "is_provisional": False, **start},
            ],
            "people": [
                {"id": person.ref, "name": person.name, "employer": "", "days": [day.ref],
                 "away": {}, "carried": 0, "is_new": False},
            ],
            "rules": {"on_duty": 2, "backups": 1, "spacing": 21},
            "locks": [], "standing": [], "is_anew": False,
        }  # fmt: skip
        roster = Roster.objects.create(
            district_id=room.district_id, since=date(2026, 7, 1), until=date(2026, 12, 31),
            question=question, result=solve_roster(question), gaps=2, made_at=NOON,
            made_by=world.users["癸" if key == "外室" else "己"],
        )  # fmt: skip
        roster.rooms.set([room])
        ground.rosters[key] = roster
    day = world.rooms["东"].reception_days.filter(on__gt=TODAY).first()
    person = world.people["丙"]
    ground.duty = Duty.objects.create(day=day, person=person)
    ground.swap = Swap.objects.create(
        duty=ground.duty, asker=person, asked=world.people["甲"], asked_at=NOON
    )
    ground.blocked = BlockOut.objects.create(person=person, starts_on=TODAY, ends_on=TODAY)
    for whose, district, name in (("own", "雁", "丙"), ("outside", "外", "丑")):
        ground.talks[whose] = Talk.objects.create(
            district=world.units[district], person=world.people[name], month=TODAY.replace(day=1)
        )
        TalkRota.objects.create(
            district=world.units[district], since=TODAY, until=TODAY.replace(year=2030)
        )
    for key, room in world.rooms.items():
        ground.activities[key] = Activity.objects.create(
            district=room.district,
            room=room,
            kind=ActivityKind.VISIT,
            form="FIRM",
            title=f"活{key}题",
            on=TODAY,
            record=f"活{key}文",
            created_at=NOON,
        )
        ground.activities[key].others.add(room)  # so that it is one of several rooms, too
        ground.photos[key] = Photo.objects.create(
            activity=ground.activities[key],
            attachment=store_upload(
                SimpleUploadedFile(f"照{key}片.jpg", picture()),
                district_id=room.district_id,
                at=NOON,
            ),
            added_by=world.己,
        )
        ground.sayings[key] = ground.activities[key].statements.create(
            text=f"活{key}话", created_at=NOON
        )
        ground.practices[key] = GoodPractice.objects.create(
            district=room.district,
            room=room,
            activity=ground.activities[key],
            title=f"做{key}法",
            text=f"做{key}文",
            written_by=world.己,
            written_at=NOON,
        )
        author = world.people[{"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")]
        ground.reports[key] = report = Report.objects.create(
            district=room.district, room=room, title=f"研{key}告", version=1, created_at=NOON
        )
        report.authors.create(person=author, position=0)
        ground.figures[key] = report.pictures.create(
            attachment=store_upload(
                SimpleUploadedFile(f"图{key}片.jpg", picture()),
                district_id=room.district_id,
                at=NOON,
            ),
            added_by=world.己,
        )
        report.versions.create(number=1, title=report.title, at=NOON, by=world.己)
        report.sources.create(
            activity=ground.activities[key], note=f"据{key}记", added_at=NOON, added_by=world.己
        )
        ground.stops[key] = Stop.objects.create(
            activity=ground.activities[key], position=1, place=f"门{key}口"
        )
        ground.exemplars[key] = Exemplar.objects.create(
            district=room.district,
            room=room,
            person=world.people[{"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")],
            reason=f"典{key}理由",
            proposed_by=world.己,
            proposed_at=NOON,
        )
        ground.households[key] = Household.objects.create(
            district=room.district,
            room=room,
            number=1,
            kind="POOR",
            keeper=world.people[{"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")],
            agreed_on=TODAY,
            since=TODAY,
            written_by=world.己,
            written_at=NOON,
        )
        ground.pledges[key] = Pledge.objects.create(
            district=room.district,
            room=room,
            person=world.people[{"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")],
            text=f"诺{key}事",
            due_on=TODAY.replace(year=2027),
            said_at=NOON,
        )
        ground.proposals[key] = Proposal.objects.create(
            district=room.district,
            room=room,
            author=world.people[{"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")],
            title=f"议{key}事",
            content=f"议{key}文",
            cosign_until=TODAY.replace(year=2027),
            status=ProposalStatus.WITHDRAWN,  # read in its room only
            written_at=NOON,
        )
        ground.guests[key] = ground.activities[key].guests.create(name=f"宾{key}某")
    _letters(ground)
    _service(ground)
    _study(ground)
    _themes(ground)
    ground.job = Job.objects.create(kind=ROSTER, args={}, user=world.users["丙"], asked_at=NOON)
    ground.export = Export.objects.create(
        user=world.users["丙"], district=world.units["雁"], kind=ExportKind.REGISTER_PDF,
        about="接待日安排表", args={}, grasp="", asked_at=NOON,
    )  # fmt: skip
    renew_feed(person, by=world.users["丙"], at=NOON)
    ground.feed = key_of(person)


def _letters(ground: Ground) -> None:
    """An issued letter of each room about its reception day, and one about each matter."""
    world = ground.world
    subjects = {key: ("day", day, day.room) for key, day in ground.days.items()}
    subjects |= {key: ("matter", one, one.room) for key, one in ground.matters.items()}
    for serial, (key, (name, subject, room)) in enumerate(subjects.items(), 1):
        upload = SimpleUploadedFile(f"函{key}.txt", f"函{key}文".encode())
        ground.letters[key] = Letter.objects.create(
            district=room.district, unit=room.unit, room=room, kind=LetterKind.ASSIGN,
            title=f"函{key}题", body=f"函{key}文", drafted_at=NOON, drafted_by=world.users["丙"],
            mark="函", year=TODAY.year, on=TODAY, serial=serial, issued_at=NOON,
            issued_by=world.users["丙"],
            pdf=store_upload(upload, district_id=room.district_id, at=NOON),
            **{name: subject},
        )  # fmt: skip


def _volunteers(ground: Ground) -> None:
    world = ground.world
    for number, (key, room) in enumerate(world.rooms.items()):
        ground.joinings[key] = ask_to_join(
            room, name=f"愿{key}某", phone=f"1386666{number:04}", kind=VolunteerKind.MEMBER,
            skills=f"愿{key}技", has_agreed=True, key=f"joining-{key}-0123456789", at=NOON,
        )  # fmt: skip
        ground.teams[key] = enter_volunteer_team(room, name="小队", by=None, at=NOON)
        person = register_person(room.district, name=f"志{key}某", by=None, at=NOON)
        post(person, role=Role.VOLUNTEER, place=room, starts_on=SINCE, by=None, at=NOON)
        ground.helpers[key] = person


def _service(ground: Ground) -> None:
    """A need and a project with a step and a shift of every room."""
    for key, room in ground.world.rooms.items():
        ground.needs[key] = Need.objects.create(
            district=room.district, room=room, text=f"需{key}文", role=Role.LIAISON, created_at=NOON
        )
        project = ground.projects[key] = Project.objects.create(
            district=room.district,
            room=room,
            form="TEAM",
            title=f"项{key}题",
            goal=f"项{key}文",
            is_public=True,
            shown_at=NOON,
            created_at=NOON,
        )
        ground.steps[key] = project.milestones.create(text="第一步", due_on=TODAY)
        shift = ground.shifts[key] = project.shifts.create(
            on=TODAY + timedelta(days=9),
            starts_at=time(9),
            ends_at=time(11),
            place="广场",
            capacity=2,
            taken=1,
            last_number=1,
        )
        ground.proofs[key] = ServiceProof.objects.create(
            district=room.district,
            room=room,
            person=ground.world.people["丁"],
            ref=f"FW-{key}",
            name="丁",
            since=TODAY,
            until=TODAY,
            minutes=60,
            seed=key,
            code_hash=key,
            issued_at=NOON,
            issued_by=ground.world.users["乙"],
        )
        ground.signups[key] = shift.signups.create(person=ground.world.people["乙"], number=1)


def _study(ground: Ground) -> None:
    """A plan of every room and district, and of two delegates with a note and a use."""
    world = ground.world
    whole = {"since": TODAY.replace(month=1, day=1), "until": TODAY.replace(month=12, day=31)}
    places = {key: (room.district, room) for key, room in world.rooms.items()}
    for key, (district, room) in {
        **places, "雁": (world.units["雁"], None), "外": (world.units["外"], None)
    }.items():  # fmt: skip
        plan = ground.plans[key] = StudyPlan.objects.create(
            district=district, room=room, created_at=NOON, **whole
        )
        ground.studied[key] = plan.items.create(strand="JOB", title=f"研{key}题", due_on=TODAY)
    for key, name in (("东", "丙"), ("西", "午")):
        room, person = world.rooms[key], world.people[name]
        own = StudyPlan.objects.create(
            district=room.district, room=room, person=person, created_at=NOON, **whole
        )
        item = ground.own_studied[key] = own.items.create(
            strand="JOB", title=f"自{key}题", due_on=TODAY
        )
        StudyNote.objects.create(item=item, person=person, text=f"记{key}文", written_at=NOON)
        ground.uses[key] = StudyUse.objects.create(
            item=item, person=person, text=f"用{key}文", activity=ground.activities[key],
            said_at=NOON,
        )  # fmt: skip


def _themes(ground: Ground) -> None:
    world = ground.world
    places = {key: (room.district, room) for key, room in world.rooms.items()}
    for key, (district, room) in {
        **places, "雁": (world.units["雁"], None), "外": (world.units["外"], None)
    }.items():  # fmt: skip
        theme = ground.themes[key] = Theme.objects.create(
            district=district,
            room=room,
            priority=ground.priorities["外" if district == world.units["外"] else "雁"],
            since=TODAY.replace(month=7, day=1),
            title=f"题{key}目",
            created_at=NOON,
        )
        theme.items.create(on=TODAY, what=f"看{key}处")
        theme.members.create(person=world.people["丙"])
        theme.guests.create(name=f"委{key}员", body="区政协委员")


def _draft(world: World, district: str, user: str) -> Draft:
    """A grouping of one person into one room of the district, submitted for review."""
    person, room = ("丙", "东") if district == "雁" else ("丑", "外室")
    name = {"id": world.people[person].ref, "name": world.people[person].name}
    code = world.rooms[room].code
    question = {
        "people": [{**name, "field": "", "level": "区", "traits": [], "now": code}],
        "rooms": [{"id": code, "name": world.rooms[room].name, "least": 0, "most": 3}],
        "rules": {"quotas": [], "groups": []},
    }
    draft = Draft.objects.create(
        district=world.units[district], question=question, result=solve(question), moves=0,
        made_at=NOON, made_by=world.users[user],
    )  # fmt: skip
    return submit_draft(draft, seen=draft.version, by=world.users[user], at=NOON)
