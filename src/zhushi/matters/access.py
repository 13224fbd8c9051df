"""What a login may do with one matter: the table of moves met with the table of rights."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects

from zhushi.core.perms import Perm
from zhushi.core.privacy import redact
from zhushi.matters.choices import DispatchStatus, Visibility
from zhushi.matters.lifecycle import EDGES, verbs_from
from zhushi.matters.models import ApprovalStep, Dispatch, Matter
from zhushi.people.access import Holdings, Scope
from zhushi.vault.choices import Purpose
from zhushi.vault.queries import allows

LEAD_ONLY = frozenset({"sign_in", "hand_back", "ask_extension", "reply"})
HELPER_ONLY = frozenset({"co_sign_in", "co_hand_back", "opine"})
BY_SYSTEM = frozenset({"follow", "present"})
OF_AUTHORS = frozenset({"revise", "evaluate"})
BY_OTHERS = frozenset({"confirm", "send_back"})
"""What nobody does to a paper they signed."""
OF_APPROVERS = frozenset({"approve", "approve_step", "disapprove"})
RATING_SHUT = timedelta(days=30)
SEALED_VERBS = frozenset({"hand_over", "conclude"})


def reaches(scope: Scope, matter: Matter, dispatches: Sequence[Dispatch]) -> bool:
    """Whether a scope reaches this matter; the single case of ``MatterQuerySet.in_scope``.

    dispatches: all of the matter. ``rule_out`` withdraws a recused unit's, so it is not reached;
    who handles for two units is out of it when one of them is.
    """
    if matter.visibility != Visibility.NORMAL:
        return False
    charged = {d.unit_id for d in dispatches if d.status != DispatchStatus.WITHDRAWN}
    return (
        matter.district_id in scope.districts
        or matter.room_id in scope.rooms
        or (bool(charged & scope.units) and not _has_recused_unit(scope, matter))
        or _is_own(scope, matter)
    )


def _has_recused_unit(scope: Scope, matter: Matter) -> bool:
    """Whether one of several units of a login is recused; a single one is not charged at all."""
    if len(scope.units) < 2:
        return False
    prefetch_related_objects([matter], "recusals")  # once, however many verbs are asked
    return any(recusal.unit_id in scope.units for recusal in matter.recusals.all())


def _is_own(scope: Scope, matter: Matter) -> bool:
    """Whether a delegate took this in themselves, in a room they still belong to, or signed it,
    or it was put before an approver.
    """
    if scope.own is None:
        return False
    if matter.receiver_id == scope.own and matter.room_id in scope.own_rooms:
        return True
    return has_signed(matter, scope.own) or any(
        step.is_for(scope.own) and step.opened_at for step in _approvals(matter)
    )


def has_signed(matter: Matter, person_id: UUID | None) -> bool:
    """Whether a person is among those who handed this in."""
    if person_id is None or not matter.is_of_delegates:
        return False
    prefetch_related_objects([matter], "proposers")
    return any(signed.person_id == person_id for signed in matter.proposers.all())


def _approvals(matter: Matter) -> list[ApprovalStep]:
    """The steps of approval, read once however many verbs are asked."""
    if not matter.is_of_delegates:
        return []
    prefetch_related_objects([matter], "approvals")
    return list(matter.approvals.all())


def own_dispatch(scope: Scope, dispatches: Sequence[Dispatch]) -> Dispatch | None:
    """The running part of a matter that is a unit's own, the lead first."""
    own = [d for d in dispatches if d.ended_at is None and d.unit_id in scope.units]
    return min(own, key=lambda d: not d.is_lead, default=None)


def verbs_for(matter: Matter, held: Holdings, dispatches: Sequence[Dispatch]) -> list[str]:
    """The verbs this login may take now, in the table's order; the buttons of the page."""
    return [
        verb
        for verb in verbs_from(matter.status, matter.kind)
        if verb not in BY_SYSTEM and _may(verb, matter, held, dispatches)
    ]


def _may(verb: str, matter: Matter, held: Holdings, dispatches: Sequence[Dispatch]) -> bool:
    scope = held.scope(EDGES[verb].perm)
    if matter.visibility == Visibility.SEALED:
        return verb in SEALED_VERBS and matter.district_id in scope.districts
    if not reaches(scope, matter, dispatches) or not reaches(
        held.scope(Perm.MATTER_VIEW), matter, dispatches
    ):
        return False
    if verb in OF_AUTHORS:
        return has_signed(matter, scope.own)
    if verb in BY_OTHERS and has_signed(matter, held.scope(Perm.MATTER_EVALUATE).own):
        return False
    if verb in OF_APPROVERS:
        return any(step.is_open and step.is_for(scope.own) for step in _approvals(matter))
    if scope.units and not (scope.districts or scope.rooms):
        own = own_dispatch(scope, dispatches)
        return own is not None and _fits(verb, own)
    return _is_asked(verb, dispatches)


def _fits(verb: str, own: Dispatch) -> bool:
    if (verb in LEAD_ONLY and not own.is_lead) or (verb in HELPER_ONLY and own.is_lead):
        return False
    if verb in ("sign_in", "co_sign_in"):
        return own.signed_in_at is None
    if verb in ("hand_back", "co_hand_back"):
        return not own.follows_hand_back and not hasattr(own, "hand_back")
    if verb == "ask_extension":
        return not hasattr(own, "extension")
    return True


def _is_asked(verb: str, dispatches: Sequence[Dispatch]) -> bool:
    """Decisions are offered only where something waits to be decided."""
    if verb in ("co_grant", "co_uphold"):
        return any(
            not d.is_lead and d.status == DispatchStatus.RETURNED and d.ended_at is None
            for d in dispatches
        )
    if verb in ("extend", "refuse_extension"):
        asked = [d.extension for d in dispatches if hasattr(d, "extension")]
        return any(extension.decided_at is None for extension in asked)
    return True


def reads_as_unit(matter: Matter, held: Holdings) -> bool:
    """Whether a login reaches a matter only because its unit handles it.

    Such a login sees no identity, no evaluation, no other unit's notes (trust.md §4, G5–G12).
    """
    scope = held.scope(Perm.MATTER_VIEW)
    return not (
        matter.district_id in scope.districts
        or matter.room_id in scope.rooms
        or _is_own(scope, matter)
    )


def title_for(matter: Matter, scope: Scope) -> str:
    """The title as a scope reads it: units get a copy with what points at a person hidden."""
    return redact(matter.title) if scope.units else matter.title


def rating_is_shut(matter: Matter, held: Holdings, rated_on: date, *, on: date) -> bool:
    """Whether a rating is still kept from the delegate whom the matter was told to.

    For thirty days, so that nobody asks a resident why they rated so. Source: trust.md §4, G12.
    """
    scope = held.scope(Perm.MATTER_VIEW)
    is_theirs_only = not (matter.district_id in scope.districts or matter.room_id in scope.rooms)
    return is_theirs_only and not matter.is_of_delegates and on < rated_on + RATING_SHUT


def sees_words(matter: Matter, held: Holdings) -> bool:
    """Whether a login reads the person's own words; a unit reads the extract unless allowed.

    Source: trust.md §4, G3 and G4.
    """
    scope = held.scope(Perm.MATTER_VIEW)
    if matter.is_of_delegates or matter.district_id in scope.districts:
        return True
    if matter.room_id in scope.rooms or _is_own(scope, matter):
        return True
    return any(
        allows(matter.identity, Purpose.CONTENT_TO_UNIT, unit_id=unit) for unit in scope.units
    )
