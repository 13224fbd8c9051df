"""How far the study of a plan is, from the records alone: met, or not yet; nothing is counted up.

An item of a room is met once a session took place at which it was studied; for a delegate once
they came to such a session, or noted something themself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from zhushi.activities.lifecycle import TO_COME, TOOK_PLACE
from zhushi.activities.models import Activity, StudyItem, StudyNote, StudyPlan, StudyUse
from zhushi.people.models import Person


@dataclass(frozen=True)
class Standing:
    """One item with what there is of it: sessions, notes and uses that the reader may see."""

    item: StudyItem
    held: list[Activity] = field(default_factory=list)
    coming: list[Activity] = field(default_factory=list)
    notes: list[StudyNote] = field(default_factory=list)
    uses: list[StudyUse] = field(default_factory=list)
    is_met: bool = False

    @property
    def note(self) -> StudyNote | None:
        return self.notes[0] if self.notes else None


@dataclass(frozen=True)
class Progress:
    """The items of a plan in the order of their days."""

    standings: list[Standing]

    @property
    def met(self) -> list[Standing]:
        return [one for one in self.standings if one.is_met]

    @property
    def open(self) -> list[Standing]:
        return [one for one in self.standings if not one.is_met]

    @property
    def words(self) -> str:
        """As “12 项里完成 7 项”."""
        return f"{len(self.standings)} 项里完成 {len(self.met)} 项"


def progress_of_room(plan: StudyPlan, *, with_notes: bool = False) -> Progress:
    """The items of a room's plan; two statements, three with the delegates' notes."""
    items = list(plan.items.all())
    sessions = _sessions(items)
    notes: dict[int, list[StudyNote]] = defaultdict(list)
    if with_notes:
        for note in StudyNote.objects.filter(item__in=items).select_related("person"):
            notes[note.item_id].append(note)
    return Progress([_of_room(item, sessions[item.pk], notes[item.pk]) for item in items])


def progress_of_person(person: Person, items: Iterable[StudyItem]) -> Progress:
    """These items for a delegate: what they came to, noted and made of it; four statements."""
    items = list(items)
    sessions = _sessions(items)
    ids = {one.pk for found in sessions.values() for one in found}
    came = set(
        person.participations.filter(activity__in=ids, has_come=True).values_list(
            "activity", flat=True
        )
    )
    notes = {note.item_id: note for note in StudyNote.objects.filter(item__in=items, person=person)}
    uses: dict[int, list[StudyUse]] = defaultdict(list)
    said = StudyUse.objects.filter(item__in=items, person=person)
    for use in said.select_related("activity__room", "project__room"):
        uses[use.item_id].append(use)
    found = []
    for item in items:
        held = [one for one in sessions[item.pk] if one.pk in came and one.status in TOOK_PLACE]
        note = notes.get(item.pk)
        own = [note] if note else []
        is_met = bool(held or own)
        found.append(
            Standing(item, held, _coming(sessions[item.pk]), own, uses[item.pk], is_met=is_met)
        )
    return Progress(found)


def still_open(items: QuerySet[StudyItem], person: Person) -> QuerySet[StudyItem]:
    """Those of these items that a delegate neither came to a session of nor noted anything of."""
    came = StudyItem.sessions.through.objects.filter(
        studyitem=OuterRef("pk"),
        activity__status__in=TOOK_PLACE,
        activity__participants__person=person,
        activity__participants__has_come=True,
    )
    noted = StudyNote.objects.filter(item=OuterRef("pk"), person=person)
    return items.filter(~Exists(came), ~Exists(noted))


def with_progress(plans: QuerySet[StudyPlan]) -> QuerySet[StudyPlan]:
    """Rooms' plans with how many items they have and how many are met, in the same statement."""
    held = StudyItem.sessions.through.objects.filter(
        studyitem=OuterRef("items"), activity__status__in=TOOK_PLACE
    )
    return plans.annotate(
        item_count=Count("items", distinct=True),
        met_count=Count("items", filter=Q(Exists(held)), distinct=True),
    )


def items_to_offer(room_id: int, activity: Activity | None, *, on: date) -> list[StudyItem]:
    """The items a session on a day may be about: of the room's plans for it, those open first."""
    plans = StudyPlan.objects.of_rooms().filter(room=room_id).touching(on, on)
    held = StudyItem.sessions.through.objects.filter(
        studyitem=OuterRef("pk"), activity__status__in=TOOK_PLACE
    )
    if activity:
        held = held.exclude(activity=activity)
    found = StudyItem.objects.filter(plan__in=plans).annotate(is_met=Exists(held))
    return list(found.order_by("is_met", F("due_on").asc(), "pk"))


def _of_room(item: StudyItem, sessions: list[Activity], notes: list[StudyNote]) -> Standing:
    held = [one for one in sessions if one.status in TOOK_PLACE]
    return Standing(item, held, _coming(sessions), notes, is_met=bool(held))


def _coming(sessions: list[Activity]) -> list[Activity]:
    return [one for one in sessions if one.status not in TOOK_PLACE]


def _sessions(items: list[StudyItem]) -> dict[int, list[Activity]]:
    """The sessions of each item that were not called off, one statement for all."""
    links = StudyItem.sessions.through.objects.filter(studyitem__in=items)
    links = links.filter(activity__status__in=TO_COME | TOOK_PLACE).select_related("activity__room")
    found: dict[int, list[Activity]] = defaultdict(list)
    for link in links.order_by("activity__on", "pk"):
        found[link.studyitem_id].append(link.activity)
    return found
