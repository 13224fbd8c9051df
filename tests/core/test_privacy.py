"""Masks show little, and the redaction finds what points at a person, in linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import growth
from zhushi.core.privacy import mask_address, mask_name, mask_phone, redact


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王建国", "王＊＊"),
        ("王伟", "王＊＊"),
        (" 欧阳建国 ", "欧阳＊＊"),
        ("买买提·艾力", "买＊＊"),
        ("𠮷田", "𠮷＊＊"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname_and_hides_its_length(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138••••5678"),
        ("138-1234-5678", "138••••5678"),
        ("+86 13812345678", "138••••5678"),
        ("１３８１２３４５６７８", "138••••5678"),
        ("029-88881234", "029••••1234"),
        ("88881234", "••••234"),
        ("110", "••••"),
        ("", ""),
    ],
)
def test_a_phone_keeps_both_ends_at_most(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("雁塔区长延堡街道吉祥社区朱雀大街12号院3号楼", "雁塔区长延堡街道吉祥社区"),
        ("小寨路街道翠华路8号2单元501室", "小寨路街道"),
        ("雁塔区某小区3号楼", "雁塔区"),
        ("翠华路8号", "＊＊"),
        ("", ""),
    ],
)
def test_an_address_ends_with_the_community(address, masked):
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("请打13812345678找我", "请打＊＊找我"),
        ("请打１３８１２３４５６７８找我", "请打＊＊找我"),
        ("手机 138 1234 5678。", "手机 ＊＊。"),
        ("电话029-88881234或(029)88881234", "电话＊＊或＊＊"),
        ("座机88881234", "座机＊＊"),
        ("身份证61011319800101123X，", "身份证＊＊，"),
        ("卡号6222021234567890123", "卡号＊＊"),
        ("邮箱wang.jg@example.com收", "邮箱＊＊收"),
        ("车牌陕A12345乱停，陕AD12345也是", "车牌＊＊乱停，＊＊也是"),
        ("住12号院3号楼2单元501室", "住＊＊号院＊＊号楼＊＊单元＊＊室"),
        ("住３号楼二单元", "住＊＊号楼＊＊单元"),
        ("家在3-2-501", "家在＊＊"),
        ("B座漏水", "＊＊座漏水"),
        ("我叫王建国，", "我叫王＊＊，"),
        ("姓名：李娜", "姓名：李＊＊"),
        ("居民欧阳建国反映路灯坏了", "居民欧阳＊＊反映路灯坏了"),
        ("居民王伟反映路灯坏了", "居民王＊＊反映路灯坏了"),
        ("王建国先生来过", "王＊＊先生来过"),
        ("微信号：wxid_abc123", "微信＊＊"),
    ],
)
def test_what_points_at_a_person_is_hidden(text, copy):
    assert redact(text) == copy


@pytest.mark.parametrize(
    "text",
    [
        "2月10号停水，2026年2月10日恢复",
        "地铁3号线施工",
        "市里的12345热线没有回音",
        "投资30000000元，占地5000平方米",
        "王先生说过",
        "编号 20260210",
        "办公室和教室都漏水",
        "第3号通知",
        "本人高度重视",
        "最新APPLE手机",
    ],
)
def test_harmless_words_stay(text):
    assert redact(text) == text


def test_known_names_are_hidden_wherever_they_stand():
    assert redact("路灯坏了。王建国", names=["王建国"]) == "路灯坏了。王＊＊"


@given(st.text(), st.lists(st.text(max_size=4), max_size=3))
def test_any_text_is_redacted_without_an_error(text, names):
    assert isinstance(redact(text, names), str)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "a",
        "a.",
        "@",
        "a@",
        "a@b.",
        "王",
        "我叫王",
        "一",
        "一号",
        "京A",
        "0",
        "１",
        "微信a",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    """Sixteen times would be an expression that looks back over all it has read."""
    assert growth(lambda size: redact((piece * size)[:size]), 10_000, 40_000) < 10
