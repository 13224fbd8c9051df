from zhushi.activities.models.activity import Activity, Guest, Participant, Statement
from zhushi.activities.models.availability import BlockOut, WeekdayOff
from zhushi.activities.models.exemplar import Exemplar, ExemplarWork
from zhushi.activities.models.feed import Feed
from zhushi.activities.models.household import Help, Household
from zhushi.activities.models.need import Need
from zhushi.activities.models.norm import OwnNorm
from zhushi.activities.models.photo import Photo
from zhushi.activities.models.pledge import Pledge
from zhushi.activities.models.practice import GoodPractice
from zhushi.activities.models.project import Milestone, Project
from zhushi.activities.models.proof import ServiceProof
from zhushi.activities.models.reception import Duty, ReceptionDay, ReceptionRule, Slot, Turn
from zhushi.activities.models.shift import Shift, Signup
from zhushi.activities.models.stop import Stop
from zhushi.activities.models.study import StudyItem, StudyNote, StudyPlan, StudyUse
from zhushi.activities.models.swap import Swap
from zhushi.activities.models.talk import Talk, TalkRecord, TalkRota

__all__ = [
    "Activity",
    "BlockOut",
    "Duty",
    "Exemplar",
    "ExemplarWork",
    "Feed",
    "GoodPractice",
    "Guest",
    "Help",
    "Household",
    "Milestone",
    "Need",
    "OwnNorm",
    "Participant",
    "Photo",
    "Pledge",
    "Project",
    "ReceptionDay",
    "ReceptionRule",
    "ServiceProof",
    "Shift",
    "Signup",
    "Slot",
    "Statement",
    "Stop",
    "StudyItem",
    "StudyNote",
    "StudyPlan",
    "StudyUse",
    "Swap",
    "Talk",
    "TalkRecord",
    "TalkRota",
    "Turn",
    "WeekdayOff",
]
