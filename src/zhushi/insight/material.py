"""Same-theme material: what residents said of a theme's topics, by topic, place and answer.

A number is the length of the list it opens, for the login that sees it; five statements at most.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from zhushi.insight.figures import Figure
from zhushi.insight.periods import Span
from zhushi.matters import filters
from zhushi.matters.choices import ReplyClass
from zhushi.matters.filter_options import NOWHERE, Option
from zhushi.matters.filters import MatterFilter
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Topic
from zhushi.matters.querysets import MatterQuerySet
from zhushi.people.access import Scope

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Material:
    """What a reader sees of a theme in a span; ``topics`` are those named and, of some, below."""

    total: Figure
    unfinished: Figure
    topics: list[Figure]
    places: list[Figure]
    answers: list[Figure]

    def figures(self) -> Iterable[Figure]:
        """Every number that opens a list."""
        yield from (self.total, self.unfinished, *self.topics, *self.places, *self.answers)


def material_of(named: Sequence[Topic], scope: Scope, *, span: Span, on: date) -> Material:
    """The matters of these topics, and of those below them, that were received in a span.

    scope: that of the right to see matters; on: today.
    """
    below = list(Topic.objects.filter(parent__in=named).exclude(pk__in=[t.pk for t in named]))
    asked = [Option(topic.pk, str(topic.pk), topic.name) for topic in (*named, *below)]
    wanted = MatterFilter(topics=tuple(asked), since=span.since, until=span.until)
    rows = filters.listed(wanted, scope, on=on, soon_until=on).rows.order_by()
    if not asked:
        rows = rows.none()
    days = [("since", span.since.isoformat()), ("until", span.until.isoformat())]
    query: Pairs = [("topic", str(topic.pk)) for topic in named] + days
    by_topic = Counter(dict(rows.values_list("topic").annotate(Count("pk"))))
    unfinished = rows.exclude(status__in=FINAL).count()
    answered = rows.filter(replies__in=filters.standing_replies().values("pk"))
    by_class = Counter(dict(answered.values_list("replies__reply_class").annotate(Count("pk"))))
    return Material(
        Figure("total", "收到", by_topic.total(), query),
        Figure("open", "没办完", unfinished, [*query, ("status", "open")]),
        list(_of_topics(named, below, by_topic, days)),
        list(_of_places(rows, query)),
        [
            Figure(f"answer-{letter}", letter.label, by_class[letter], [*query, ("answer", letter)])
            for letter in ReplyClass
        ],
    )


def _of_topics(
    named: Sequence[Topic], below: Sequence[Topic], counts: Counter, days: Pairs
) -> Iterable[Figure]:
    """Each named topic with all below it, then those below of which there is anything."""
    tops = {topic.pk for topic in named}
    for top in named:
        children = [topic for topic in below if topic.parent_id == top.pk]
        inside = {top.pk, *(topic.pk for topic in children)}
        inside |= {topic.pk for topic in named if topic.parent_id == top.pk}
        count = sum(counts[key] for key in inside)
        query = [("topic", str(top.pk)), *days]
        yield Figure(f"topic-{top.pk}", top.name, count, query)
        for topic in children:
            if counts[topic.pk] and topic.pk not in tops:
                query = [("topic", str(topic.pk)), *days]
                label = f"{top.name} · {topic.name}"
                yield Figure(f"topic-{topic.pk}", label, counts[topic.pk], query)


def _of_places(rows: MatterQuerySet, query: Pairs) -> Iterable[Figure]:
    """Communities with anything, the most first; what names none is last."""
    counted = rows.values_list("community__slug", "community__name").annotate(count=Count("pk"))
    found = sorted(counted, key=lambda row: (row[0] is None, -row[2], row[0] or ""))
    for slug, name, count in found:
        key = slug or NOWHERE.key
        yield Figure(f"place-{key}", name or NOWHERE.label, count, [*query, ("community", key)])
