"""``zhushi workdays``: the day and its sentence, many lines quickly, and bad input named."""

import io
import time

import pytest
from django.core.management import call_command

from tests.pace import laps
from zhushi.core import holidays
from zhushi.core.models import CalendarDay


def run(*words, stdin="", monkeypatch=None, code=0):
    out, err = io.StringIO(), io.StringIO()
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    if code:
        with pytest.raises(SystemExit) as end:
            call_command("workdays", *words, stdout=out, stderr=err)
        assert end.value.code == code
    else:
        call_command("workdays", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def unmigrated(monkeypatch):
    monkeypatch.setattr(holidays, "_entered_days", lambda district_id: ([], set()))


@pytest.mark.usefixtures("unmigrated")
def test_it_prints_the_day_and_its_sentence():
    out, _ = run("2026-02-10", "5")
    assert out.splitlines() == [
        "2026-02-24",
        "自2026年2月10日次日起算 5 个工作日：扣除春节假期（2月15日至23日），"
        "2月14日调休上班算一天，到2月24日。",
    ]


@pytest.mark.usefixtures("unmigrated")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2026-02-30", "5"], "不是日期"),
        (["春节", "5"], "不是日期"),
        (["2026-02-10", "五"], "不是工作日数"),
        (["2026-02-10", "-5"], "不是工作日数"),
        (["2026-02-10", "1.5"], "不是工作日数"),
        (["2026-02-10", "9" * 5000], "不是工作日数"),
        (["2026-02-10", "20001"], "工作日数应为"),
        (["9999-12-31", "5"], "9999"),
        (["2026-02-10"], "请写明"),
        ([], "请写明"),
    ],
)
def test_bad_input_is_named_and_ends_with_two(words, said):
    out, err = run(*words, code=2)
    assert said in err
    assert out == ""


@pytest.mark.usefixtures("unmigrated")
def test_a_batch_prints_one_day_a_line(monkeypatch):
    out, _ = run("--batch", stdin="2026-02-10 5\n\n2026-03-06\t1\n", monkeypatch=monkeypatch)
    assert out.splitlines() == ["2026-02-24", "2026-03-09"]


@pytest.mark.usefixtures("unmigrated")
def test_a_batch_with_a_bad_line_prints_nothing_but_the_line(monkeypatch):
    lines = "2026-02-10 5\n2026-02-10\n2026-02-10 x\n"
    out, err = run("--batch", stdin=lines, monkeypatch=monkeypatch, code=2)
    assert out == ""
    assert "第 2 行" in err
    assert "第 3 行" in err


@pytest.mark.usefixtures("unmigrated")
def test_ten_thousand_lines_take_little_time(monkeypatch):
    lines = "".join(f"20{n % 80 + 20}-0{n % 9 + 1}-1{n % 10} {n % 400}\n" for n in range(10_000))
    start = time.process_time()
    out, _ = run("--batch", stdin=lines, monkeypatch=monkeypatch)
    assert len(out.splitlines()) == 10_000
    assert laps(start) < 100


@pytest.mark.django_db
def test_a_day_the_office_entered_counts():
    CalendarDay.objects.create(on="2026-02-11", is_off=True, name="停电")
    out, _ = run("2026-02-10", "1")
    assert out.startswith("2026-02-12\n")
    assert "停电（2月11日）" in out
