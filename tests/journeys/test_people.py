"""The office takes a roster in, gives a person a place and a login, and ends both."""

from urllib.parse import urlsplit

import pytest

from tests.exchange.books import HEADINGS, delegate, save_book
from tests.exchange.conftest import read_here
from tests.world import PASSWORD
from zhushi.exchange import workbook
from zhushi.people.models import Person

pytestmark = pytest.mark.journey
NAME = delegate(1)[1]


@pytest.fixture
def roster(monkeypatch, settings, tmp_path):
    """Two good lines, a bad one, and a column nobody could guess."""
    monkeypatch.setattr(workbook, "run_limited", read_here)
    settings.MEDIA_ROOT = tmp_path / "media"
    headings = [{"手机号码": "怎么找"}.get(word, word) for word in HEADINGS]
    lines = [
        delegate(1, 居住街道="东街街道"),
        delegate(2, 居住街道="东街街道"),
        delegate(3, 居住街道="东街街道", 出生年月="去年"),
    ]
    return save_book(tmp_path / "名册.xlsx", [headings, *lines])


def test_a_roster_comes_in_and_a_person_comes_and_goes(street, roster):
    office = street.desk("己")
    before = Person.objects.count()
    _upload(office, roster)
    assert Person.objects.count() == before  # nothing was stored by looking
    office.choose("导入哪些", "只导入没有错误的行").press("导入", "代表名册：已导入")
    assert Person.objects.count() == before + 2
    _upload(office, roster, again=True)
    office.choose("导入哪些", "只导入没有错误的行").press("没有变化，结束", "什么都没有改")
    assert Person.objects.count() == before + 2

    person = Person.objects.get(name=NAME)
    link = _place(office, person.name)
    phone = street.window("phone")
    phone.open(link, f"{person.name}，请设一个密码")
    phone.enter(新密码=PASSWORD, 再输入一遍=PASSWORD).press("设好密码，进入工作台", "代表，您好")
    phone.open("/desk/rooms/DJ/", "东街街道党代表工作室")

    office.open(f"/desk/people/{person.ref}/").press("结束这段任职", "最后一天")
    office.press("结束任职", "这段任职已结束，登录已退出")
    phone.open("/desk/", "登录工作台")


def _upload(office, book, *, again: bool = False) -> None:
    office.open("/desk/imports/").press("导入代表名册", "选文件")
    office.main.locator("input[type=file]").set_input_files(book)
    office.press("上传，看列对得对不对", "哪一列是什么")
    office.field("手机号码").select_option(index=len(HEADINGS))
    office.press("对了，检查每一行", "现在还什么都没有导入").sees("出生年月")
    if again:
        office.sees("已经导入过一次")


def _place(office, name: str) -> str:
    """Post the person and invite them; returns the path of the link."""
    office.open("/desk/people/?team=NONE", name).follow(name, "待编组到工作室")
    office.press("任职", "任什么职").enter(任什么职="党代表", 在哪里="东街街道党代表工作室")
    office.press("任职", "至今")
    office.press("发登录邀请", "登录邀请").enter(登录名="jia.ding")
    office.press("生成邀请链接", "只在这里显示这一次")
    return urlsplit(office.field("邀请链接").input_value()).path
