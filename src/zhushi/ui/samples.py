"""Invented contents for the style guide; no person, number or place of a room here is real."""

from __future__ import annotations

import math
from datetime import date, time, timedelta
from typing import Any

from django import forms

from zhushi.ui.forms import FilesField, SegmentedRadio, StyledForm
from zhushi.ui.paging import Page

ANSWERS = [("good", "满意"), ("fair", "基本满意"), ("poor", "不满意")]
OFF = (5, 6, 12, 13, 19, 25, 26, 27)


class SampleForm(StyledForm, forms.Form):
    drafts = ("text",)

    text = forms.CharField(
        label="您想说什么",
        max_length=2000,
        widget=forms.Textarea,
        help_text="什么地方、什么事、希望怎么办。不要写身份证号。",
    )
    papers = FilesField(label="照片或材料", required=False, help_text="可不加。最多 5 个。")
    name = forms.CharField(label="怎么称呼", required=False, help_text="回电话时用，如“王女士”。")
    phone = forms.CharField(label="电话", required=False, help_text="办结后回访用。")
    street = forms.ChoiceField(label="街道", choices=[("", "请选择"), ("x", "槐荫路街道")])
    day = forms.DateField(label="哪一天", required=False)
    manner = forms.ChoiceField(label="办理的态度", choices=ANSWERS, widget=SegmentedRadio)
    share = forms.BooleanField(
        label="可以把我的联系方式转给承办单位",
        required=False,
        help_text="不勾：单位只看到内容，由工作室代为联系。",
    )
    publish = forms.BooleanField(
        label="办完后可以公开（隐去身份）", required=False, help_text="发布前还要有第二个人审核。"
    )


def _item(label: str, icon: str, count: int = 0, current: bool = False) -> dict[str, Any]:
    return {"label": label, "url": "#", "icon": icon, "count": count, "current": current}


def frame(today: date) -> dict[str, Any]:
    return {
        "office": "青禾区党代表工作室",
        "room": "槐荫路街道党代表工作室",
        "district": "青禾区",
        "phone": "029-1000 2137",
        "today": today,
        "home_url": "#",
        "search_url": "#",
        "notices_url": "#",
        "notices": 3,
        "privacy_url": "#",
        "feedback_url": "#",
        "person": {"name": "何佳宁", "role": "联络员", "url": "#"},
        "logout_url": "#",
    }


def nav() -> list[dict[str, Any]]:
    return [
        {
            "title": "驻室",
            "label": "首页",
            "url": "#",
            "current": True,
            "items": [
                _item("今天", "sun", current=True),
                _item("事项", "inbox"),
                _item("接待日", "door-enter"),
                _item("承诺事项", "calendar-check", 5),
            ],
        },
        {
            "title": "三化",
            "label": "找工作室",
            "url": "#",
            "items": [
                _item("个别谈话", "message-circle"),
                _item("走访座谈", "walk"),
                _item("研学", "book-2"),
            ],
        },
        {
            "title": "五落实",
            "label": "提意见",
            "url": "#",
            "items": [
                _item("政策宣传", "speakerphone"),
                _item("服务活动", "heart-handshake", 3),
                _item("调查研究", "report-search"),
            ],
        },
        {
            "title": "材料",
            "label": "查进度",
            "url": "#",
            "items": [
                _item("台账与打印", "table"),
                _item("队伍", "users"),
                _item("工作室资料", "building"),
            ],
        },
    ]


def steps(today: date) -> list[dict[str, Any]]:
    return [
        {"when": "到 10月23日", "title": "区住建局书面答复，党联办核对", "state": "next"},
        {
            "when": today,
            "title": "街道已到现场，灯具已报采购",
            "state": "now",
            "public": True,
            "text": "登记：街道办事处。照片 2 张。",
        },
        {"when": today - timedelta(days=4), "title": "区住建局签收", "public": True},
        {
            "when": today - timedelta(days=8),
            "title": "接待日登记，回执已打印",
            "public": True,
            "text": "林秀云接待，何佳宁记录。",
        },
    ]


