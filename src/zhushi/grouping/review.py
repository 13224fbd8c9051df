"""Who may carry a draft out: somebody else than who submitted it, wherever there is anybody."""

from datetime import date

from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.models import Draft, DraftStep
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_district


def submission_of(draft: Draft) -> DraftStep | None:
    """The step that submitted a draft last; None if none did."""
    return draft.steps.filter(verb=DraftVerb.SUBMIT).select_related("by__person").last()


def colleagues_of(draft: Draft, login: int, *, on: date) -> set[int]:
    """Active logins of the draft's district office on a day, but for one."""
    return set(logins_in_district(draft.district_id, Role.OFFICE, on=on)) - {login}
