"""The small scripts, in a browser: each adds something, none is needed."""

import json

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture
def guide(open_page, settings):
    settings.DEBUG = True

    def open_(frame: str = "portal", **how):
        page = open_page("phone", **how)
        page.goto(f"/ui/?frame={frame}")
        return page

    return open_


def test_large_type_keeps_what_was_typed(guide) -> None:
    page = guide()
    page.fill("#id_text", "楼道灯坏了")
    page.locator("[data-elder-button]:visible").click()
    assert page.evaluate("document.documentElement.hasAttribute('data-elder')")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
    assert page.input_value("#id_text") == "楼道灯坏了"
    page.reload()
    assert page.locator("[data-elder-button]:visible").inner_text().strip() == "标准版"


def test_large_type_works_without_script(guide) -> None:
    page = guide(javascript=False)
    page.locator("[data-elder-button]:visible").click()
    assert page.locator("html[data-elder]").count() == 1


def test_unfinished_words_come_back_and_can_be_thrown_away(guide) -> None:
    page = guide()
    page.fill("#id_text", "写到一半")
    page.wait_for_timeout(700)  # the script waits for a pause in typing; the policy forbids polling
    page.reload()
    assert page.input_value("#id_text") == "写到一半"
    assert "已写 4 字，最多 2000 字" in page.inner_text("[data-counter-for=id_text]")
    page.get_by_role("button", name="不要了，重新写").click()
    assert page.input_value("#id_text") == ""
    assert page.evaluate("localStorage.getItem('zs-draft:/ui/:text')") is None


def test_old_words_are_forgotten_after_a_day(guide) -> None:
    page = guide()
    old = json.dumps({"text": "前天写的", "at": 1})
    page.evaluate("old => localStorage.setItem('zs-draft:/ui/:text', old)", old)
    page.reload()
    assert page.input_value("#id_text") == ""


def test_words_of_one_form_stand_in_no_other_and_old_ones_of_a_route_go(guide) -> None:
    page = guide()
    mine = "JSON.stringify({text: '别处写的', at: Date.now()})"
    page.evaluate(f"localStorage.setItem('zs-draft:/other/:text', {mine})")
    page.evaluate(f"localStorage.setItem('zs-draft:text', {mine})")
    page.evaluate("localStorage.setItem('zs-route:1:2:3', JSON.stringify({said: '旧', at: 1}))")
    page.evaluate(f"localStorage.setItem('zs-route:1:2:4', {mine})")
    page.reload()
    assert page.input_value("#id_text") == ""
    left = page.evaluate("Object.keys(localStorage).filter(one => /^zs-(draft|route):/.test(one))")
    assert sorted(left) == ["zs-draft:/other/:text", "zs-route:1:2:4"]


def test_too_many_files_are_said_before_sending(guide) -> None:
    page = guide()
    files = [{"name": f"{i}.txt", "mimeType": "text/plain", "buffer": b"x"} for i in range(6)]
    page.set_input_files("#id_papers", files)
    assert "最多 5 个文件，您选了 6 个" in page.inner_text(".zs-files")
    page.get_by_role("button", name="去掉 0.txt").click()
    assert page.evaluate("document.getElementById('id_papers').files.length") == 5
    assert "最多 5 个文件" not in page.inner_text(".zs-files")


def test_a_question_is_asked_before_sending(guide) -> None:
    page = guide()
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    page.fill("#id_text", "楼道灯坏了")
    page.select_option("#id_street", "x")
    page.locator(".zs-seg label").first.click()
    page.get_by_role("button", name="提交，领取回执码").click()
    dialog = page.locator("#zs-confirm")
    assert "要提交这条意见吗" in dialog.inner_text()
    dialog.get_by_role("button", name="再想想").click()
    assert sent == []
    page.get_by_role("button", name="提交，领取回执码").click()
    with page.expect_navigation():
        dialog.get_by_role("button", name="提交").click()
    assert len(sent) == 1


def test_the_menu_opens_without_script_and_closes_on_escape(guide) -> None:
    page = guide(javascript=False)
    page.locator("details.zs-menu:visible > summary").click()
    assert page.get_by_role("navigation", name="全部页面").is_visible()
    page = guide()
    page.locator("details.zs-menu:visible > summary").click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("navigation", name="全部页面").is_visible()


def test_it_begins_where_something_is_wrong(guide) -> None:
    page = guide("desk")
    assert page.evaluate("document.activeElement.hasAttribute('data-form-errors')")


def test_targets_on_a_phone_are_large_enough(guide) -> None:
    """44 px either way for what is pressed; links in running text and in drawings excepted."""
    page = guide()
    pressed = (
        ".btn, .zs-mbar a, .zs-seg label, .zs-check, .zs-chip, .form-control, .form-select,"
        " .zs-list > li > a"
    )
    small = page.evaluate(
        """pressed => [...document.querySelectorAll(pressed)]
           .filter(e => e.offsetParent !== null && !e.classList.contains('visually-hidden'))
           .filter(e => e.getBoundingClientRect().height < 44)
           .map(e => e.className + ' ' + e.getBoundingClientRect().height)""",
        pressed,
    )
    assert small == []
