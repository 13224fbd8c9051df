"""What is kept of a resident, taken from the vault's own words, so that none is forgotten."""

from dataclasses import dataclass

from zhushi.vault.choices import Field, Purpose


@dataclass(frozen=True)
class Kept:
    """One group of facts: what, what for, who may see it, how long."""

    label: str
    why: str
    who: str
    until: str


HALF_YEAR = "办结半年后删除；您可以随时自己删"
KEPT = [
    Kept(
        Field.NAME.label,
        "回电话时称呼您",
        "本工作室联络员；别人看要写理由，您看得到是谁",
        HALF_YEAR,
    ),
    Kept(
        Field.PHONE.label,
        "告知答复、回访；后四位可代替口令",
        "本工作室联络员；承办单位只有您同意才看得到",
        HALF_YEAR,
    ),
    Kept(Field.ADDRESS.label, "判断归哪个社区办", "本工作室联络员", HALF_YEAR),
    Kept(Field.HARDSHIP.label, "安排走访帮扶", "您同意后，本工作室联络员", HALF_YEAR),
    Kept(
        "您说的话和附件",
        "办理和答复",
        "本工作室和区党联办；承办单位看到的是去掉身份的摘要",
        "作为档案保存，不带身份",
    ),
    Kept("评价和补充", "改进办理", "本工作室和区党联办；承办单位只看合计", "作为档案保存"),
    Kept("预约", "安排接待", "本工作室", "接待后 30 天删除身份"),
    Kept(
        "申请当志愿者时填的",
        "联系您、安排服务",
        "本工作室联络员、组长，区党联办",
        "没有同意的、撤回的，30 天后删除；90 天没有答复的也删除；当过志愿者的，离开半年后删除",
    ),
]
PURPOSES = [(purpose.label, purpose.value) for purpose in Purpose]
