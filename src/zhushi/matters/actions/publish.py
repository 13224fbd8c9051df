"""A redacted copy of question and answer, drafted by one person and approved by another."""

from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import ANSWER_TOLD, FINAL
from zhushi.matters.models import Matter, Publication
from zhushi.vault.choices import Purpose
from zhushi.vault.queries import allows


@transaction.atomic
def draft_publication(
    matter: Matter, *, title: str, question: str, answer: str, by, at: datetime
) -> Publication:
    """Write the redacted copy; a new draft replaces one that was not approved yet.

    Raises Refused without the resident's consent, before the answer was told, or for a sealed
    matter. An anonymous resident who left no identity may have ticked the box all the same. What
    delegates handed in needs nobody's consent, once it is settled.
    """
    matter = Matter.objects.locked(matter)
    if matter.visibility != Visibility.NORMAL or matter.status not in ANSWER_TOLD:
        raise Refused("答复告知本人之后才能公开。")
    if matter.is_of_delegates and matter.status not in FINAL:
        raise Refused("定了是否采纳、办结之后才能公开。")
    if not _is_agreed(matter):
        raise Refused("来访人没有同意公开，不能公开。")
    if not (title.strip() and question.strip() and answer.strip()):
        raise Refused("标题、问题和答复都要写。")
    standing = Publication.objects.filter(matter=matter).first()
    if standing and standing.approved_at and not standing.recalled_at:
        raise Refused("已经公开。要改，请先撤回。")
    publication, _ = Publication.objects.update_or_create(
        matter=matter,
        defaults={
            "district_id": matter.district_id,
            "title": title.strip(),
            "question": question.strip(),
            "answer": answer.strip(),
            "drafted_by": by,
            "drafted_at": at,
            "approved_by": None,
            "approved_at": None,
            "recalled_at": None,
        },
    )
    _audit("publication.draft", matter, by, at)
    return publication


@transaction.atomic
def approve_publication(publication: Publication, *, by, at: datetime) -> Publication:
    """Let a second person publish the copy; raises Refused for whoever drafted it."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.approved_at:
        raise Refused("已经审定公开了。")
    if publication.drafted_by_id == by.pk:
        raise Refused("拟稿人不能自己审定，请另一个人来审。")
    if not _is_agreed(publication.matter):
        raise Refused("来访人已撤回公开的同意，不能公开。")
    publication.approved_by, publication.approved_at = by, at
    publication.save()
    _audit("publication.approve", publication.matter, by, at)
    return publication


@transaction.atomic
def recall_publication(publication: Publication, *, by, at: datetime) -> Publication:
    """Take a published copy back at once."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    publication.recalled_at = at
    publication.save(update_fields=["recalled_at"])
    _audit("publication.recall", publication.matter, by, at)
    return publication


def _is_agreed(matter: Matter) -> bool:
    return matter.is_of_delegates or allows(matter.identity, Purpose.PUBLISH)


def _audit(event: str, matter: Matter, by, at: datetime) -> None:
    audit.record(event, target=matter.ref, district_id=matter.district_id, by=by, at=at)
