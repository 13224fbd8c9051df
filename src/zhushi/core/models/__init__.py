from zhushi.core.models.attachment import Attachment
from zhushi.core.models.audit_entry import AuditEntry
from zhushi.core.models.calendar_day import CalendarDay
from zhushi.core.models.counter import Counter
from zhushi.core.models.job import Job, JobStatus
from zhushi.core.models.notice import Digest, Notice
from zhushi.core.models.submission import Submission, Throttle

__all__ = [
    "Attachment",
    "AuditEntry",
    "CalendarDay",
    "Counter",
    "Digest",
    "Job",
    "JobStatus",
    "Notice",
    "Submission",
    "Throttle",
]
