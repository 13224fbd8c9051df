"""The trail's lines in words people read; the stored codes never change."""

from collections.abc import Iterator
from typing import Any

from zhushi.core.models import AuditEntry
from zhushi.exchange.choices import RunKind
from zhushi.matters.choices import Channel, ClockStep, ReplyClass
from zhushi.matters.lifecycle import EDGES, label_of
from zhushi.people.choices import CorrectionField, MandateLevel, Role
from zhushi.rooms.choices import Change
from zhushi.vault.choices import Field, Purpose

MATTER = "事项："
EVENTS = {
    "activity.announce": "通知活动",
    "activity.cancel": "取消活动",
    "activity.change": "改活动安排",
    "activity.hold": "记活动到场",
    "activity.note": "补记活动",
    "activity.plan": "计划活动",
    "activity.record": "写活动记录",
    "calendar.clear": "删去放假安排",
    "calendar.set": "录入放假安排",
    "clock.recompute": "重算时限",
    "commitment.ask": "追问承诺",
    "commitment.settle": "记下承诺结果",
    "consent.give": "本人同意",
    "consent.withdraw": "本人收回同意",
    "availability.block": "记不便的日子",
    "availability.free": "删不便的日子",
    "availability.weekdays": "记每周不便的日子",
    "correction.accept": "改正资料",
    "correction.ask": "本人说资料不对",
    "correction.decline": "资料不改",
    "duty.assign": "排班",
    "duty.fill": "按排班表排班",
    "duty.release": "取消排班",
    "feed.renew": "换日历订阅地址",
    "filter.forget": "删去筛选",
    "filter.save": "保存筛选",
    "grouping.adopt": "采用编组方案",
    "grouping.change": "改编组方案",
    "grouping.drop": "放弃编组方案",
    "grouping.forget": "删除旧编组方案里的住址",
    "grouping.make": "编组",
    "grouping.opine": "对编组方案写意见",
    "grouping.return": "退回编组方案",
    "grouping.submit": "编组方案送审",
    "identity.dispute": "本人对查看有疑问",
    "identity.forget": "删除身份信息",
    "identity.look": "查看身份",
    "import.apply": "导入",
    "import.drop": "放弃导入",
    "import.match": "认定导入的列",
    "import.take": "上传导入文件",
    "joining.approve": "同意当志愿者",
    "joining.ask": "申请当志愿者",
    "joining.decline": "没有同意当志愿者",
    "joining.forget": "删除申请人信息",
    "joining.look": "查看申请人电话",
    "joining.withdraw": "撤回志愿者申请",
    "leave.end": "销假",
    "leave.note": "登记请假",
    "leave.stand_in": "派人代班",
    "limits.set": "发布时限方案",
    "login.invite": "邀请登录",
    "login.join": "领取登录",
    "login.open": "登录",
    "login.password": "换密码",
    "login.restart": "恢复登录",
    "login.stop": "停用登录",
    "mandate.correct": "更正代表资格",
    "mandate.end": "定届满日期",
    "mandate.grant": "登记代表资格",
    "matter.export": "导出事项",
    "need.drop": "划掉服务需求",
    "need.note": "记服务需求",
    "need.take": "服务需求立项",
    "person.edit": "修改人员资料",
    "person.look": "查看人员电话",
    "person.place": "在图上标人员位置",
    "person.register": "登记人员",
    "norm.set": "定规定次数",
    "posting.begin": "任职",
    "posting.end": "结束任职",
    "project.change": "改服务项目",
    "project.finish": "服务项目做完",
    "project.look_back": "服务项目回头看",
    "project.milestone": "给服务项目加一步",
    "project.plan": "立服务项目",
    "project.reach": "服务项目完成一步",
    "project.start": "服务项目开始",
    "project.stop": "服务项目停下",
    "project.unset": "去掉服务项目的一步",
    "proof.issue": "开志愿服务证明",
    "publication.approve": "审定公开",
    "publication.draft": "拟公开稿",
    "publication.recall": "撤回公开",
    "receipt.reprint": "补打回执",
    "reception.announce": "公布接待日",
    "reception.cancel": "取消接待日",
    "reception.close": "结束接待",
    "reception.open": "开始接待",
    "reception.plan": "排定接待日",
    "reception.settle": "接待日改期",
    "room.check": "检查建设标准",
    "room.close": "撤销工作室",
    "room.edit": "修改工作室资料",
    "room.open": "设立工作室",
    "roster.adopt": "采用排班",
    "roster.change": "改排班草案",
    "roster.drop": "放弃排班草案",
    "roster.make": "排班草案",
    "shift.cancel": "取消服务场次",
    "shift.confirm": "记服务时长",
    "shift.plan": "排服务场次",
    "shift.sign_up": "服务场次报名",
    "shift.withdraw": "退出服务场次",
    "roster.refresh": "重新排班",
    "rule.end": "停用接待规则",
    "rule.set": "定接待规则",
    "standard.add": "增加建设标准",
    "standard.drop": "停用建设标准",
    "standard.edit": "修改建设标准",
    "swap.ask": "请人替班",
    "swap.decline": "不能替班",
    "swap.take": "替班",
    "swap.withdraw": "收回替班",
    "talk.hold": "谈过话",
    "talk.plan": "排个别谈话",
    "talk.postpone": "推迟个别谈话",
    "topic.edit": "修改类别",
    "topic.enter": "增加类别",
    "turn.arrive": "来访人到了",
    "turn.book": "预约",
    "turn.call": "叫号",
    "turn.cancel": "取消预约",
    "turn.finish": "接待完，已登记",
    "turn.leave": "来访人离开",
    "turn.miss": "来访人没有来",
    "turn.walk_in": "现场取号",
    "unit.edit": "修改单位资料",
    "unit.enter": "登记单位",
    "unit.rename": "单位更名",
    "unit.succeed": "单位撤并",
    "volunteer.forget": "离队半年，删除志愿者资料",
    "volunteer.keep": "记志愿者资料",
    "volunteer.team": "设志愿小队",
    "volunteer.untie": "撤志愿小队",
    "work.hand_over": "交接工作",
    "matter.register": MATTER + label_of("register"),
    "matter.rate": "事项：评价",
    **{f"matter.{verb}": MATTER + edge.label for verb, edge in EDGES.items() if verb != "rate"},
}
FACTS = {
    "asked": "请谁",
    "change": "变更",
    "changed": "改了",
    "channel": "渠道",
    "column": "哪一项",
    "count": "件数",
    "counts": "结果",
    "day": "哪天",
    "days": "天数",
    "ends_on": "到",
    "fields": "项目",
    "filters": "筛选",
    "into": "并入",
    "is_off": "放假",
    "item": "标准",
    "kind": "种类",
    "level": "层级",
    "look": "查看",
    "met": "达标",
    "moves": "动的人",
    "new": "新",
    "old": "原",
    "part": "排成",
    "person": "人员",
    "place": "地方",
    "proposed": "建议单位",
    "purpose": "用途",
    "reason": "理由",
    "reply_class": "答复类别",
    "released": "取下的值班",
    "role": "角色",
    "room": "工作室",
    "rule": "规定",
    "sha256": "文件指纹",
    "since": "从哪天起",
    "starts_on": "从",
    "step": "步骤",
    "unit": "单位",
    "units": "单位",
    "weekdays": "星期",
    "workdays": "工作日",
}
COLUMNS = {
    "born": "出生年月",
    "directions": "怎么走",
    "duties": "职责",
    "education": "学历",
    "email": "邮箱",
    "employer": "单位",
    "ethnicity": "民族",
    "expertise": "专长",
    "facilities": "方便设施",
    "home": "住处",
    "is_frontline": "一线",
    "is_handler": "可承办",
    "joined": "入党时间",
    "latitude": "纬度",
    "longitude": "经度",
    "name": "名字",
    "occupation_field": "行业领域",
    "opening": "开门时间",
    "parent": "上级",
    "phone": "电话",
    "place": "地址",
    "post_title": "职务",
    "publicity": "公开页",
    "residence": "居住区域",
    "residence_unit": "居住街道社区",
    "sex": "性别",
    "skills": "能做什么",
    "free": "什么时候有空",
    "kind": "类别",
    "teams": "小队",
    "short_name": "简称",
    "venue": "阵地",
    "work": "工作单位",
}
COUNTS = {
    "already": "库里已有",
    "bad": "错行",
    "cells": "错格",
    "changed": "资料有变",
    "communities": "新增社区",
    "imported": "导入",
    "missing": "表里不再有",
    "new": "新增",
    "renamed": "更名",
    "same": "没有变化",
    "streets": "新增街道",
}
FILTERS = {
    "answered_since": "书面答复从",
    "answered_until": "书面答复到",
    "channel": "渠道",
    "closed_since": "办结从",
    "closed_until": "办结到",
    "delegate": "接待代表",
    "late": "时限",
    "mine": "本人接待",
    "order": "顺序",
    "q": "词语",
    "room": "工作室",
    "since": "收到从",
    "status": "状态",
    "took": "答复用时",
    "topic": "类别",
    "type": "意见类型",
    "unit": "承办单位",
    "until": "收到到",
    "waits": "等裁定",
}
VALUES: dict[str, dict[str, str]] = {"changed": COLUMNS, "counts": COUNTS, "filters": FILTERS} | {
    name: {str(key): str(label) for key, label in kind.choices}
    for name, kind in {
        "change": Change,
        "channel": Channel,
        "column": CorrectionField,
        "fields": Field,
        "kind": RunKind,
        "level": MandateLevel,
        "purpose": Purpose,
        "reply_class": ReplyClass,
        "role": Role,
        "step": ClockStep,
    }.items()
}


TARGETS = {"draft": "编组方案", "identity": "来访人身份", "import": "导入"}
"""Things without a number of their own; the beginning of their key tells one from another."""


def target_of(line: AuditEntry) -> str:
    """What a line is about, as a person would name it."""
    kind, _, key = line.target.partition(":")
    return f"{TARGETS[kind]} {key[:8]}" if kind in TARGETS else line.target


def event_of(line: AuditEntry) -> str:
    """What was done; the code itself for one that has no words yet."""
    return EVENTS.get(line.event, line.event)


def facts_of(line: AuditEntry) -> str:
    """The circumstances, in one line; a file's fingerprint by its beginning."""
    return "　".join(f"{FACTS.get(name, name)} {said}" for name, said in _said(line.facts))


def _said(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if isinstance(value, bool):
            yield name, "是" if value else "否"
        elif name == "sha256":
            yield name, str(value)[:12]
        elif isinstance(value, dict):
            known = VALUES.get(name, {})
            yield name, "、".join(f"{known.get(one, one)} {count}" for one, count in value.items())
        else:
            known = VALUES.get(name, {})
            several = value if isinstance(value, list) else [value]
            yield name, "、".join(known.get(str(one), str(one)) for one in several)
