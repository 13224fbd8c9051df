"""Masks for names, telephones, addresses and identity numbers, and a first redaction of a text.

``redact`` is an assistant: what it finds it hides, but a person reads the copy before anybody
else does. Its patterns take time proportional to the text; full-width digits count as digits.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

HIDDEN = "＊＊"
DOTS = "••••"

COMPOUND_SURNAMES = (
    "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方|独孤|南宫|宇文|长孙|端木|呼延"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢骆岳齐梅莫庄辛管"
    "祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏"
    "宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎"
    "邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗"
)

_SAME_LENGTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width signs to plain ones, one for one, so that positions stay what they are."""


def mask_name(name: str) -> str:
    """“王建国” → “王＊＊”: the surname, never the length of the rest."""
    name = name.strip()
    if not name:
        return ""
    return name[: _surname_length(name)] + HIDDEN


def mask_phone(phone: str) -> str:
    """“13812345678” → “138••••5678”; a number too short to keep both ends keeps less."""
    digits = phone_digits(phone)
    if len(digits) >= 10:
        return f"{digits[:3]}{DOTS}{digits[-4:]}"
    if len(digits) >= 7:
        return f"{DOTS}{digits[-3:]}"
    return DOTS if phone.strip() else ""


def phone_digits(phone: str) -> str:
    """The plain digits of a telephone number, however it was written; without China's 86.

    “＋86 138-0000 4417” and “13800004417” are one number wherever numbers are compared.
    """
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", phone) if sign.isdecimal())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def mask_address(address: str) -> str:
    """The address down to the community; if none is named, down to the street or district."""
    address = address.strip()
    for level in _LEVELS:
        if found := level.search(address):
            return redact(address[: found.end()])
    return HIDDEN if address else ""


def redact(text: str, names: Iterable[str] = ()) -> str:
    """A copy of ``text`` with what points at a person hidden; a suggestion, to be read by a person.

    Telephone, identity, card and plate numbers, mail addresses, messenger names, house numbers,
    given names after or before a word that announces a name, and the given names of ``names``.
    """
    plain = text.translate(_SAME_LENGTH)
    spans = sorted([*_found(plain), *_announced(plain), *_known(text, names)])
    copy, end = [], 0
    for first, last in spans:
        if last <= end:
            continue
        if first >= end:
            copy += [text[end:first], HIDDEN]
        end = last
    return "".join([*copy, text[end:]])


_NUMERAL = (
    r"(?:(?<![0-9])[0-9]{1,5}|(?<![一二三四五六七八九十百零〇])[一二三四五六七八九十百零〇]{1,5})"
)
_LEVELS = [
    re.compile(r"社区|居委会|村委会|村(?!路|道)"),
    re.compile(r"街道(?:办事处)?|[镇乡]"),
    re.compile(r"(?<!小)(?<!社)区|县"),
    re.compile(r"市"),
]
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # identity numbers, bank cards, and every other long number
        r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){14,18}[Xx]?(?![0-9A-Za-z])",
        r"(?<![0-9A-Za-z])[0-9]{12,14}(?![0-9])",
        # mobile and fixed telephones
        r"(?<![0-9])(?:\+?86[ -]?)?1[3-9](?:[ -]?[0-9]){9}(?![0-9])",
        r"(?<![0-9])\(?0[0-9]{2,3}\)?[ -]?[0-9]{7,8}(?![0-9])",
        r"(?<![0-9.])(?!20[0-9]{2}[01][0-9])[2-8][0-9]{6,7}(?![0-9.]| ?[元万亿%])",
        # mail and messengers
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        r"(?<=微信)号?[:： ]{0,3}[A-Za-z][A-Za-z0-9_-]{5,19}",
        r"(?i:(?<=QQ))号?[:： ]{0,3}[0-9]{5,11}",
        # plates
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z]"
        r"(?=[A-Za-z·• ]{0,6}[0-9])[·• ]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳]",
        # house numbers: the numeral goes, the word stays
        r"(?<!月)(?<!第)" + _NUMERAL + r"(?=号(?!线|文|令|公告|台风)|#)",
        r"(?<!第)" + _NUMERAL + r"(?=号?[楼栋幢]|单元|室(?!内|外)|门牌)",
        r"(?<![0-9A-Za-z])[A-Za-z][0-9]{0,3}(?=[座栋幢])",
        r"(?<![0-9-])[0-9]{1,3}[-#][0-9]{1,2}[-#][0-9]{2,4}(?![0-9-])",
    )
]
_SURNAME = f"(?:{COMPOUND_SURNAMES}|[{SURNAMES}])"
_HAN = r"[\u4e00-\u9fff\U00020000-\U0003ffff]"
_TITLE = "(?:先生|女士|同志|老师|师傅|阿姨|大爷|大妈|大叔|大娘|奶奶|爷爷|叔叔|婆婆|老人)"
_VERB = "反映|反应|投诉|举报|建议|说|称|表示|来电|来访|家|住|的|在|等|和|与|向|于|因"
_AFTER = rf"(?=$|[^\w]|{_TITLE}|{_VERB})"
_ANNOUNCED = [
    re.compile(pattern)
    for pattern in (
        rf"(?:我叫|名叫|叫做|姓名|联系人|当事人)(?:是|为)?[:： ]{{0,3}}{_SURNAME}"
        rf"({_HAN}{_AFTER}|{_HAN}{{2}}{_AFTER}|{_HAN}{{1,2}})",
        rf"(?:本人|居民|业主|村民|住户|邻居|群众|家长|老人){_SURNAME}({_HAN}{{1,2}}?){_AFTER}",
        rf"{_SURNAME}({_HAN}{{1,2}}?)(?={_TITLE})",
    )
]


def _surname_length(name: str) -> int:
    return 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES.split("|") else 1


def _found(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            yield match.span()


def _announced(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in _ANNOUNCED:
        for match in pattern.finditer(plain):
            yield match.span(1)


def _known(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in {name.strip() for name in names}:
        if len(name) >= 2:
            for match in re.finditer(re.escape(name), text):
                yield match.start() + _surname_length(name), match.end()
