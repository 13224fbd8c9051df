"""The fights of the three teams: duties, rosters, groupings, volunteers, leave, merged matters,
shifts.

Each round is what every client posts at the same moment: the login, the address and the form.
"""

import os
from datetime import date, datetime, time, timedelta

WINNERS = {
    "swap": 1,  # three want one duty, its owner takes the request back
    "two_rooms": 1,  # one delegate takes two duties at the same hour
    "roster": 1,  # two rosters of one room and half-year, each adopted twice
    "draft": 1,  # two groupings of the same people, each adopted twice
    "joining": 1,  # the same application accepted and declined, twice each
    "twins": 2,  # one person's applications to two rooms, each accepted twice
    "leave": 1,  # two leaves of one person that overlap, each noted twice
    "stand_in": 1,  # one stand-in for two who are away on the same days
    "merge": 1,  # two matters, each merged into the other
    "sign_up": 4,  # four want the last place of a shift: one has it, three wait
    "move_up": 4,  # one leaves, the first who waits leaves too, two more sign up
    "more_places": 4,  # two more sign up while the desk makes one place three, twice
    "fewer_places": (3, 4),  # three sign up while the desk takes a free place away, or is too late
    "household": 4,  # four enter a household each: four numbers
    "stop": 4,  # what was noted at a door is sent four times by one phone, kept once
    "letter": 2,  # two drafts of one organ, each numbered twice
    "two_shifts": 2,  # one person, two shifts at the same hour, each signed up for twice
}
"""Of four clients so many win a round, or one of several numbers; who does not is told why."""

SHIFT = "/desk/service/shifts/"
SEEN_ONCE = """SELECT count(*) FROM (SELECT 1 FROM activities_duty d
 JOIN activities_receptionday r ON r.id = d.day_id GROUP BY d.person_id, r."on"
 HAVING count(*) > 1) AS twice"""
