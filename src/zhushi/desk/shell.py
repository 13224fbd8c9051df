"""The frame around every page of the desk: menu, bar of the phone, who is here."""

from collections.abc import Iterator
from functools import cache, partial

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from zhushi.core import clock
from zhushi.core.models import Notice
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by
from zhushi.papers.registers import REGISTERS
from zhushi.people.access import Holdings
from zhushi.people.choices import Role
from zhushi.people.models import Posting

P, R = Perm, Role
LISTS = tuple(dict.fromkeys(register.perm for register in REGISTERS.values()))
"""Who sees the list behind a register may take the register."""

FOREMOST = (
    R.OFFICE,
    R.LEADER,
    R.HEAD,
    R.LIAISON,
    R.DELEGATE,
    R.HANDLER,
    R.CONFIDANT,
    R.VOLUNTEER,
    R.SYSTEM_ADMIN,
    R.SECURITY_ADMIN,
    R.AUDITOR,
)
"""Whose first page a person with several postings sees."""

MENU: tuple[tuple[str, tuple[tuple[str, str, str, tuple[Perm, ...]], ...]], ...] = (
    (
        "驻室",
        (
            ("today", "今天", "sun", ()),
            ("board", "总览", "layout-dashboard", (P.BOARD_VIEW,)),
            ("inbox", "收件", "inbox", (P.MATTER_SIGN_IN,)),
            ("matters", "事项", "list-details", (P.MATTER_VIEW,)),
            ("receptions", "接待日", "door-enter", (P.RECEPTION_VIEW,)),
            ("diary", "日历", "calendar", (P.ACTIVITY_VIEW,)),
            ("eight", "三化五落实", "layout-grid", (P.ACTIVITY_VIEW,)),
            ("reports", "月报和年报", "report", (P.ACTIVITY_VIEW,)),
            ("activities", "活动", "calendar-event", (P.ACTIVITY_VIEW,)),
            ("study", "研学", "book", (P.STUDY_VIEW,)),
            ("research", "调研", "file-search", (P.RESEARCH_VIEW,)),
            ("research_reports", "调研报告", "file-text", (P.RESEARCH_WRITE,)),
            ("proposals", "提议", "pencil", (P.RESEARCH_VIEW,)),
            ("pledges", "代表承诺", "flag", (P.PLEDGE_VIEW,)),
            ("practices", "好做法", "bulb", (P.ACTIVITY_VIEW,)),
            ("exemplars", "先进典型", "award", (P.ACTIVITY_NOTE,)),
            ("households", "困难家庭", "home-heart", (P.HOUSEHOLD_VIEW,)),
            ("projects", "服务项目", "heart-handshake", (P.SERVICE_VIEW,)),
            ("service_mine", "我的服务", "hand-stop", (P.SERVICE_JOIN,)),
            ("rosters", "排班", "calendar-user", (P.RECEPTION_PLAN,)),
            ("duties", "我的值班", "calendar-time", (P.RECEPTION_VIEW,)),
            ("commitments", "承诺事项", "calendar-check", (P.COMMITMENT_ASK,)),
            ("publications", "公开答复", "speakerphone", (P.PUBLISH_DRAFT,)),
            ("sealed", "密封事项", "lock", (P.SEALED_VIEW,)),
        ),
    ),
    (
        "队伍和阵地",
        (
            ("people", "队伍", "users", (P.PERSON_VIEW,)),
            ("grouping", "就近就便编组", "users-group", (P.GROUPING_MAKE,)),
            ("talks", "个别谈话", "messages", (P.TALK_PLAN,)),
            ("rooms", "工作室", "building", (P.ROOM_VIEW,)),
            ("units", "单位和区划", "sitemap", (P.UNIT_EDIT,)),
        ),
    ),
    (
        "材料和设置",
        (
            ("registers", "台账", "table", LISTS),
            ("letters", "公文", "file-text", (P.LETTER_WRITE,)),
            ("imports", "导入", "file-import", (P.ROSTER_IMPORT, P.MATTER_IMPORT)),
            ("settings", "类别、时限、日历", "settings", (P.SETTINGS_EDIT,)),
            ("grants", "登录和授权", "key", (P.GRANT_EDIT,)),
            ("system", "系统运行", "server", (P.SYSTEM_RUN,)),
            ("trail", "审计留痕", "history", (P.AUDIT_VIEW,)),
        ),
    ),
)

