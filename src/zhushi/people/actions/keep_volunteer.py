from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.choices import HalfDay, VolunteerKind
from zhushi.people.models import Person, Volunteer, VolunteerTeam
from zhushi.rooms.models import Workroom

EDITABLE = frozenset({"kind", "skills", "free", "teams"})


@transaction.atomic
def keep_volunteer(
    person: Person,
    *,
    kind: VolunteerKind,
    skills: str = "",
    free: Sequence[HalfDay] = (),
    teams: Sequence[VolunteerTeam] | None = None,
    room: Workroom | None = None,
    by,
    at: datetime,
) -> Volunteer:
    """Note what a volunteer is, can do and when they are free; the same again leaves no line.

    teams: those of ``room`` they are in; those of other rooms stay. None leaves all as they are.
    Raises Refused for a team of another room.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    made, is_new = Volunteer.objects.get_or_create(person=person, defaults={"kind": kind})
    days = [half.value for half in HalfDay if half in free]
    wanted = {"kind": kind.value, "skills": skills.strip(), "free": days}
    changed = sorted(name for name, value in wanted.items() if getattr(made, name) != value)
    for name in changed:
        setattr(made, name, wanted[name])
    made.save()
    if teams is not None and room is not None:
        if any(team.room_id != room.pk for team in teams):
            raise Refused("只能编进本室的小队。")
        own = set(made.teams.filter(room=room))
        if own != set(teams):
            made.teams.remove(*(own - set(teams)))
            made.teams.add(*(set(teams) - own))
            changed.append("teams")
    if is_new or changed:
        audit.record(
            "volunteer.keep", target=person.ref, district_id=person.district_id, by=by, at=at,
            changed=changed,
        )  # fmt: skip
    return made


@transaction.atomic
def enter_volunteer_team(room: Workroom, *, name: str, by, at: datetime) -> VolunteerTeam:
    """Set up a team of volunteers in a room; raises Refused without a name or for one it has."""
    name = name.strip()
    if not name:
        raise Refused("请填小队的名字。")
    team, is_new = VolunteerTeam.objects.get_or_create(room=room, name=name)
    if not is_new:
        raise Refused(f"{room.name}已经有“{name}”。")
    audit.record("volunteer.team", target=room.code, district_id=room.district_id, by=by, at=at)
    return team


@transaction.atomic
def drop_volunteer_team(team: VolunteerTeam, *, by, at: datetime) -> None:
    """Dissolve a team; raises Refused while somebody is in it."""
    team = VolunteerTeam.objects.select_for_update().get(pk=team.pk)
    if team.volunteers.exists():
        raise Refused(f"“{team.name}”里还有人，请先把他们编到别的小队。")
    room = team.room
    team.delete()
    audit.record("volunteer.untie", target=room.code, district_id=room.district_id, by=by, at=at)