ROWS = {
    "swaps ended": (
        "SELECT count(*) FROM activities_swap s JOIN activities_duty d ON d.id = s.duty_id"
        " WHERE s.status = 'WITHDRAWN' AND d.person_id = s.asker_id"
        " OR s.status = 'TAKEN' AND d.person_id = s.taker_id",
        2,
    ),
    "twice on one day": (SEEN_ONCE, 0),
    "rosters adopted": ("SELECT count(*) FROM grouping_roster WHERE status = 'ADOPTED'", 1),
    "seats of rosters": (
        "SELECT count(*) FROM activities_duty d JOIN activities_receptionday r ON r.id = d.day_id"
        " JOIN rooms_workroom w ON w.id = r.room_id WHERE w.code LIKE 'R%'",
        1,
    ),
    "drafts adopted": ("SELECT count(*) FROM grouping_draft WHERE status = 'ADOPTED'", 1),
    "seats of drafts": (
        "SELECT count(*) FROM people_posting p JOIN people_person h ON h.id = p.person_id"
        " WHERE h.name LIKE '编组%' AND p.ends_on IS NULL",
        2,
    ),
    "joinings decided once": (
        "SELECT count(*) FROM core_auditentry"
        " WHERE event IN ('joining.approve', 'joining.decline')",
        3,
    ),
    "volunteers": (
        "SELECT count(*) - (SELECT count(*) FROM people_joining WHERE status = 'APPROVED')"
        " FROM people_posting p JOIN people_person h ON h.id = p.person_id"
        " WHERE h.name LIKE '想来%' AND p.role = 'VOLUNTEER'",
        0,
    ),
    "people among twins": ("SELECT count(*) FROM people_person WHERE name LIKE '想来两处%'", 1),
    "leaves": (
        "SELECT count(*) FROM people_leave l JOIN people_person h ON h.id = l.person_id"
        " WHERE h.name = '请假的'",
        1,
    ),
    "stand-ins": ("SELECT count(*) FROM people_leave WHERE stand_in_id IS NOT NULL", 1),
    "rights of stand-ins": (
        "SELECT count(*) FROM people_posting p JOIN people_person h ON h.id = p.person_id"
        " WHERE h.name = '代班的' AND p.role = 'LIAISON'",
        1,
    ),
    "places of shifts": (  # as many taken as sit there, and none left while somebody waits
        "SELECT count(*) FROM activities_shift s WHERE s.taken > s.capacity OR s.taken <>"
        " (SELECT count(*) FROM activities_signup g WHERE g.shift_id = s.id AND NOT g.is_waiting)"
        " OR s.taken < s.capacity AND EXISTS"
        " (SELECT 1 FROM activities_signup g WHERE g.shift_id = s.id AND g.is_waiting)",
        0,
    ),
    "waiting lists out of order": (
        "SELECT count(*) FROM activities_signup g JOIN activities_signup h"
        " ON h.shift_id = g.shift_id AND h.number > g.number"
        " WHERE g.is_waiting AND NOT h.is_waiting",
        0,
    ),
    "at two shifts at once": (
        "SELECT count(*) FROM (SELECT 1 FROM activities_signup g JOIN activities_shift s"
        ' ON s.id = g.shift_id GROUP BY g.person_id, s."on" HAVING count(*) > 1) AS twice',
        0,
    ),
    "sign-ups": ("SELECT count(*) FROM activities_signup", 15),
    "shifts made bigger": (
        "SELECT count(*) FROM activities_shift WHERE capacity = 3 AND starts_at = '09:00:00'",
        1,
    ),
    "households": ("SELECT count(*) FROM activities_household", 4),
    "said at doors": ("SELECT count(*) FROM activities_statement", 1),
    "letters": ("SELECT count(DISTINCT serial) FROM papers_letter WHERE issued_at IS NOT NULL", 2),
    "gaps in numbers": ("SELECT COALESCE(MAX(serial), 0) - count(serial) FROM papers_letter", 0),
    "merged": ("SELECT count(*) FROM matters_matter WHERE merged_into_id IS NOT NULL", 1),
}
"""What the database says afterwards: statement, and how many a round."""
OF_SHIFTS = {
    *("sign_up", "move_up", "more_places", "fewer_places", "two_shifts"),
    *("places of shifts", "waiting lists out of order", "at two shifts at once", "sign-ups"),
    "shifts made bigger",
}
"""The fights for places in shifts and what is counted of them, alone by RACE_ONLY=shifts."""
ONLY_SHIFTS = os.environ.get("RACE_ONLY") == "shifts"
if ONLY_SHIFTS:
    WINNERS = {name: count for name, count in WINNERS.items() if name in OF_SHIFTS}
    ROWS = {name: row for name, row in ROWS.items() if name in OF_SHIFTS}


def rounds_of(world, count: int, *, at: datetime) -> dict[str, list[list[tuple]]]:
    """So many rounds of every fight in WINNERS; ``world`` has the logins of prepare.py."""
    ground = _Ground(world, at)
    return {name: [getattr(ground, name)(n, count) for n in range(count)] for name in WINNERS}


