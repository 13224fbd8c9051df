from zhushi.people.models.correction import Correction
from zhushi.people.models.leave import Leave
from zhushi.people.models.mandate import Mandate
from zhushi.people.models.person import Person
from zhushi.people.models.place import PersonPlace
from zhushi.people.models.posting import Posting
from zhushi.people.models.session import Session
from zhushi.people.models.user import Invitation, User
from zhushi.people.models.volunteer import Joining, Volunteer, VolunteerTeam

__all__ = [
    "Correction",
    "Invitation",
    "Joining",
    "Leave",
    "Mandate",
    "Person",
    "PersonPlace",
    "Posting",
    "Session",
    "User",
    "Volunteer",
    "VolunteerTeam",
]