BAR: dict[Role, tuple[tuple[str, str, str], ...]] = {
    R.DELEGATE: (
        ("quick_note", "记一条", "pencil-plus"),
        ("activities", "活动", "calendar-event"),
        ("duties", "我的值班", "calendar-time"),
        ("matters", "我经手的", "checklist"),
    ),
    R.VOLUNTEER: (
        ("service_mine", "我的服务", "hand-stop"),
        ("receptions", "接待日", "door-enter"),
    ),
    R.HANDLER: (("inbox", "收件", "inbox"), ("matters", "事项", "list-details")),
    R.LIAISON: (("matters", "事项", "list-details"), ("receptions", "接待日", "door-enter")),
    R.HEAD: (("matters", "事项", "list-details"), ("receptions", "接待日", "door-enter")),
    R.OFFICE: (("board", "总览", "layout-dashboard"), ("matters", "事项", "list-details")),
    R.LEADER: (("matters", "事项", "list-details"),),
    R.CONFIDANT: (("sealed", "密封事项", "lock"),),
    R.SYSTEM_ADMIN: (("system", "系统运行", "server"),),
    R.SECURITY_ADMIN: (("grants", "登录和授权", "key"),),
    R.AUDITOR: (("trail", "审计留痕", "history"),),
}


ON_DUTY = frozenset({R.DELEGATE, R.HEAD, R.VOLUNTEER})
"""Who is put on duty, and so has duties of their own."""

ELSEWHERE = frozenset({R.OFFICE, R.LEADER, R.HANDLER, R.CONFIDANT, R.SECURITY_ADMIN, R.AUDITOR})
"""Whose first page is another entry of the menu: one for today would only repeat it."""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``frame``, ``nav`` and ``mbar`` of the desk; nothing elsewhere.

    At most one statement of its own: how many notices are unread, and only where it is shown.
    """
    match = request.resolver_match
    if match is None or "desk" not in match.namespaces:
        return {}
    if not request.user.is_authenticated:
        return {"frame": {"home_url": "/", "room": "工作台"}, "nav": [], "mbar": []}
    held = held_by(request)
    unread = _Unread(request.user.pk)
    first = foremost(held)
    return {
        "frame": _frame(request, first, held, unread),
        "nav": list(_menu(held, request.path)),
        "mbar": list(_bar(first, request.path, unread)),
    }


def foremost(held: Holdings) -> Posting | None:
    """The posting whose work a person sees first."""
    by_rank = sorted(held.postings, key=lambda posting: FOREMOST.index(Role(posting.role)))
    return by_rank[0] if by_rank else None


@cache
def address(name: str) -> str:
    """The address of a page of the desk, empty where there is no such page."""
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return ""


class _Unread:
    """The number of unread notices, counted when a template asks for it and then kept."""

    def __init__(self, user_id: int) -> None:
        self.count = cache(partial(self._count, user_id))

    @staticmethod
    def _count(user_id: int) -> int:
        return Notice.objects.filter(user_id=user_id, read_at=None).count()

    def __call__(self) -> int:
        return self.count()


def _frame(request, first: Posting | None, held: Holdings, unread: _Unread) -> dict[str, object]:
    person = request.user.person
    place = (first.room or first.unit) if first else None
    return {
        "room": place.name if place else "工作台",
        "district": person.district.name if place and place != person.district else "",
        "today": clock.today(),
        "home_url": address("today"),
        "search_url": address("matters") if held.has(Perm.MATTER_VIEW) else "",
        "notices_url": address("notices"),
        "notices": unread,
        "person": {
            "name": person.name,
            "role": first.get_role_display() if first else "没有任职",
            "url": address("me"),
        },
        "logout_url": address("logout"),
    }


def _menu(held: Holdings, path: str) -> Iterator[dict[str, object]]:
    current = _current(path)
    hidden = {"today"} if held.roles and held.roles <= ELSEWHERE else set()
    if not held.roles & ON_DUTY:
        hidden.add("duties")
    for title, entries in MENU:
        items = [
            {"label": label, "url": address(name), "icon": icon, "current": name == current}
            for name, label, icon, perms in entries
            if address(name)
            and name not in hidden
            and (not perms or any(held.has(perm) for perm in perms))
        ]
        if items:
            yield {"title": title, "items": items}


def _bar(first: Posting | None, path: str, unread: _Unread) -> Iterator[dict[str, object]]:
    current = _current(path)
    middle = BAR[Role(first.role)] if first else ()
    begin = () if first and Role(first.role) in ELSEWHERE else (("today", "今天", "sun"),)
    for name, label, icon in (*begin, *middle, ("notices", "通知", "bell")):
        if address(name):
            yield {
                "label": label,
                "url": address(name),
                "icon": icon,
                "current": name == current,
                "count": unread if name == "notices" else None,
            }


def _current(path: str) -> str:
    """The entry whose address begins this page's; the longest wins."""
    names = [name for _, entries in MENU for name, *_ in entries] + ["quick_note", "notices"]
    fitting = [
        name for name in names if address(name) and (path == address(name) or _is_below(path, name))
    ]
    return max(fitting, key=lambda name: len(address(name)), default="")


def _is_below(path: str, name: str) -> bool:
    return name != "today" and path.startswith(address(name))
