"""The practice district: everything can be seen in it, and nothing in it contradicts itself."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.world import build as build_world
from zhushi.activities.choices import DayStatus, TurnStatus
from zhushi.activities.models import ReceptionDay
from zhushi.core.moments import moment_of
from zhushi.grouping.actions.plan_talks import months_between
from zhushi.matters.choices import CommitmentStatus, Status
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Commitment, Matter, Publication, Step
from zhushi.ops.demo.build import PASSWORD, build
from zhushi.ops.demo.teams import TALKS_A_MONTH, last_of_term
from zhushi.ops.demo.welcome import LOGINS, welcome
from zhushi.ops.findings import findings
from zhushi.people.choices import Role
from zhushi.people.models import Mandate, Posting, User
from zhushi.rooms.models import Unit, Workroom

TODAY = date(2026, 9, 15)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The district with four months of life, taken back when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        now = moment_of(TODAY, time(10, 5))
        yield build(now=now, today=TODAY, matters=120, span=timedelta(days=120))
        transaction.set_rollback(True)


pytestmark = pytest.mark.slow


def test_there_is_a_matter_in_every_status(demo):
    counts = Counter(Matter.objects.values_list("status", flat=True))
    assert set(counts) == set(Status)
    assert 110 <= counts.total() <= 150


def test_the_district_has_the_shape_of_the_seed(demo):
    assert Counter(Workroom.objects.values_list("tier", flat=True)) == {
        "DISTRICT": 1,
        "STREET": 8,
        "GRASSROOTS": 8,
    }
    roles = Counter(Posting.objects.values_list("role", flat=True))
    assert (roles[Role.DELEGATE], roles[Role.VOLUNTEER], roles[Role.CONFIDANT]) == (119, 60, 2)
    assert Mandate.objects.count() == 119
    assert Unit.objects.filter(is_handler=True).count() == roles[Role.HANDLER] == 12


def test_every_delegate_can_be_talked_with_in_time_on_whatever_day_the_demo_is_built():
    for month in range(1, 13):
        first = date(2026, month, 1)
        months = months_between(first, last_of_term(first)) + 1
        assert months * TALKS_A_MONTH >= 119, first


def test_nothing_contradicts_itself(demo):
    assert list(findings()) == []


def test_some_matters_are_late_and_many_are_over(demo):
    late = Matter.objects.overdue(TODAY).count()
    assert 3 <= late <= 20
    assert Matter.objects.filter(status__in=FINAL).count() > 30


def test_the_liaison_finds_a_reception_going_on_today(demo):
    day = ReceptionDay.objects.get(room__code="XZL", on=TODAY)
    assert day.status == DayStatus.OPEN
    turns = Counter(day.turns.values_list("status", flat=True))
    assert turns[TurnStatus.CALLED] == turns[TurnStatus.WAITING] == 1
    assert turns[TurnStatus.DONE] == turns[TurnStatus.EXPECTED] == 2


def test_this_month_and_the_next_are_announced_and_half_a_year_is_planned(demo):
    ahead = ReceptionDay.objects.filter(on__gt=TODAY)
    assert ahead.filter(status=DayStatus.ANNOUNCED, on__month=10).exists()
    assert ahead.filter(status=DayStatus.PLANNED, on__gte=date(2027, 2, 1)).exists()
    assert not ahead.filter(status=DayStatus.ANNOUNCED, duties=None).exists()


def test_nothing_happens_after_the_present(demo):
    assert not Step.objects.filter(at__gt=demo.now).exists()


def test_every_role_can_sign_in_and_a_receipt_waits_to_be_rated(demo):
    for _, name in LOGINS:
        assert User.objects.get(username=name).check_password(PASSWORD)
    assert "可以评价的一张回执" in welcome()


def test_promises_and_publications_are_there(demo):
    assert Commitment.objects.exclude(status=CommitmentStatus.OPEN).exists()
    assert Publication.objects.filter(approved_at__isnull=False).exists()


def test_a_second_start_changes_nothing(demo, capsys):
    before = Step.objects.count()
    call_command("make_demo")
    assert Step.objects.count() == before
    assert "liaison-xzl" in capsys.readouterr().out


def test_a_database_with_a_real_district_is_refused(db):
    build_world()
    with pytest.raises(CommandError, match="已有正式的区"):
        call_command("make_demo")
