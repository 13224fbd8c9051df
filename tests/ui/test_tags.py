"""The parts say what they are told, in words as well as in colour, and escape everything."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template

HOSTILE = "<script>alert(1)</script>\"' onload=x"


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon x %}",
        "{% clock x x %}",
        "{% clock_row x x x why=x share=0.5 %}",
        "{% state x icon=x line=True %}",
        "{% fig x x x url=x sub=x %}",
        "{% face x %}",
        "{% person x x x %}",
        "{% code x %}",
        "{% timeline steps %}",
        "{% empty x x x x %}",
        "{% bar_chart bars %}",
        "{% line_chart lines %}",
        "{% curve_chart curve %}",
        "{% district_map map %}",
        "{% share_bar 3 1 9 x %}",
        "{% month_strip days %}",
        "{{ x|tel }}{{ x|zh_date }}{{ x|zh_moment }}{{ x|zh_span:x }}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    got = render(
        source,
        x=HOSTILE,
        steps=[{"when": HOSTILE, "title": HOSTILE, "text": HOSTILE, "state": HOSTILE}],
        bars={
            "title": HOSTILE,
            "axis": HOSTILE,
            "bars": [{"label": HOSTILE, "value": 1, "url": HOSTILE}],
            "limit": {"after": 1, "label": HOSTILE},
        },
        lines={"title": HOSTILE, "labels": [HOSTILE], "lines": [{"name": HOSTILE, "values": [1]}]},
        curve={"title": HOSTILE, "points": [{"x": 1, "y": 2, "label": HOSTILE, "url": HOSTILE}]},
        map={"title": HOSTILE, "points": [{"lon": 1, "lat": 2, "label": HOSTILE, "named": True}]},
        days=[{"date": date(2026, 9, 15), "text": HOSTILE, "url": HOSTILE}],
    )
    assert "<script" not in got
    assert "\"' onload" not in got


@pytest.mark.parametrize(
    ("state", "sign"),
    [("ok", "clock"), ("soon", "clock-exclamation"), ("late", "alarm"), ("over", "check")],
)
def test_a_clock_has_an_icon_and_words_for_every_state(state: str, sign: str) -> None:
    got = render("{% clock state '还剩 2 个工作日' %}", state=state)
    assert f"ti-{sign}" in got
    assert "还剩 2 个工作日" in got


def test_an_unknown_clock_is_grey() -> None:
    assert 'class="zs-clock"' in render("{% clock 'x' '9月1日' %}")


def test_a_bar_never_leaves_its_row() -> None:
    assert 'width="100%"' in render("{% clock_row '签收' 'late' '超' share=7 %}")


def test_dates_are_written_as_people_write_them() -> None:
    day, moment = date(2026, 9, 5), datetime(2026, 9, 15, 1, 6, tzinfo=UTC)
    assert render("{{ d|zh_date }}", d=day) == "2026年9月5日"
    assert render("{{ d|zh_day }} {{ d|zh_weekday }}", d=day) == "9月5日 星期六"
    assert render('{{ d|zh_weekday:"short" }}', d=day) == "周六"
    assert render("{{ d|zh_moment }}", d=moment) == "9月15日 9:06"
    assert render('{{ d|zh_moment:"year" }}', d=moment) == "2026年9月15日 9:06"
    assert render("{{ d|zh_date }}|{{ d|zh_time }}", d=None) == "|"


def test_the_day_of_a_moment_is_the_day_in_china() -> None:
    late_evening = datetime(2026, 9, 15, 16, 30, tzinfo=UTC)
    assert render("{{ d|zh_day }}", d=late_evening) == "9月16日"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(9), time(11, 30), "9:00–11:30"),
        (date(2026, 9, 5), date(2026, 9, 15), "9月5日–15日"),
        (date(2026, 9, 28), date(2026, 10, 8), "9月28日–10月8日"),
        (date(2026, 12, 31), date(2027, 1, 2), "2026年12月31日–2027年1月2日"),
        (date(2026, 9, 5), date(2026, 9, 5), "9月5日"),
        (date(2026, 9, 5), None, "9月5日"),
        (None, None, ""),
    ],
)
def test_a_span_is_said_once(start: object, end: object, words: str) -> None:
    assert render("{{ a|zh_span:b }}", a=start, b=end) == words


def test_a_receipt_code_reads_in_fours_with_its_check_symbol_apart() -> None:
    got = render("{% code 'k7qm4xrhp9tw3' %}")
    assert 'aria-label="回执码 K7QM 4XRH P9TW 校验位 3"' in got


def test_a_telephone_address_holds_digits_only() -> None:
    assert render("{{ '029-1000 2137'|tel }}") == "tel:02910002137"


def test_today_is_said_on_the_calendar_leaf() -> None:
    day = date(2026, 9, 15)
    assert "今天" in render("{% date_tile d t %}", d=day, t=day)
    assert "周二" in render("{% date_tile d %}", d=day)


def test_the_step_of_now_is_marked_for_readers_too() -> None:
    steps = [{"when": date(2026, 9, 15), "title": "受理", "state": "now", "public": True}]
    got = render("{% timeline steps %}", steps=steps)
    assert 'aria-current="step"' in got
    assert 'datetime="2026-09-15"' in got
    assert "9月15日（周二）" in got
    assert "群众能看到" in got


def test_a_figure_without_a_list_is_no_link() -> None:
    assert "<a" not in render("{% fig 3 '件' '意见' %}")
    assert 'href="/x"' in render("{% fig 3 '件' '意见' url='/x' %}")
