"""Drawings hold what they are given, empty ones too, and every number stands in a table as well."""

from datetime import date

from django.template import Context, Template

from zhushi.ui import charts


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_the_highest_bar_reaches_the_top_and_all_stand_on_the_floor() -> None:
    drawn = charts.bars({"bars": [{"label": "a", "value": 5}, {"label": "b", "value": 10}]})["bars"]
    assert drawn[1]["y"] == charts.BAR_TOP
    assert all(bar["y"] + bar["height"] == charts.BAR_FLOOR for bar in drawn)


def test_an_empty_drawing_is_drawn() -> None:
    assert "<svg" in render("{% bar_chart d %}", d={"title": "没有"})
    assert "<svg" in render("{% line_chart d %}", d={"title": "没有"})
    assert "<svg" in render("{% curve_chart d %}", d={"title": "没有"})
    assert "<svg" in render("{% district_map d %}", d={"title": "没有"})
    assert "<ol" in render("{% month_strip d %}", d=[])


def test_bars_of_nothing_lie_on_the_floor() -> None:
    bar = charts.bars({"bars": [{"label": "a", "value": 0}]})["bars"][0]
    assert bar["height"] == 0


def test_a_missing_month_leaves_a_gap() -> None:
    line = charts.lines({"labels": [1, 2, 3], "lines": [{"name": "收到", "values": [1, None, 3]}]})
    assert len(line["lines"][0]["runs"]) == 2


def test_the_numbers_of_a_line_stand_in_its_table() -> None:
    data = {"title": "收到", "labels": [8, 9], "lines": [{"name": "收到", "values": [71, None]}]}
    got = render("{% line_chart d %}", d=data)
    assert '<td class="r num">71</td>' in got
    assert "—" in got


def test_scales_end_on_round_numbers() -> None:
    assert [charts.nice_top(v) for v in (0, 3, 7, 41, 80, 99, 1000)] == [4, 4, 8, 50, 80, 100, 1000]
    assert charts.round_steps(126, 153, 4) == [130, 140, 150]


def test_every_room_lies_inside_the_map() -> None:
    ring = [(108.9, 34.1), (109.0, 34.1), (109.0, 34.3), (108.9, 34.3)]
    drawn = charts.district(
        {"outline": [ring], "points": [{"lon": 108.95, "lat": 34.2, "label": "甲", "late": 2}]}
    )
    point = drawn["points"][0]
    assert 0 < point["x"] < charts.MAP_WIDTH
    assert 0 < point["y"] < drawn["height"]
    assert drawn["any_late"]


def test_one_single_room_is_no_division_by_zero() -> None:
    assert charts.district({"points": [{"lon": 1, "lat": 2, "label": "甲"}]})["points"]


def test_a_share_stays_in_its_bar() -> None:
    assert charts.share(41, 99, 58)["part"] == 84.0


def test_a_day_says_its_date_in_words() -> None:
    got = render("{% month_strip d %}", d=[{"date": date(2026, 9, 15), "today": True, "url": "/"}])
    assert "9月15日 星期二" in got
    assert 'aria-current="date"' in got


def test_the_hull_holds_every_point_and_the_bar_is_a_round_length() -> None:
    inner, corners = (2.0, 2.0), [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert sorted(charts.hull([inner, *corners])) == sorted(corners)
    assert charts.hull([inner]) == [inner]
    place = charts.projection([(108.9, 34.1), (109.0, 34.3)])
    bar = charts.scale_bar(place)
    assert bar["label"] in {f"{n:g} 公里" for n in (0.5, 1, 2, 5, 10)}
    assert 0 < bar["width"] <= charts.MAP_WIDTH / 4
