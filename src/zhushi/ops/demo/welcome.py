"""What somebody who tries the demo needs to know: who to sign in as, and a receipt to follow."""

from zhushi.core import codes
from zhushi.matters.choices import Status, Visibility
from zhushi.matters.models import Matter
from zhushi.matters.receipt import code_of, pin_of
from zhushi.ops.demo.build import PASSWORD

LOGINS = (
    ("联络员（今天是接待日）", "liaison-xzl"),
    ("党代表（今天值班）", "delegate-xzl"),
    ("工作室组长", "head-xzl"),
    ("承办单位（区住建局）", "handler-housing"),
    ("党联办", "office1"),
    ("党联办（第二人，审定用）", "office2"),
    ("区委分管领导（审批用）", "leader"),
    ("志愿者", "volunteer-xzl"),
    ("密封事项专人", "sealed1"),
    ("系统管理员", "system"),
    ("安全管理员", "security"),
    ("审计员", "audit"),
)


def welcome() -> str:
    """The logins with their one password, and a receipt code with its PIN, ready to be rated."""
    lines = ["", f"示范区的登录（密码都是 {PASSWORD}）：", ""]
    lines += [f"  {name:<18}{role}" for role, name in LOGINS]
    waiting = Matter.objects.filter(status=Status.TOLD, visibility=Visibility.NORMAL, identity=None)
    matter = waiting.order_by("-received_at").first()
    if matter:
        code = codes.display(code_of(matter))
        lines += ["", f"可以评价的一张回执：{code}  查询码 {pin_of(matter)}（{matter.ref}）"]
    return "\n".join([*lines, ""])
