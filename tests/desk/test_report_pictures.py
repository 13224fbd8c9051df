"""Pictures of a report: in their place, plain, for who writes it and who may see the matter."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.core.hostile import photo_with_position, picture
from tests.desk.statements import at_most
from tests.research.test_reports import TEXT, started, wrote
from tests.world import NOON
from zhushi.core.errors import Refused
from zhushi.core.models import Attachment, AuditEntry
from zhushi.research.actions.hand_in_report import hand_in_report
from zhushi.research.actions.keep_picture import MOST_PICTURES, add_pictures, remove_picture
from zhushi.research.models import ReportPicture

pytestmark = pytest.mark.django_db


def url(name, report, **more):
    return reverse(f"desk:{name}", kwargs={"pk": report.pk, **more})


def shot(name="楼道.jpg", data=None):
    return SimpleUploadedFile(name, data or photo_with_position(), "image/jpeg")


def shots(count, first=40):
    return [shot(f"{n}.jpg", picture(size=(first + n, 30))) for n in range(count)]


def put(client, report, *files):
    return client.post(url("add_report_pictures", report), {"pictures": list(files)})


@pytest.fixture
def report(world):
    return started(world, authors=[world.people["丙"]])


@pytest.fixture
def kept(report, sign_in):
    """One picture of the report; another report of the same room has one, too."""
    assert put(sign_in("丙"), report, shot()).status_code == 302
    return ReportPicture.objects.get(report=report)


def line(kept, caption="楼道𠮷"):
    return f"【图：{kept.uid}】{caption}"


def named(report, kept, world, seen=1):
    return wrote(report, f"{TEXT}\n{line(kept)}\n三、附", seen=seen, by=world.丙)


def test_a_picture_stands_where_its_line_stands_without_where_it_was_taken(
    world, sign_in, report, kept
):
    named(report, kept, world)
    page = sign_in("丙").get(url("research_report", report)).content.decode()
    here = url("report_picture", report, uid=kept.uid)

    place = page.index(f'<img src="{here}" alt="楼道𠮷"')
    assert page.index("先装三个") < place < page.index("三、附")
    sent = b"".join(sign_in("丙").get(here).streaming_content)
    assert b"SECRET" not in sent
    assert not Image.open(io.BytesIO(sent)).getexif()
    for name in ("report_version", "edit_report"):
        more = {"number": 2} if name == "report_version" else {}
        assert here in sign_in("丙").get(url(name, report, **more)).content.decode()


def test_only_who_writes_the_report_fetches_puts_and_removes(world, sign_in, report, kept):
    here = url("report_picture", report, uid=kept.uid)
    seen = set()
    for who in world.users:
        client = sign_in(who)
        if client.get(here).status_code == 200:
            seen.add(who)
        else:
            assert client.get(here).status_code == 404
            assert put(client, report, shot("b.jpg", picture())).status_code == 404
            assert client.post(f"{here}removal/").status_code == 404

    assert seen == set("甲乙丙")
    assert Attachment.objects.count() == 1


def test_one_report_s_picture_is_not_found_under_another(world, sign_in, report, kept):
    other = started(world, authors=[world.people["丙"]])

    assert sign_in("丙").get(url("report_picture", other, uid=kept.uid)).status_code == 404
    answer = sign_in("丙").post(
        url("edit_report", other), {"title": "题", "text": line(kept), "seen": 1}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "不在这份报告里" in page
    assert kept.uid in page  # what was typed is still there
    with pytest.raises(Refused, match="不在这份报告里"):
        wrote(report, f"【图：{uuid4()}】", seen=1, by=world.丙)
    assert other.versions.count() == report.versions.count() == 1


def test_once_handed_in_it_is_for_who_may_see_the_matter_and_only_if_it_is_in_the_text(
    world, sign_in, report, kept
):
    put(sign_in("丙"), report, *shots(1))
    unused = ReportPicture.objects.get(named_in=None, report=report, attachment__name="0.jpg")
    named(report, kept, world)
    matter = hand_in_report(report, by=world.丙, at=NOON)
    there = reverse("desk:file", kwargs={"ref": matter.ref, "uid": kept.uid})
    not_there = reverse("desk:file", kwargs={"ref": matter.ref, "uid": unused.uid})

    seen = set()
    for who in world.users:
        client = sign_in(who)
        page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref}))
        assert client.get(there).status_code == page.status_code, who
        assert client.get(not_there).status_code == 404
        if page.status_code == 200:
            seen.add(who)
            assert f'<img src="{there}" alt="楼道𠮷"' in page.content.decode()

    assert "己" in seen
    assert seen < set(world.users)


def test_what_a_version_names_is_kept_and_what_none_names_goes_with_its_file(
    world, sign_in, report, kept
):
    named(report, kept, world)
    wrote(report, TEXT, seen=2, by=world.丙)
    put(sign_in("丙"), report, *shots(1))
    unused = ReportPicture.objects.get(named_in=None)

    page = sign_in("丙").get(url("research_report", report)).content.decode()
    assert page.count("/removal/") == 1
    answer = (
        sign_in("丙")
        .post(url("remove_report_picture", report, uid=kept.uid), follow=True)
        .content.decode()
    )
    assert "第 2 版里用了这张图" in answer
    sign_in("丙").post(url("remove_report_picture", report, uid=unused.uid))

    assert list(ReportPicture.objects.all()) == [kept]
    assert Attachment.objects.count() == 1
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"report.picture_add", "report.picture_remove"} <= events
    remove_picture(unused, by=world.丙, at=NOON)  # gone already


def test_a_picture_that_two_bring_in_by_a_merge_stays_with_the_version(
    world, sign_in, report, kept
):
    wrote(report, TEXT, seen=1, by=world.丙)
    wrote(report, TEXT.replace("十二", "十三"), seen=2, by=world.甲)

    wrote(report, f"{TEXT}\n{line(kept)}", seen=2, by=world.丙)

    kept.refresh_from_db()
    assert kept.named_in == report.versions.first().number == 4


def test_the_same_picture_is_kept_once_and_what_is_none_is_refused(sign_in, report, kept):
    put(sign_in("丙"), report, shot("again.jpg"))
    assert Attachment.objects.count() == 1
    for bad, why in (
        (SimpleUploadedFile("说明.txt", "看了".encode()), "不是图片"),
        (shot("a.jpg", b"<script>"), "内容和扩展名"),
    ):
        refused = put(sign_in("丙"), report, bad)
        assert refused.status_code == 422
        assert why in refused.content.decode()
    assert Attachment.objects.count() == 1


def test_there_are_bounds_and_nothing_stays_of_what_is_over_them(world, sign_in, report, kept):
    assert "最多 9 个" in put(sign_in("丙"), report, *shots(10)).content.decode()
    for n in range(MOST_PICTURES - 1):
        report.pictures.create(
            attachment=Attachment.objects.create(
                district_id=report.district_id, name="x.jpg", extension="jpg", kind="image/jpeg",
                size=1, sha256=f"{n:064}", path="x", created_at=NOON,
            ),
            added_by=world.丙,
        )  # fmt: skip
    assert "最多放 60 张" in put(sign_in("丙"), report, *shots(1)).content.decode()
    Attachment.objects.filter(sha256=f"{0:064}").update(size=61 * 2**20)
    with pytest.raises(Refused, match="合计最多 60 MB"):
        add_pictures(report, [], by=world.丙, at=NOON)
    assert report.pictures.count() == Attachment.objects.count() == MOST_PICTURES


def test_nothing_is_put_or_removed_once_it_is_handed_in(world, sign_in, report, kept):
    wrote(report, TEXT, seen=1, by=world.丙)
    hand_in_report(report, by=world.丙, at=NOON)
    client = sign_in("丙")

    page = client.get(url("research_report", report)).content.decode()
    assert "放上图" not in page
    assert "/removal/" not in page
    assert "已经提交" in put(client, report, *shots(1)).content.decode()
    client.post(url("remove_report_picture", report, uid=kept.uid))
    assert report.pictures.count() == 1


def test_a_picture_that_is_not_there_is_said_to_be_missing(world, sign_in, report):
    """Texts of before pictures were kept, or put together by hand, break no page."""
    block = {"kind": "picture", "attachment": "-" * 36, "caption": "<b>"}
    report.versions.update(blocks=[block])

    page = sign_in("丙").get(url("research_report", report)).content.decode()

    assert "这张图不在了" in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("count", [1, 3])
def test_many_pictures_ask_no_more(world, sign_in, report, count):
    put(sign_in("丙"), report, *shots(count))
    lines = [line(one) for one in report.pictures.all()]
    wrote(report, "\n".join(lines), seen=1, by=world.丙)
    client = sign_in("丙")

    with at_most(13):
        page = client.get(url("research_report", report)).content.decode()

    assert page.count("<figure") == count
