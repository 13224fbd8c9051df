"""Role → right → reach: the one table of rights, readable aloud.

Asked only through people/access.py; generates docs/domain/rights.md and the access tests.
The three administrators hold no right over matters (trust.md §2.2).
"""

from zhushi.core.perms import Perm
from zhushi.people.choices import Reach, Role

P = Perm

_ROOM_DESK = (
    P.ROOM_VIEW,
    P.PERSON_VIEW,
    P.PERSON_LEAVE,
    P.DUTY_FILE_VIEW,
    P.WORK_HAND_OVER,
    P.VOLUNTEER_KEEP,
    P.RECEPTION_VIEW,
    P.ACTIVITY_VIEW,
    P.ACTIVITY_KEEP,
    P.ACTIVITY_NOTE,
    P.PLEDGE_VIEW,
    P.PLEDGE_ANSWER,
    P.STUDY_VIEW,
    P.SERVICE_VIEW,
    P.SERVICE_NOTE,
    P.SERVICE_KEEP,
    P.MATTER_VIEW,
    P.MATTER_RECEIVE,
    P.MATTER_ACCEPT,
    P.MATTER_ANSWER,
    P.MATTER_DECLINE,
    P.MATTER_REFER,
    P.MATTER_MERGE,
    P.MATTER_DISPATCH,
    P.MATTER_ENTER_REPLY,
    P.MATTER_URGE,
    P.MATTER_TELL,
    P.MATTER_RATE,
    P.MATTER_CLOSE,
    P.MATTER_NOTE,
    P.MATTER_ASK,
    P.MATTER_SEAL,
    P.MATTER_EXPORT,
    P.COMMITMENT_ASK,
    P.PUBLISH_DRAFT,
    P.BOARD_VIEW,
)

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""Nobody holds two of them at a time (trust.md §2.2)."""

PRIVILEGED = ADMINISTRATORS | {Role.OFFICE, Role.CONFIDANT}
"""Roles that reach the whole district: given and ended by the security administrator alone."""

GUARDED = PRIVILEGED - {Role.OFFICE}
"""Roles whose logins the office neither invites nor stops."""

GRANTS: dict[Role, dict[Perm, Reach]] = {
    Role.DELEGATE: {
        P.ROOM_VIEW: Reach.ROOM,
        P.PERSON_VIEW: Reach.ROOM,
        P.RECEPTION_VIEW: Reach.ROOM,
        P.ACTIVITY_VIEW: Reach.ROOM,
        P.ACTIVITY_NOTE: Reach.ROOM,
        P.PLEDGE_VIEW: Reach.ROOM,
        P.PLEDGE_ANSWER: Reach.OWN,
        P.STUDY_VIEW: Reach.ROOM,
        P.STUDY_OWN: Reach.OWN,
        P.HOUSEHOLD_VIEW: Reach.OWN,
        P.SERVICE_VIEW: Reach.ROOM,
        P.SERVICE_NOTE: Reach.ROOM,
        P.SERVICE_JOIN: Reach.ROOM,
        P.MATTER_RECEIVE: Reach.ROOM,
        P.MATTER_VIEW: Reach.OWN,
        P.MATTER_NOTE: Reach.OWN,
    },
    Role.LIAISON: {
        **dict.fromkeys(_ROOM_DESK, Reach.ROOM),
        P.STUDY_KEEP: Reach.ROOM,
        P.STUDY_READ: Reach.ROOM,
        P.ROOM_EDIT: Reach.ROOM,
        P.RECEPTION_PLAN: Reach.ROOM,
        P.RECEPTION_RUN: Reach.ROOM,
        P.PERSON_LOOK: Reach.ROOM,
        P.HOUSEHOLD_VIEW: Reach.ROOM,
        P.HOUSEHOLD_KEEP: Reach.ROOM,
        P.IDENTITY_SEE: Reach.ROOM,
        P.IDENTITY_LOOK: Reach.ROOM,
    },
    Role.HEAD: {
        **dict.fromkeys(_ROOM_DESK, Reach.STREET),
        P.SERVICE_JOIN: Reach.ROOM,
        P.STUDY_READ: Reach.ROOM,
        P.ROOM_EDIT: Reach.STREET,
        P.HOUSEHOLD_VIEW: Reach.ROOM,
        P.HOUSEHOLD_KEEP: Reach.ROOM,
        P.GROUPING_VIEW: Reach.STREET,
        P.RECEPTION_PLAN: Reach.STREET,
        P.MATTER_DECIDE: Reach.STREET,
        P.MATTER_CONFIRM: Reach.STREET,
        P.MATTER_SUPERVISE: Reach.STREET,
        P.PUBLISH_APPROVE: Reach.STREET,
        P.IDENTITY_LOOK: Reach.STREET,
    },
    Role.VOLUNTEER: {
        P.ROOM_VIEW: Reach.ROOM,
        P.RECEPTION_VIEW: Reach.ROOM,
        P.ACTIVITY_VIEW: Reach.ROOM,
        P.HOUSEHOLD_VIEW: Reach.OWN,
        P.SERVICE_VIEW: Reach.ROOM,
        P.SERVICE_JOIN: Reach.ROOM,
    },
    Role.HANDLER: {
        P.MATTER_VIEW: Reach.UNIT,
        P.MATTER_SIGN_IN: Reach.UNIT,
        P.MATTER_HAND_BACK: Reach.UNIT,
        P.MATTER_EXTEND: Reach.UNIT,
        P.MATTER_REPLY: Reach.UNIT,
        P.MATTER_NOTE: Reach.UNIT,
        P.MATTER_EXPORT: Reach.UNIT,
        P.IDENTITY_LOOK: Reach.UNIT,
    },
    Role.OFFICE: {
        **dict.fromkeys(_ROOM_DESK, Reach.DISTRICT),
        P.ROOM_EDIT: Reach.DISTRICT,
        P.ROOM_OPEN: Reach.DISTRICT,
        P.UNIT_EDIT: Reach.DISTRICT,
        P.PERSON_EDIT: Reach.DISTRICT,
        P.PERSON_LOOK: Reach.DISTRICT,
        P.ROSTER_IMPORT: Reach.DISTRICT,
        P.LOGIN_INVITE: Reach.DISTRICT,
        P.GROUPING_MAKE: Reach.DISTRICT,
        P.TALK_PLAN: Reach.DISTRICT,
        P.TALK_RECORD: Reach.DISTRICT,
        P.STUDY_LAY_DOWN: Reach.DISTRICT,
        P.RECEPTION_PLAN: Reach.DISTRICT,
        P.RECEPTION_RUN: Reach.DISTRICT,
        P.MATTER_DECIDE: Reach.DISTRICT,
        P.MATTER_CONFIRM: Reach.DISTRICT,
        P.MATTER_SUPERVISE: Reach.DISTRICT,
        P.MATTER_ARCHIVE: Reach.DISTRICT,
        P.MATTER_IMPORT: Reach.DISTRICT,
        P.PUBLISH_APPROVE: Reach.DISTRICT,
        P.IDENTITY_LOOK: Reach.DISTRICT,
        P.SETTINGS_EDIT: Reach.DISTRICT,
    },
    Role.CONFIDANT: {P.SEALED_VIEW: Reach.DISTRICT, P.SEALED_HANDLE: Reach.DISTRICT},
    Role.SYSTEM_ADMIN: {P.SYSTEM_RUN: Reach.DISTRICT},
    Role.SECURITY_ADMIN: {P.GRANT_EDIT: Reach.DISTRICT},
    Role.AUDITOR: {P.AUDIT_VIEW: Reach.DISTRICT},
}
