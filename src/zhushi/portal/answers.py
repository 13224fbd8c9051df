"""Published answers as the public reads them: no day, no house, no name."""

from datetime import date, datetime

from django.db.models import Prefetch

from zhushi.core.moments import day_of
from zhushi.matters.choices import ReplyClass, Visibility
from zhushi.matters.models import Publication, Reply

OUTCOMES = {
    ReplyClass.A: "已解决",
    ReplyClass.B: "正在解决 · 有承诺",
    ReplyClass.C: "暂时不能办",
    ReplyClass.D: "留作参考",
}


def shown(publications):
    """Those that a second person approved and nobody recalled, newest first; none sealed."""
    approved = publications.filter(
        approved_at__isnull=False, recalled_at=None, matter__visibility=Visibility.NORMAL
    )
    final = Reply.objects.filter(confirmed_at__isnull=False, sent_back_at=None).order_by("-pk")
    return (
        approved.select_related("matter__community", "matter__lead_unit")
        .prefetch_related(Prefetch("matter__replies", final, to_attr="final"))
        .order_by("-approved_at", "-pk")
    )


def outcome_of(publication: Publication) -> str:
    """What came of it in the resident's words; empty for an old answer without a class."""
    final = publication.matter.final  # type: ignore[attr-defined]
    return OUTCOMES.get(final[0].reply_class, "") if final else ""


def week_of(at: datetime | date) -> str:
    """A day made coarse: 2026年9月第2周."""
    on = day_of(at) if isinstance(at, datetime) else at
    return f"{on.year}年{on.month}月第{(on.day - 1) // 7 + 1}周"
