"""Letters on the desk: drafted where their subject is, seen by whom they concern."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from tests.core.hostile import picture
from tests.desk.statements import at_most
from tests.matters.moves import matter_in, paper_in
from tests.papers.test_letters import drafted, issued
from tests.world import NOON, TODAY, announced_day
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity
from zhushi.core.attachments import store_upload
from zhushi.papers.models import Letter, LetterTemplate
from zhushi.research.models import Report

pytestmark = pytest.mark.django_db
LIST = "/desk/letters/"


def text(response) -> str:
    return response.content.decode()


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_forwarding_letter_is_drafted_seen_numbered_and_signed(world, sign_in):
    paper, office = paper_in(world, "HANDLING"), sign_in("己")
    shelf = f"/desk/matters/{paper.ref}/letters/"
    assert "批转函" in text(office.get(shelf))
    form = office.get(shelf + "FORWARD/")
    first = form.context["form"].initial
    assert paper.title in first["title"]
    assert first["appendix"] == paper.content
    made = office.post(shelf + "FORWARD/", first)
    letter = Letter.objects.get()
    here = f"{LIST}{letter.pk}/"
    assert made.url == here
    assert "编号发文" in text(office.get(here))
    assert office.get(here + "file/pdf/").content.startswith(b"%PDF")
    assert office.get(here + "file/docx/").content.startswith(b"PK")

    office.post(here + "issue/", {"on": TODAY.isoformat()})
    letter.refresh_from_db()
    shown = text(office.get(here))
    assert letter.number in shown
    assert letter.pdf.sha256 in shown
    assert body_of(office.get(here + "file/pdf/")).startswith(b"%PDF")

    office.post(here + "scan/", {"file": SimpleUploadedFile("章.jpg", picture())})
    letter.refresh_from_db()
    assert letter.scan.sha256 in text(office.get(here))
    unit = sign_in("庚")
    assert letter.number in text(unit.get(shelf))
    assert body_of(unit.get(f"{shelf}{letter.pk}/"))


def test_a_draft_is_its_organs_alone_and_an_issued_letter_who_sees_the_matter(world, sign_in):
    matter = matter_in(world, "HANDLING")
    shelf = f"/desk/matters/{matter.ref}/letters/"
    sign_in("乙").post(shelf + "ASSIGN/", {"title": "本室题", "body": "本室文"})
    draft = Letter.objects.get()
    here = f"{LIST}{draft.pk}/"
    assert draft.room == world.rooms["东"]
    for who in "己庚戊丁":
        assert sign_in(who).get(here).status_code == 404, who
        assert "本室题" not in text(sign_in(who).get(shelf)), who
    head = sign_in("甲")
    assert sign_in("乙").post(here + "issue/", {"on": TODAY.isoformat()}).status_code == 404
    assert head.post(here + "issue/", {"on": TODAY.isoformat()}).status_code == 302
    for who in "甲乙己庚":
        assert "本室题" in text(sign_in(who).get(shelf)), who
    assert sign_in("戊").get(shelf).status_code == 404
    assert sign_in("己").get(here).status_code == 200
    for verb in ("void/", "removal/", "edit/"):
        assert sign_in("己").post(here + verb, {"reason": "x"}).status_code == 404


def test_a_unit_writes_its_answer_in_its_own_name_and_nothing_else(world, sign_in):
    matter = matter_in(world, "REPLIED")
    unit, shelf = sign_in("庚"), f"/desk/matters/{matter.ref}/letters/"
    shown = text(unit.get(shelf))
    assert "答复函" in shown
    assert "催办通知" not in shown
    assert unit.get(shelf + "URGE/").status_code == 404
    first = unit.get(shelf + "REPLY/").context["form"].initial
    assert matter.replies.get().text in first["body"]
    unit.post(shelf + "REPLY/", first)
    letter = Letter.objects.get()
    assert letter.unit == matter.lead_unit
    assert sign_in("己").get(f"{LIST}{letter.pk}/").status_code == 404
    unit.post(f"{LIST}{letter.pk}/issue/", {"on": TODAY.isoformat()})
    assert sign_in("己").get(f"{LIST}{letter.pk}/").status_code == 200
    assert letter.title in text(sign_in("乙").get(shelf))


def test_a_letter_between_other_organs_is_not_shown_to_a_helping_unit(world, sign_in):
    matter = matter_in(world, "HANDLING")
    lead = next(one for one in matter.dispatches.all() if one.is_lead)
    letter = issued(world, drafted(world, title="催主办"))
    Letter.objects.filter(pk=letter.pk).update(kind="URGE", matter=matter, dispatch=lead)
    shelf = f"/desk/matters/{matter.ref}/letters/"
    assert "催主办" in text(sign_in("庚").get(shelf))
    helper = sign_in("辛").get(shelf)
    assert helper.status_code == 404 or "催主办" not in text(helper)
    assert sign_in("辛").get(f"{shelf}{letter.pk}/").status_code == 404


def test_a_reception_day_and_an_activity_bring_their_own(world, sign_in):
    day = announced_day(world)
    liaison = sign_in("乙")
    here = f"/desk/receptions/{day.room.code}/{day.on:%Y-%m-%d}/"
    assert "拟红头公告" in text(liaison.get(here))
    first = liaison.get(here + "letter/").context["form"].initial
    assert day.room.place in first["body"]
    assert liaison.post(here + "letter/", first).status_code == 302

    activity = Activity.objects.create(
        district=world.units["雁"],
        room=world.rooms["东"],
        kind=ActivityKind.SYMPOSIUM,
        form="SYMPOSIUM",
        title="加梯座谈会",
        on=TODAY,
        status=ActivityStatus.HELD,
        record="商定每月公布。",
        created_at=NOON,
    )
    activity.participants.create(person=world.people["丙"], has_come=True)
    activity.guests.create(name="庞某", body="区政协")
    form = liaison.get(f"/desk/activities/{activity.pk}/minutes/").context["form"].initial
    assert "商定每月公布。" in form["body"]
    assert form["present"] == "出席：丙\n列席：庞某（区政协）"
    liaison.post(f"/desk/activities/{activity.pk}/minutes/", form)
    made = Letter.objects.get(kind="MINUTES")
    pdf = liaison.get(f"{LIST}{made.pk}/file/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert sign_in("戊").get(f"/desk/activities/{activity.pk}/minutes/").status_code == 404


def test_pictures_of_the_report_go_with_the_letter_and_those_of_others_do_not(world, sign_in):
    paper, other = paper_in(world, "HANDLING"), paper_in(world, "HANDLING")
    uids = []
    for matter in (paper, other):
        report = Report.objects.create(
            district=matter.district, room=matter.room, title="报告", version=1,
            created_at=NOON, matter=matter,
        )  # fmt: skip
        file = SimpleUploadedFile("图.jpg", picture())
        kept = store_upload(file, district_id=matter.district_id, at=NOON)
        report.pictures.create(attachment=kept, added_by=world.己)
        uids.append(kept.uid)
    office = sign_in("己")
    body = "\n".join(f"【图：{uid}】第{place}张" for place, uid in enumerate(uids, 1))
    office.post(f"/desk/matters/{paper.ref}/letters/FORWARD/", {"title": "题", "body": body})
    letter = Letter.objects.get()
    pages = PdfReader(BytesIO(office.get(f"{LIST}{letter.pk}/file/pdf/").content)).pages
    assert len({image.name for page in pages for image in page.images}) == 1
    assert "第2张" in "".join(page.extract_text() for page in pages)


def test_hostile_words_stay_words(world, sign_in):
    office = sign_in("己")
    letter = drafted(world, title="<b>题</b>", body="<script>alert(1)</script>{题目}\n｜<i>｜x｜")
    page = text(office.get(f"{LIST}{letter.pk}/"))
    assert "<script>alert" not in page
    assert "&lt;b&gt;题" in page
    assert office.get(f"{LIST}{letter.pk}/file/pdf/").content.startswith(b"%PDF")
    assert office.get(f"{LIST}{letter.pk}/file/docx/").content.startswith(b"PK")
    assert office.get(f"{LIST}{letter.pk}/file/exe/").status_code == 404


def test_what_is_refused_is_said_on_the_page_and_loses_nothing(world, sign_in):
    office, letter = sign_in("己"), drafted(world)
    here = f"{LIST}{letter.pk}/"
    answer = office.post(here + "issue/", {"on": "2020-01-01"})
    assert answer.status_code == 422
    assert "成文日期要在今天" in text(answer)
    assert office.post(here + "issue/", {"on": "哪天"}).status_code == 422
    assert office.post(here + "edit/", {"title": "", "body": "留着的话"}).status_code == 422
    kept = office.post(here + "edit/", {"title": "题" * 61, "body": "留着的话"})
    assert "留着的话" in text(kept)
    assert office.post(here + "edit/", {"title": "新题", "body": "新文"}).status_code == 302
    office.post(here + "issue/", {"on": TODAY.isoformat()})
    assert office.post(here + "void/", {"reason": ""}).status_code == 422
    office.post(here + "void/", {"reason": "发错了"})
    assert "发错了" in text(office.get(here))
    assert "已作废" in text(office.get(LIST + "?status=void"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(world, sign_in, count):
    for number in range(count):
        drafted(world, title=f"题{number}")
    office = sign_in("己")
    office.get(LIST)
    with at_most(6):
        shown = text(office.get(LIST))
    assert shown.count("交办通知") == count
    assert "题0" not in text(office.get(LIST + "?status=signed"))


def test_the_office_words_its_letters_tries_them_and_brings_the_old_words_back(world, sign_in):
    office, here = sign_in("己"), "/desk/settings/letters/URGE/"
    assert "随软件带的" in text(office.get(here))
    tried = office.post(here + "sample/", {"title": "催{题目}", "body": "请快办{编号}。"})
    assert tried.content.startswith(b"%PDF")
    wrong = office.post(here, {"title": "催", "body": "{身份证}"})
    assert wrong.status_code == 422
    assert "这里没有 {身份证}" in text(wrong)
    assert office.post(here + "sample/", {"title": "催", "body": "{身份证}"}).status_code == 422
    assert not LetterTemplate.objects.exists()
    office.post(here, {"title": "催{题目}", "body": "请快办{编号}。"})
    assert "第 1 版" in text(office.get(here))
    office.post(here + "restoring/", {"number": "0"})
    assert "恢复自随软件带的" in text(office.get(here))
    assert LetterTemplate.objects.count() == 2
    head = {"issuer": "中共雁区委办公室", "mark": "雁办", "printed_by": ""}
    office.post("/desk/settings/letters/", head)
    assert issued(world).number.startswith("雁办〔")
    bad = office.post("/desk/settings/letters/", head | {"mark": "雁〔2026〕"})
    assert "机关代字只写字" in text(bad)
    for who in "甲乙丙庚":
        assert sign_in(who).get(here).status_code == 404
