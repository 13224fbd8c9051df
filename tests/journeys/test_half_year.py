"""From the messy workbook to a roster on the wall: the office's whole way in one sitting."""

from datetime import date, time

import pytest

from tests.exchange.books import HEADINGS, delegate, save_book
from tests.exchange.conftest import read_here
from tests.world import NOON, SINCE
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.choices import RuleKind
from zhushi.activities.models import Duty
from zhushi.exchange import workbook
from zhushi.grouping.models import Draft, Roster
from zhushi.people.choices import Role
from zhushi.people.models import Posting

pytestmark = pytest.mark.journey
GOOD = 11


@pytest.fixture
def book(street, monkeypatch, settings, tmp_path):
    """Eleven good lines of two streets, one bad, a column nobody could guess; rooms have rules."""
    monkeypatch.setattr(workbook, "run_limited", read_here)
    settings.MEDIA_ROOT = tmp_path / "media"
    for key in ("东社", "西"):
        set_rule(
            street.world.rooms[key], kind=RuleKind.MONTH_DAY, month_day=20, starts_at=time(9),
            ends_at=time(11), starts_on=SINCE, by=street.world.乙, at=NOON,
        )  # fmt: skip
    headings = [{"手机号码": "怎么找"}.get(word, word) for word in HEADINGS]
    lines = [delegate(n, 居住街道="东街街道" if n % 2 else "西街街道") for n in range(1, GOOD + 1)]
    lines.append(delegate(12, 居住街道="东街街道", 出生年月="去年"))
    return save_book(tmp_path / "名册.xlsx", [headings, *lines])


def test_a_workbook_becomes_a_grouping_and_a_half_year_on_the_wall(street, book):
    office = street.desk("己")
    office.open("/desk/imports/").press("导入代表名册", "选文件")
    office.main.locator("input[type=file]").set_input_files(book)
    office.press("上传，看列对得对不对", "哪一列是什么")
    office.field("手机号码").select_option(index=len(HEADINGS))
    office.press("对了，检查每一行", "现在还什么都没有导入").sees("出生年月")
    office.choose("导入哪些", "只导入没有错误的行").press("导入", "代表名册：已导入")

    office.open("/desk/grouping/").press("计算草案", "已证明")
    office.press("送审", "只有您一位")
    office.enter(从哪天起="2026-09-20", 意见="按就近就便").press("采用，通知动的人", "已采用")
    seated = Posting.objects.filter(role=Role.DELEGATE, starts_on=date(2026, 9, 20))
    assert seated.count() == GOOD
    assert Draft.objects.get().status == "ADOPTED"

    office.open("/desk/rosters/").enter(哪个半年="2027年上半年").press("排班", "2027年上半年排班")
    office.sees("已证明").sees("暂定")
    roster = Roster.objects.get()
    assert {row["room"] for row in roster.question["days"]} == {"DJ", "DJS", "XJ"}
    office.follow("1月20日", "每个人几次").sees("本期")
    office.press("采用", "值班的人都收到了通知", sure="采用")
    assert Duty.objects.filter(day__on__year=2027, is_lead=True).count() == len(
        roster.question["days"]
    )
    office.open("/desk/rosters/rooms/XJ/?half=2027-1", "2027年上半年值班安排表")
    office.sees("带班").sees("1月20日")
