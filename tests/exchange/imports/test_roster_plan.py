"""Who is new, who changed, who is the same; and that storing does what the plan says."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.books import HEADINGS, delegate, save_book
from tests.world import DAY, NOON, TODAY
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.exchange.actions.drop_run import drop_run, sweep_runs
from zhushi.exchange.actions.store_roster import store_roster
from zhushi.exchange.actions.take_files import take_files
from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.exchange.imports.delegates import doubt_lone_streets, read_roster
from zhushi.exchange.imports.roster_plan import plan_roster
from zhushi.exchange.models import ImportRun
from zhushi.people.models import Mandate, Person, Posting

STREETS = ("东街街道", "西街街道")


def line(number=1, **changes):
    return delegate(number, **({"居住街道": "东街街道"} | changes))


@pytest.fixture
def run_of(world, tmp_path):
    """Store a roster of these lines: ``run_of(line(1), line(2), good_only=True)``."""

    def import_(*lines, good_only=False, headings=HEADINGS):
        path = save_book(tmp_path / "名册.xlsx", [headings, *lines])
        outcome = read_roster(path, streets=STREETS)
        upload = SimpleUploadedFile("名册.xlsx", path.read_bytes())
        run = take_files(world.雁, upload, kind=RunKind.ROSTER, by=world.己, at=NOON)
        plan = store_roster(run, outcome, good_only=good_only, since=TODAY, by=world.己, at=NOON)
        run.refresh_from_db()
        return run, plan

    return import_


def imported():
    return Person.objects.filter(name__startswith="甲", name__gt="甲").order_by("name")


def test_delegates_are_registered_with_seats_and_without_a_posting(run_of):
    run, plan = run_of(line(1, 代表层级="省、区"), line(2))

    first = imported()[0]
    assert plan.counts == {"new": 2, "changed": 0, "same": 0}
    assert run.status == RunStatus.APPLIED
    assert (first.sex, first.born, first.employer) == ("F", "1970-05", "某小学教师")
    assert (first.masked_phone, first.open("phone")) == ("199••••0001", "19900000001")
    assert first.residence_unit.name == "东街街道"
    assert sorted(first.mandates.values_list("level", flat=True)) == ["DISTRICT", "PROVINCE"]
    assert not Posting.objects.filter(person__in=imported()).exists()


def test_the_same_roster_again_changes_nothing_and_says_so(run_of):
    run_of(line(1), line(2))
    before = list(Person.objects.values().order_by("pk")), Mandate.objects.count()

    run, plan = run_of(line(1), line(2))

    assert run.status == RunStatus.UNCHANGED
    assert plan.counts == {"new": 0, "changed": 0, "same": 2}
    assert (list(Person.objects.values().order_by("pk")), Mandate.objects.count()) == before


def test_what_changed_is_written_and_a_blank_cell_removes_nothing(run_of):
    run_of(line(1))

    _, plan = run_of(line(1, 工作单位及职务="某中学校长", 性别=None, 代表层级="市、区"))

    person = imported().get()
    assert plan.counts == {"new": 0, "changed": 1, "same": 0}
    assert (person.employer, person.sex, person.mandates.count()) == ("某中学校长", "F", 2)
    edit = AuditEntry.objects.get(event="person.edit")
    assert edit.facts == {"changed": ["employer"]}


def test_a_new_telephone_is_put_to_the_person_of_that_name_birth_and_electing_unit(run_of):
    headings = (*HEADINGS, "选举单位")
    run_of([*line(1), "教育系统"], headings=headings)

    _, plan = run_of([*line(1, 手机号码="19900000099"), "教育系统"], headings=headings)

    person = imported().get()
    assert plan.counts["changed"] == 1
    assert person.open("phone") == "19900000099"


def test_one_bad_cell_keeps_the_whole_roster_out(run_of):
    with pytest.raises(Refused, match="1 行、1 处错误，什么都没有导入"):
        run_of(line(1), line(2, 手机号码="123"))

    assert not imported().exists()
    assert ImportRun.objects.get().status == RunStatus.DRAFT


def test_the_good_lines_alone_come_in_by_choice(run_of):
    run, _ = run_of(line(1), line(2, 手机号码="123"), good_only=True)

    assert imported().count() == 1
    assert run.counts == {"new": 1, "changed": 0, "same": 0, "bad": 1, "cells": 1}


def test_a_run_ends_once(world, run_of, tmp_path):
    run, _ = run_of(line(1))
    outcome = read_roster(save_book(tmp_path / "b.xlsx", [HEADINGS, line(5)]))

    with pytest.raises(Refused, match="已经结束"):
        store_roster(run, outcome, good_only=True, since=TODAY, by=None, at=NOON)

    assert imported().count() == 1


def test_a_telephone_of_somebody_else_is_pointed_out(run_of):
    run_of(line(1))
    _, plan = run_of(line(2, 手机号码="19900000001"))

    assert plan.notes == ["第2行的手机号码已登记在另一位名下，请核对是否同一人。"]


def test_another_district_s_people_are_not_found(world, run_of, tmp_path):
    run_of(line(1))
    outcome = read_roster(save_book(tmp_path / "b.xlsx", [HEADINGS, line(1)]))

    assert plan_roster(world.外, outcome, on=TODAY).counts["new"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_takes_four_queries(world, tmp_path, count, django_assert_num_queries):
    lines = [HEADINGS, *(line(n) for n in range(1, count + 1))]
    outcome = read_roster(save_book(tmp_path / "b.xlsx", lines))

    with django_assert_num_queries(4):
        plan_roster(world.雁, outcome, on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_the_file_is_gone_once_the_run_has_ended(settings, tmp_path):
    from tests.world import build

    settings.MEDIA_ROOT = tmp_path / "media"
    world = build()
    path = save_book(tmp_path / "名册.xlsx", [HEADINGS, line(1)])
    upload = SimpleUploadedFile("名册.xlsx", path.read_bytes())
    run = take_files(world.雁, upload, kind=RunKind.ROSTER, by=world.己, at=NOON)
    kept = tmp_path / "media" / run.source.name
    assert kept.exists()
    assert "名册" not in run.source.name

    store_roster(run, read_roster(path), good_only=False, since=TODAY, by=None, at=NOON)

    assert not kept.exists()


def test_a_draft_that_nobody_confirmed_is_swept_after_a_day(world):
    draft = take_files(
        world.雁, SimpleUploadedFile("a.csv", b"x"), kind=RunKind.ROSTER, by=world.己, at=NOON
    )

    assert sweep_runs(at=NOON + DAY / 2) == 0
    assert sweep_runs(at=NOON + 2 * DAY) == 1
    assert sweep_runs(at=NOON + 2 * DAY) == 0
    draft.refresh_from_db()
    assert (draft.status, draft.source.name) == (RunStatus.DROPPED, "")


def test_a_draft_is_dropped_once(world):
    draft = take_files(
        world.雁, SimpleUploadedFile("a.csv", b"x"), kind=RunKind.ROSTER, by=world.己, at=NOON
    )
    drop_run(draft, by=world.己, at=NOON)

    with pytest.raises(Refused):
        drop_run(draft, by=world.己, at=NOON)


def test_an_empty_file_is_refused(world):
    with pytest.raises(Refused, match="是空的"):
        take_files(
            world.雁, SimpleUploadedFile("a.csv", b""), kind=RunKind.ROSTER, by=None, at=NOON
        )


def roster_of(tmp_path, *streets):
    lines = [line(n, 居住街道=street) for n, street in enumerate(streets, start=1)]
    outcome = read_roster(save_book(tmp_path / "b.xlsx", [HEADINGS, *lines]))
    doubt_lone_streets(outcome)
    return outcome


def test_without_a_table_a_street_named_once_among_many_is_doubted(tmp_path):
    outcome = roster_of(tmp_path, *["东街街道"] * 20, "无此街道", *["西街街道"] * 20)

    assert [(bad.line, bad.column) for bad in outcome.bad] == [(22, "居住街道")]
    assert "全表只有这一行写“无此街道”" in outcome.bad[0].reason
    assert len(outcome.good) == 40


def test_a_short_roster_is_not_doubted(tmp_path):
    outcome = roster_of(tmp_path, *["东街街道"] * 5, "无此街道")

    assert outcome.bad == []


def test_a_seat_begins_on_the_day_that_was_given(run_of):
    run_of(line(1))

    assert Mandate.objects.get(person=imported().get()).starts_on == date(2026, 9, 7)


def test_places_are_stored_once_and_the_same_roster_again_changes_nothing(run_of):
    headings = [*HEADINGS, "经度", "纬度"]
    lines = [[*line(1), 108.95444, 34.22333], [*line(2), None, None]]
    run_of(*lines, headings=headings)
    assert [getattr(one, "place", None) and one.place.home for one in imported()] == [
        (108.954, 34.223),
        None,
    ]
    assert run_of(*lines, headings=headings)[1].counts == {"new": 0, "changed": 0, "same": 2}
    moved = [[*line(1), 108.9, 34.2], [*line(2), None, None]]
    assert run_of(*moved, headings=headings)[1].counts == {"new": 0, "changed": 1, "same": 1}
    assert imported()[0].place.home == (108.9, 34.2)
