from zhushi.activities.choices import ActivityKind
from zhushi.core.perms import Perm
from zhushi.papers.registers import _activities
from zhushi.papers.registers.base import Register

REGISTER = Register(
    code="symposia",
    title="座谈走访台账",
    perm=Perm.ACTIVITY_VIEW,
    columns=_activities.COLUMNS,
    rows=_activities.rows_of(ActivityKind.SYMPOSIUM, ActivityKind.VISIT),
    cells=_activities.cells,
    unit="次",
)
