from datetime import datetime

from zhushi.grouping.actions.make_draft import keep_draft, solved
from zhushi.grouping.models import Draft
from zhushi.grouping.tree import Progress


def limit_draft(
    draft: Draft, *, at_most: int, progress: Progress | None = None, by, at: datetime
) -> Draft:
    """Another draft like this one, in which at most so many leave their rooms.

    The first stays as it is, to be compared. Raises Refused where no assignment is left.
    """
    question = {**draft.question, "rules": {**draft.question["rules"], "at_most": at_most}}
    near = draft.result["assignment"]
    result = solved(question, draft.wishes, prefer=near, progress=progress)
    return keep_draft(
        draft.district, question, draft.wishes, result, occasion=draft.occasion, by=by, at=at
    )
