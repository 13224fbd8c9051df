"""Documents that are drawn from the tables in the code, so that they cannot drift from it."""

from collections.abc import Callable, Iterable

from django.core.management import get_commands, load_command_class

from zhushi.activities.choices import DayStatus, TurnStatus
from zhushi.activities.lifecycle import DAY_EDGES, TURN_EDGES
from zhushi.core.perms import Perm
from zhushi.matters.choices import Status
from zhushi.matters.lifecycle import EDGES
from zhushi.people.choices import Reach, Role
from zhushi.people.roles import ADMINISTRATORS, GRANTS, GUARDED, PRIVILEGED

HEAD = "<!-- 由 make docs 自代码生成, 请勿手改 -->\n\n"


def matter() -> str:
    """The lifecycle of a matter: its picture and the table of moves."""
    arrows = [
        f"    {source} --> {edge.target}: {edge.label}"
        for edge in EDGES.values()
        if edge.target
        for source in _in_order(Status, edge.sources)
    ]
    names = [f"    {status.value}: {status.label}" for status in Status]
    rows = [
        (
            edge.label,
            f"`{verb}`",
            "、".join(Status(s).label for s in _in_order(Status, edge.sources)),
            Status(edge.target).label if edge.target else "不变",
            edge.perm.value,
            edge.public or "—",
        )
        for verb, edge in EDGES.items()
    ]
    return (
        "# 事项的办理流程\n\n"
        "出处: `src/zhushi/matters/lifecycle.py`。表中没有的一步, 系统不会做。\n\n"
        + _diagram(["    [*] --> REGISTERED: 登记", *names, *arrows])
        + _table(("动作", "标识", "从", "到", "所需权限", "群众看到的话"), rows)
    )


def reception() -> str:
    """The two small tables of a reception day and of a visitor's turn."""
    parts = ["# 接待日与叫号\n\n出处: `src/zhushi/activities/lifecycle.py`。\n\n"]
    for title, words, edges in (
        ("接待日", DayStatus, DAY_EDGES),
        ("来访人的一次轮到", TurnStatus, TURN_EDGES),
    ):
        names = [f"    {status.value}: {status.label}" for status in words]
        arrows = [
            f"    {source} --> {target}: {verb}"
            for verb, (sources, target) in edges.items()
            for source in _in_order(words, sources)
        ]
        parts.append(f"## {title}\n\n{_diagram([*names, *arrows])}")
    return "".join(parts)


def rights() -> str:
    """Role × right; the cell says how far the right reaches."""
    rows = [
        (right.value, f"`{right.name}`", *(_reach(role, right) for role in Role)) for right in Perm
    ]
    return (
        "# 角色与权限\n\n"
        "出处: `src/zhushi/people/roles.py`。格中是权限所及的范围, 空格为没有此权限。\n"
        "权限随任职而来, 任职结束当天即失; 三类管理员看不到任何事项内容。\n\n"
        + _table(("权限", "标识", *(role.label for role in Role)), rows)
        + "## 谁能给谁任职\n\n"
        + f"- {_roles(PRIVILEGED)}: 只由有“{Perm.GRANT_EDIT.value}”的安全管理员任命和结束。\n"
        + f"- 其余角色: 由有“{Perm.PERSON_EDIT.value}”的人任命和结束。\n"
        + f"- {_roles(GUARDED)}: 账号由安全管理员邀请和停用, 党联办不能。\n"
        + f"- {_roles(ADMINISTRATORS)}: 一人只能任其一。\n"
    )


def commands() -> str:
    """Every command of ours with its one line of help."""
    ours = sorted(name for name, app in get_commands().items() if app == "zhushi.ops")
    rows = [
        (f"`zhushi {n.replace('_', '-')}`", load_command_class("zhushi.ops", n).help) for n in ours
    ]
    return "# 命令\n\n" + _table(("命令", "作用"), rows)


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/domain/matter.md": matter,
    "docs/domain/reception.md": reception,
    "docs/domain/rights.md": rights,
    "docs/operations/commands.md": commands,
}


def drawn() -> dict[str, str]:
    """Path → text of every generated document."""
    return {path: HEAD + draw().rstrip("\n") + "\n" for path, draw in DOCUMENTS.items()}


def _roles(some: Iterable[Role]) -> str:
    return "、".join(role.label for role in _in_order(Role, some))


def _reach(role: Role, right: Perm) -> str:
    reach = GRANTS.get(role, {}).get(right)
    return Reach(reach).label if reach else ""


def _in_order(words: type, chosen: Iterable) -> list:
    return [word for word in words if word in chosen]  # type: ignore[attr-defined]


def _diagram(lines: list[str]) -> str:
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]]) + "\n\n"