class _Ground:
    """What the fights are about, one method a fight."""

    def __init__(self, world, at: datetime) -> None:
        from zhushi.people.choices import Role

        self.world, self.at, self.today = world, at, at.date()
        rooms = [world.东, world.西, world.东社]
        self.delegates = [self.person(f"代表{n}", *rooms, login=f"delegate{n}") for n in range(4)]
        self.askers = [self.person("换一", world.东), self.person("换二", world.西)]
        self.leaver = self.person("请假的", world.东)
        self.stand_in_ = self.person("代班的", world.东)
        self.letters_day = self.day(world.东, self.today + timedelta(days=9000))
        self.liaisons = [self.person(f"联络{n}", world.东, role=Role.LIAISON) for n in ("甲", "乙")]

    def person(self, name: str, *rooms, role=None, login: str = ""):
        from tests.world import PASSWORD
        from zhushi.people.actions.post import post
        from zhushi.people.actions.register_person import register_person
        from zhushi.people.choices import Role
        from zhushi.people.models import User

        person = register_person(self.world.雁, name=name, by=None, at=self.at)
        for room in rooms:
            post(
                person, role=role or Role.DELEGATE, place=room,
                starts_on=self.today - timedelta(days=400), by=None, at=self.at,
            )  # fmt: skip
        if login:
            user = User(username=login, person=person)
            user.set_password(PASSWORD)
            user.save()
        return person

    def asked(self, room, on: date, person):
        """A request for somebody's duty, put to everybody of the room."""
        from zhushi.activities.models import Duty, Swap

        duty = Duty.objects.create(day=self.day(room, on), person=person)
        return Swap.objects.create(duty=duty, asker=person, asked_at=self.at)

    def day(self, room, on: date):
        from zhushi.activities.models import ReceptionDay

        return ReceptionDay.objects.create(
            district=self.world.雁, room=room, on=on, nominal_on=on, starts_at=time(9),
            ends_at=time(11),
        )  # fmt: skip

    def swap(self, n: int, count: int) -> list[tuple]:
        owner = n % 4
        on = self.today + timedelta(days=30 + n)
        swap = self.asked(self.world.东社, on, self.delegates[owner])
        verbs = ["withdraw" if one == owner else "take" for one in range(4)]
        return [
            (f"delegate{one}", f"/desk/duties/swaps/{swap.pk}/{verb}/", {})
            for one, verb in enumerate(verbs)
        ]

    def two_rooms(self, n: int, count: int) -> list[tuple]:
        on = self.today + timedelta(days=40 + count + n)
        rooms = (self.world.东, self.world.西)
        swaps = [
            self.asked(room, on, asker) for room, asker in zip(rooms, self.askers, strict=True)
        ]
        paths = [f"/desk/duties/swaps/{swap.pk}/take/" for swap in swaps]
        return [(f"delegate{n % 4}", paths[one % 2], {}) for one in range(4)]

    def roster(self, n: int, count: int) -> list[tuple]:
        from zhushi.activities.halves import Half
        from zhushi.grouping.actions.change_roster import change_roster
        from zhushi.grouping.actions.make_roster import make_roster
        from zhushi.rooms.actions.enter_unit import enter_unit
        from zhushi.rooms.actions.open_room import open_room
        from zhushi.rooms.choices import UnitKind

        world, code = self.world, "R" + chr(65 + n // 26) + chr(65 + n % 26)
        since = self.today - timedelta(days=400)
        host = enter_unit(
            f"排班社区{n}", kind=UnitKind.COMMUNITY, slug=f"roster-{n}", parent=world.东街,
            code=f"990113001{100 + n}", valid_from=since, by=None, at=self.at,
        )  # fmt: skip
        room = open_room(
            host, code=code, name=f"排班{n}室", place="一层", phone="029-10000001",
            opening="周一至周五", opened_on=since, by=None, at=self.at,
        )  # fmt: skip
        seated = [self.person(f"排班{n}{who}", room) for who in ("甲", "乙")]
        half = Half.of(self.today).after
        day = self.day(room, half.since + timedelta(days=14))
        rules = {"on_duty": 1, "backups": 0, "spacing": 7}
        rosters = []
        for person in seated:
            made = make_roster([room], half, rules=rules, by=world.己, at=self.at)
            rosters += change_roster(
                made, day=day.ref, person=person.ref, part="RECEIVE", seen=made.version,
                by=world.己, at=self.at,
            )[:1]  # fmt: skip
        return [
            (f"office{one}", f"/desk/rosters/{roster.pk}/adoption/", {"seen": roster.version})
            for one, roster in enumerate([rosters[0], rosters[1]] * 2)
        ]

    def draft(self, n: int, count: int) -> list[tuple]:
        from zhushi.grouping.actions.make_draft import keep_draft, solved
        from zhushi.grouping.actions.submit_draft import submit_draft
        from zhushi.grouping.inputs import question_of
        from zhushi.people.actions.grant_mandate import grant_mandate
        from zhushi.people.choices import MandateLevel

        world = self.world
        people = [self.person(f"编组{n}甲"), self.person(f"编组{n}乙", world.东)]
        for person in people:
            grant_mandate(
                person, level=MandateLevel.DISTRICT, starts_on=self.today - timedelta(days=400),
                by=None, at=self.at,
            )  # fmt: skip
        question = question_of(world.雁, {"least": 0, "most": 9}, on=self.today)
        refs = {person.ref for person in people}
        question["people"] = [row for row in question["people"] if row["id"] in refs]
        drafts = []
        for room in (world.西, world.东社):
            wishes = [[ref, "LOCK", room.code] for ref in sorted(refs)]
            made = keep_draft(
                world.雁, question, wishes, solved(question, wishes), by=world.己, at=self.at
            )
            drafts.append(submit_draft(made, seen=made.version, by=world.己, at=self.at))
        since = (self.today + timedelta(days=9)).isoformat()
        return [
            (
                f"office{one}",
                f"/desk/grouping/{draft.pk}/adoption/",
                {"since": since, "words": "同意", "seen": draft.version},
            )
            for one, draft in enumerate(drafts * 2)
        ]

    def asking(self, room, name: str, phone: str):
        from zhushi.people.actions.ask_to_join import ask_to_join
        from zhushi.people.choices import VolunteerKind

        made = ask_to_join(
            room, name=name, phone=phone, kind=VolunteerKind.MEMBER, has_agreed=True,
            key=f"join-{name}-{room.code}-0123456789", at=self.at,
        )  # fmt: skip
        return f"/desk/rooms/{room.code}/joinings/{made.pk}/"

    def joining(self, n: int, count: int) -> list[tuple]:
        path = self.asking(self.world.东, f"想来一处{n}", f"139{n:08}")
        no = {"sentence": "这个月已经招满了"}
        moves = [("approval/", {}), ("refusal/", no)] * 2
        return [(f"liaison{one}", path + verb, form) for one, (verb, form) in enumerate(moves)]

    def twins(self, n: int, count: int) -> list[tuple]:
        rooms = (self.world.东, self.world.西)
        paths = [self.asking(room, f"想来两处{n}", f"138{n:08}") for room in rooms]
        return [(f"office{one}", f"{paths[one % 2]}approval/", {}) for one in range(4)]

    def leave(self, n: int, count: int) -> list[tuple]:
        first = self.today + timedelta(days=30 + 10 * n)
        spans = [(first, first + timedelta(days=3)), (first + timedelta(days=2),) * 2] * 2
        path = f"/desk/people/{self.leaver.ref}/leaves/new/"
        return [
            (f"liaison{one}", path, {"starts_on": str(since), "ends_on": str(until)})
            for one, (since, until) in enumerate(spans)
        ]

    def stand_in(self, n: int, count: int) -> list[tuple]:
        from zhushi.people.actions.note_leave import note_leave

        first = self.today + timedelta(days=30 + 10 * n)
        leaves = [
            note_leave(
                person, starts_on=first + timedelta(days=late),
                ends_on=first + timedelta(days=3 + late), by=self.world.己, at=self.at,
            )
            for late, person in enumerate(self.liaisons)
        ]  # fmt: skip
        form = {"person": self.stand_in_.ref}
        paths = [f"/desk/people/{one.person.ref}/leaves/{one.pk}/stand-in/" for one in leaves]
        return [(f"liaison{one}", paths[one % 2], form) for one in range(4)]

    def shift(self, on: date, *people, capacity: int = 1):
        """Hours for one or more, for which these have signed up in this order."""
        from zhushi.activities.actions.sign_up import sign_up
        from zhushi.activities.models import Project, Shift

        project = Project.objects.create(
            district=self.world.雁, room=self.world.东, form="TEAM", title="陪诊", goal="有人陪",
            created_at=self.at,
        )  # fmt: skip
        shift = Shift.objects.create(
            project=project,
            on=on,
            starts_at=time(18),
            ends_at=time(20),
            place="广场",
            capacity=capacity,
        )
        for person in people:
            sign_up(shift, person, by=self.world.乙, at=self.at)
        return shift

    def sign_up(self, n: int, count: int) -> list[tuple]:
        shift = self.shift(self.today + timedelta(days=3000 + n))
        return [(f"delegate{one}", f"{SHIFT}{shift.pk}/join/", {}) for one in range(4)]

    def more_places(self, n: int, count: int) -> list[tuple]:
        """A place of one, one waits; the desk makes it three, while two more sign up."""
        shift = self.shift(self.today + timedelta(days=6000 + n), *self.delegates[:2])
        hours = {
            "on": shift.on.isoformat(), "starts_at": "09:00", "ends_at": "11:00", "capacity": "3",
            "place": shift.place,
        }  # fmt: skip
        joins = [(f"delegate{one}", f"{SHIFT}{shift.pk}/join/", {}) for one in (2, 3)]
        edits = [(f"liaison{one}", f"{SHIFT}{shift.pk}/edit/", hours) for one in range(2)]
        return [*joins, *edits]

    def fewer_places(self, n: int, count: int) -> list[tuple]:
        """Two places, one taken; the desk makes it one, while three sign up."""
        shift = self.shift(self.today + timedelta(days=7000 + n), self.delegates[0], capacity=2)
        hours = {
            "on": shift.on.isoformat(), "starts_at": "09:00", "ends_at": "11:00", "capacity": "1",
            "place": shift.place,
        }  # fmt: skip
        joins = [(f"delegate{one}", f"{SHIFT}{shift.pk}/join/", {}) for one in (1, 2, 3)]
        return [*joins, ("liaison0", f"{SHIFT}{shift.pk}/edit/", hours)]

    def household(self, n: int, count: int) -> list[tuple]:
        told = {
            "kind": "ELDERLY", "name": "孙某", "contact": "13800000000", "address": "东街一号",
            "circumstances": "独居", "agrees": "on",
        }  # fmt: skip
        return [(f"liaison{one}", "/desk/households/new/", told) for one in range(4)]

    def stop(self, n: int, count: int) -> list[tuple]:
        from zhushi.activities.models import Activity

        visit = Activity.objects.create(
            district=self.world.雁, room=self.world.东, kind="VISIT", form="VILLAGE", title="走访",
            on=self.today, created_at=self.at,
        )  # fmt: skip
        stop = visit.stops.create(position=1, place="三号院")
        said = {"said": "看了楼道", "opinion": "灯坏了两层", "key": f"door-{n}"}
        return [(f"delegate{n % 4}", f"/desk/activities/stops/{stop.pk}/", said)] * 4

    def move_up(self, n: int, count: int) -> list[tuple]:
        shift = self.shift(self.today + timedelta(days=4000 + n), *self.delegates[:2])
        verbs = ("leave", "leave", "join", "join")
        return [
            (f"delegate{one}", f"{SHIFT}{shift.pk}/{verb}/", {}) for one, verb in enumerate(verbs)
        ]

    def two_shifts(self, n: int, count: int) -> list[tuple]:
        on = self.today + timedelta(days=5000 + n)
        paths = [f"{SHIFT}{self.shift(on).pk}/join/" for _ in range(2)]
        return [(f"delegate{n % 4}", paths[one % 2], {}) for one in range(4)]

    def letter(self, n: int, count: int) -> list[tuple]:
        from zhushi.papers.models import Letter

        drafts = [
            Letter.objects.create(
                district=self.world.雁, unit=self.world.雁, kind="RECEPTION",
                day=self.letters_day, title=f"公告{n}", body="接待。", drafted_at=self.at,
                drafted_by=self.world.己,
            )
            for _ in range(2)
        ]  # fmt: skip
        told = {"on": self.today.isoformat()}
        return [
            (f"office{one}", f"/desk/letters/{drafts[one % 2].pk}/issue/", told) for one in range(4)
        ]

    def merge(self, n: int, count: int) -> list[tuple]:
        from zhushi.matters.actions.accept import accept

        one, two = (
            accept(self.world.matter(at=self.at).matter, by=self.world.乙, at=self.at)
            for _ in range(2)
        )
        moves = [
            (f"/desk/matters/{this.ref}/merger/", {"into": that.ref, "seen": this.version})
            for this, that in ((one, two), (two, one))
        ]
        return [(f"liaison{client}", *moves[client % 2]) for client in range(4)]
