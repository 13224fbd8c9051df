"""The kinds of letters: form, what their wording may name, a sample of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.letter import Form

K = LetterKind

SAMPLES: Mapping[str, str] = {
    "编号": "DXJ-2026-0131",
    "题目": "老旧小区加装电梯进度的调研报告",
    "代表": "张三、李四等3名代表",
    "工作室": "东街党代表工作室",
    "摘要": "三个老旧小区加装电梯进度慢，居民希望公布每一步的时间。",
    "全文": "一、基本情况\n走访了三个小区，听取了居民意见。\n二、建议\n公布每一步的时间。",
    "主办单位": "区住建局",
    "协办单位": "区城管局",
    "要办的事": "查明进度，公布时间表。",
    "期限": "2026年9月30日",
    "交办日期": "2026年3月5日",
    "延期理由": "需要与规划部门会商。",
    "延长": "10个工作日",
    "答复": "一、进度\n三个小区已全部开工。\n二、下一步\n每月公布一次进度。",
    "答复类别": "正在解决或列入计划解决",
    "日期": "2026年3月12日",
    "时间": "9:00—11:30",
    "地点": "东街街道办事处一楼",
    "接待代表": "张三、李四",
    "电话": "029-00000000",
    "主持": "王五",
    "议程": "听取居民对加装电梯的意见。",
    "记录": "会议听取了居民意见，商定每月公布一次进度。",
}
"""What wording is tried on; also the order in which the names are listed."""

_MATTER = ("编号", "题目", "代表", "工作室", "摘要", "全文")
_HANDED = (*_MATTER, "主办单位", "协办单位", "要办的事", "期限", "交办日期")


@dataclass(frozen=True)
class Spec:
    """form: of the head; names: what the wording may ask for; appends: the paper as attachment."""

    form: Form
    names: tuple[str, ...]
    appends: bool = False


SPECS: Mapping[LetterKind, Spec] = {
    K.FORWARD: Spec(Form.LETTER, _HANDED, appends=True),
    K.ASSIGN: Spec(Form.DOCUMENT, _HANDED),
    K.URGE: Spec(Form.DOCUMENT, _HANDED),
    K.SUPERVISE: Spec(Form.DOCUMENT, _HANDED),
    K.EXTENSION: Spec(Form.DOCUMENT, (*_HANDED, "延期理由", "延长")),
    K.REPLY: Spec(Form.LETTER, (*_HANDED, "答复", "答复类别")),
    K.REPORT: Spec(Form.DOCUMENT, _MATTER),
    K.RECEPTION: Spec(Form.DOCUMENT, ("工作室", "日期", "时间", "地点", "接待代表", "电话")),
    K.MINUTES: Spec(
        Form.MINUTES, ("工作室", "题目", "日期", "时间", "地点", "主持", "议程", "记录")
    ),
}