def outline() -> list[tuple[float, float]]:
    """A lumpy ring round an invented district, degrees east and north."""
    return [
        (
            108.95 + (0.09 + 0.008 * math.sin(7 * a)) * math.cos(a),
            34.2 + (0.045 + 0.006 * math.sin(5 * a)) * math.sin(a),
        )
        for a in (i * math.tau / 90 for i in range(90))
    ]


def charts(today: date) -> dict[str, Any]:
    kinds = ("district", *("street",) * 4, *("community",) * 6)
    points = [
        {
            "lon": 108.95 + 0.06 * math.cos(2.4 * i) * (i / 11) ** 0.5,
            "lat": 34.2 + 0.03 * math.sin(2.4 * i) * (i / 11) ** 0.5,
            "kind": kind,
            "label": f"{i + 1}号工作室",
            "late": {3: 5, 7: 2}.get(i, 0),
            "url": "#",
        }
        for i, kind in enumerate(kinds)
    ]
    spans = ("0–5", "6–10", "11–15", "16–20", "21–25", "26–30", "31–45")
    first = today.replace(day=1)
    return {
        "bars": {
            "title": "书面答复用了几个工作日",
            "axis": "用了几个工作日",
            "bars": [
                {"label": label, "value": value, "late": label == "31–45", "url": "#"}
                for label, value in zip(spans, (6, 21, 44, 68, 57, 39, 11), strict=True)
            ],
            "limit": {"after": 6, "label": "时限 30 个工作日"},
        },
        "lines": {
            "title": "近十二个月收到和办结",
            "labels": [10, 11, 12, *range(1, 10)],
            "lines": [
                {"name": "收到", "values": [56, 44, 40, 70, 64, 60, 53, 66, 73, 80, 71, 75]},
                {
                    "name": "办结（9月到15日）",
                    "dashed": True,
                    "values": [51, 48, 37, 55, 65, 62, 56, 55, 68, 71, 76, 40],
                },
            ],
        },
        "curve": {
            "title": "动几个人，省多少路",
            "x_axis": "动几个人",
            "y_axis": "总路程（公里）",
            "points": [
                {"x": 0, "y": 151.2, "label": "现在"},
                {"x": 4, "y": 144.6},
                {"x": 8, "y": 139.8},
                {"x": 12, "y": 136.5, "label": "动 12 人，136.5 公里", "chosen": True},
                {"x": 18, "y": 133.2},
                {"x": 26, "y": 131},
                {"x": 38, "y": 129.4},
                {"x": 52, "y": 128.8, "label": "最省路"},
            ],
        },
        "map": {
            "title": "工作室在哪，哪里有超期",
            "outline": [outline()],
            "points": points,
            "note": "位置由人工标注，只到社区一级。",
        },
        "days": [
            {
                "date": on,
                "off": on.day in OFF,
                "today": on == today,
                "url": "#",
                "text": {7: "6个", 15: "7个", 20: "调休", 25: "中秋"}.get(on.day, ""),
            }
            for on in (first + timedelta(days=i) for i in range(30))
        ],
    }


def context(today: date) -> dict[str, Any]:
    return {
        "frame": frame(today),
        "nav": nav(),
        "today": today,
        "later": today + timedelta(days=62),
        "start": time(9),
        "end": time(11, 30),
        "paper": "landscape",
        "back_url": "#",
        "mbar": [
            _item("今天", "sun", current=True),
            _item("记一条", "pencil-plus"),
            _item("待我办", "checklist", 4),
        ],
        "steps": steps(today),
        "form": SampleForm(),
        "code_value": "K7QM4XRHP9TW3",
        "wrong": SampleForm({"text": "", "name": "王女士", "manner": "x"}),
        "page": Page([], 142, 1, 50, "#", "#"),
        "charts": charts(today),
        "blank": range(4),
    }
