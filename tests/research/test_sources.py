"""What a report's findings rest on, as long as it can be written on."""

import pytest

from tests.research.test_activities import noted, planned
from tests.research.test_reports import TEXT, started, wrote
from tests.research.themes import of_district
from tests.world import NOON
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.research.actions.hand_in_report import hand_in_report
from zhushi.research.actions.keep_source import MOST, Source, add_source, remove_source
from zhushi.research.models import ReportSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world):
    report = started(world)
    wrote(report, TEXT, seen=1, by=world.丙)
    return report


def add(world, report, source, **more):
    return add_source(report, source, by=world.丙, at=NOON, **more)


def test_a_report_rests_on_notes_matters_and_figures(world, report):
    matter = world.matter().matter
    figure = Source(figure="住房 8 件", query="topic=1")
    for source in (Source(activity=noted(world)), Source(matter=matter), figure):
        add(world, report, source, note=" 电梯停了 ")
    assert [s.note for s in report.sources.all()] == ["电梯停了"] * 3
    events = AuditEntry.objects.filter(event="report.source_add")
    assert [line.target for line in events] == [f"report:{report.pk}"] * 3


def test_what_is_no_ground_is_refused(world, report):
    activity, coming = noted(world), planned(world, of_district(world))
    strange = noted(world)
    Activity.objects.filter(pk=strange.pk).update(district=world.外)
    strange.refresh_from_db()
    add(world, report, Source(activity=activity))
    for source, more, why in (
        (Source(), {}, "选一样"),
        (Source(activity=activity, figure="8 件"), {}, "选一样"),
        (Source(activity=activity), {}, "已经列为"),
        (Source(activity=coming), {}, "还没有办"),
        (Source(activity=strange), {}, "本区"),
        (Source(figure="8 件"), {"note": "长" * 201}, "200 字"),
        (Source(figure="8 件", query="t" * 501), {}, "太细"),
    ):
        with pytest.raises(Refused, match=why):
            add(world, report, source, **more)
    assert ReportSource.objects.count() == 1


def test_there_is_an_end_to_it(world, report):
    for number in range(MOST):
        add(world, report, Source(figure=f"{number} 件"))
    with pytest.raises(Refused, match="最多列 50 样"):
        add(world, report, Source(figure="够了"))


def test_handed_in_its_grounds_stay_as_they_are(world, report):
    source = add(world, report, Source(activity=noted(world)))
    other = add(world, report, Source(figure="8 件"))
    for _ in range(2):
        remove_source(other, by=world.丙, at=NOON)
    hand_in_report(report, by=world.丙, at=NOON)
    for refused in (
        lambda: remove_source(source, by=world.丙, at=NOON),
        lambda: add(world, report, Source(figure="8 件")),
    ):
        with pytest.raises(Refused, match="已经提交"):
            refused()
    assert list(report.sources.all()) == [source]
