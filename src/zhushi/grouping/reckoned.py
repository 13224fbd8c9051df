"""What takes long to reckon of a big draft: asked for as a job, read once it is there."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from zhushi.core.models import Job, JobStatus
from zhushi.grouping.frontier import Point
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import papers_of
from zhushi.grouping.wishes import Step, Trial

LONG = 6_000
"""People times rooms above which a search takes noticeably longer than a page may."""


def is_long(draft: Draft) -> bool:
    """Whether to solve a draft anew is long work."""
    papers = papers_of(draft)
    return len(papers.people) * len(papers.rooms) > LONG


def about_price(draft: Draft, person: str, room: str) -> str:
    """What a job about one person in another room is about; another version is another thing."""
    return f"price:{draft.pk}:{draft.version}:{person}:{room}"


def about_frontier(draft: Draft) -> str:
    """What a job about the curve of a draft is about."""
    return f"frontier:{draft.pk}:{draft.version}"


def latest(about: str) -> Job | None:
    """The last job about something that was not called off."""
    found = Job.objects.filter(about=about).exclude(status=JobStatus.CANCELLED)
    return found.order_by("-pk").first()


def trial_as_data(trial: Trial) -> dict[str, Any]:
    """What a job keeps of a trial: all but the whole grouping."""
    return {
        "price": trial.price,
        "chain": [[step.person, step.source, step.target] for step in trial.chain],
    }


def trial_from(data: dict[str, Any]) -> Trial:
    return Trial(data["price"], tuple(Step(*step) for step in data["chain"]), {})


def points_as_data(points: list[Point]) -> list[dict[str, Any]]:
    return [asdict(point) for point in points]


def points_from(data: list[dict[str, Any]]) -> list[Point]:
    return [Point(**point) for point in data]
