"""Editing in a real browser: with the keyboard, without script, on a phone, and what goes wrong."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.acting import Held, act, becomes, follow, goto, settle
from tests.browser.pool import NewPage, Pool
from tests.browser.test_axe import violations
from tests.browser.tour import PHONE
from tests.listing import expect_none
from tests.serve.running import Preview, previewing, wait_for

_WORDS = ("كوچه و باغ", "آب", "زیارت", "هوا", "مدرسه", "بازار", "میدان", "مترو", "پل", "نور")
_DRAFT = "---\ntitle: سیاست {}\ngoal: 2\nprovenance: sample\ndraft: بله\n---\n"
POLICIES = {
    f"policies/{code}.md": _DRAFT.format(word) for code, word in enumerate(_WORDS, start=10)
}


LEAVE = "addEventListener('beforeunload', one => one.stopImmediatePropagation(), true)"
"""Leaves a form with unsaved text unasked: the question now and then never closes in tests."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests of this module, with more to choose from than a list shows."""
    with previewing(tmp_path_factory.mktemp("edit"), POLICIES) as running:
        yield running
        assert "Traceback" not in running.log()


@pytest.fixture(autouse=True)
def content(preview: Preview) -> Iterator[Path]:
    """The content, the same after each test."""
    files = {path: path.read_bytes() for path in preview.content.rglob("*") if path.is_file()}
    yield preview.content
    for path in preview.content.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, data in files.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


@pytest.fixture
def address(preview: Preview) -> str:
    return f"http://127.0.0.1:{preview.port}"


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens pages that fail the test at any fault: console, policy, a request to elsewhere."""
    pool = Pool(browser, address)
    with pool.lending() as lend:
        yield partial(lend, alone=True)
    # Chromium says so of an answer that is meant: a form with a fault, a file that changed.
    expect_none(one for one in pool.faults if "status of 422" not in one and "409" not in one)


def saved(page: Page) -> Locator:
    """What is said after saving."""
    return page.get_by_role("status").filter(has_text="ذخیره شد")


def body(page: Page) -> Locator:
    """The text of the record."""
    return page.get_by_role("textbox", name="متن", exact=True)


def kept(page: Page) -> Locator:
    """What is said of a text that is not saved."""
    return page.locator("[data-kept]")


def options(page: Page) -> Locator:
    """What is offered while one types."""
    return page.locator(".combo").get_by_role("option")


def file(content: Path, code: str = "1") -> str:
    return (content / f"projects/{code}.md").read_text("utf-8")


def test_a_project_is_edited_with_the_keyboard_alone(
    page: Page, address: str, content: Path, preview: Preview
) -> None:
    goto(page, f"{address}/edit/")
    act(page, page.keyboard.press, "Tab")
    expect(page.locator(":focus")).to_have_text("رفتن به متن اصلی")
    follow(page, page.keyboard.press, "Enter")
    tab_to(page, page.get_by_label("جست‌وجوی رکورد"))
    act(page, page.keyboard.type, "باغ محله")
    follow(page, page.keyboard.press, "Enter")
    tab_to(page, page.get_by_role("link", name="باغ محله"))
    follow(page, page.keyboard.press, "Enter")
    before = file(content)
    tab_to(page, page.get_by_label("عنوان").first)
    act(page, page.keyboard.press, "Control+a")
    act(page, page.keyboard.type, "باغ نو")
    act(page, page.keyboard.press, "Enter", until=lambda: expect(saved(page)).to_be_focused())
    assert file(content) == before.replace("title: باغ محله", "title: باغ نو")
    wait_for(lambda: preview.shows("/projects/1.html", "باغ نو"))


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses the tab key until it is reached."""
    for _ in range(60):
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
        act(page, page.keyboard.press, "Tab")
    pytest.fail("the tab key never comes there")


def test_a_bad_date_is_said_at_its_question(page: Page, address: str, content: Path) -> None:
    before = file(content)
    goto(page, f"{address}/edit/projects/1")
    start = page.get_by_label("شروع", exact=True)
    act(page, start.fill, "۱۴۰۲/۱۳/۴۰")
    summary = page.get_by_role("alert")
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(summary).to_be_focused())
    follow(page, summary.get_by_role("link", name="شروع").click)
    expect(start).to_be_focused()
    expect(start).to_have_attribute("aria-invalid", "true")
    expect(start).to_have_value("۱۴۰۲/۱۳/۴۰")
    expect(page.locator("#start-wrong")).to_contain_text("ماه ۱۳ وجود ندارد")
    assert "start-wrong" in (start.get_attribute("aria-describedby") or "")
    assert file(content) == before
    act(page, start.fill, "۱۴۰۲/۱۲/۰۱")
    save = page.get_by_role("button", name="ذخیره", exact=True).last
    act(page, save.click, until=lambda: expect(saved(page)).to_be_visible())
    assert file(content) == before.replace("start: 1401-03-15", "start: ۱۴۰۲/۱۲/۰۱")


def test_the_body_is_shown_while_it_is_written(page: Page, address: str) -> None:
    goto(page, f"{address}/edit/projects/4")
    act(page, body(page).fill, "**پررنگ** و [طرح](project:1) <img src=x onerror=x()>")
    shown = page.locator("[data-preview]")
    expect(shown.locator("strong")).to_have_text("پررنگ")
    expect(shown.locator("a")).to_have_attribute("href", "/projects/1.html")
    assert shown.locator("[onclick]").count() == 0
    expect(shown).to_have_attribute("aria-live", "polite")
    act(page, body(page).fill, "")
    expect(shown).to_have_text("")


def test_a_reference_is_found_by_a_part_of_its_title(
    page: Page, address: str, content: Path
) -> None:
    goto(page, f"{address}/edit/projects/1")
    combo = page.get_by_role("combobox", name="سیاست اجرایی")
    expect(combo).to_have_value("۱. نگهداری درختان")
    act(page, combo.fill, "ميدان")  # with an Arabic ي, as pasted text has it
    found = options(page)
    expect(found).to_have_text(["۱۶. سیاست میدان"])
    act(page, combo.press, "Escape")
    expect(combo).to_have_value("۱. نگهداری درختان")
    act(page, combo.fill, "کوچه وباغ")
    expect(found).to_have_count(1)
    act(page, combo.press, "ArrowDown")
    marked = combo.get_attribute("aria-activedescendant")
    assert marked
    expect(page.locator(f"#{marked}")).to_have_attribute("aria-selected", "true")
    act(page, combo.press, "Enter")
    expect(combo).to_have_value("۱۰. سیاست كوچه و باغ")
    act(page, combo.fill, "هیچ چنین چیزی")
    act(page, combo.press, "Tab")
    expect(combo).to_have_value("۱۰. سیاست كوچه و باغ")
    act(page, combo.fill, "۳")
    expect(found.first).to_have_text("۳. رفت‌وآمد آرام")
    act(page, found.first.click)
    expect(combo).to_have_value("۳. رفت‌وآمد آرام")
    also = page.get_by_role("group", name="سیاست‌های همراه")
    act(page, also.get_by_role("button", name="برداشتن").last.click)
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(saved(page)).to_be_visible())
    assert "policy: 3\nalso_serves: [2]\n" in file(content)


def test_rows_come_move_and_go(page: Page, address: str, content: Path) -> None:
    goto(page, f"{address}/edit/projects/1")
    funding = page.get_by_role("group", name="محل تأمین اعتبار")
    act(page, funding.get_by_role("button", name="سطر تازه").click)
    expect(funding.locator("li input:not([type=hidden])").last).to_be_focused()
    act(page, page.keyboard.type, "کمک دولت")
    act(page, funding.get_by_role("button", name="بالا").last.click)
    indicators = page.get_by_role("group", name="شاخص‌ها")
    act(page, indicators.get_by_role("button", name="سطر تازه در شاخص‌ها").click)
    act(page, page.keyboard.type, "شمار درخت")
    act(page, page.keyboard.press, "Tab")
    act(page, page.keyboard.type, "اصله")
    new = indicators.locator("> ol > li").last
    act(page, new.locator("button[value$='.actuals']").click)
    act(page, page.keyboard.type, "1404-01-01")
    act(page, page.keyboard.press, "Tab")
    act(page, page.keyboard.type, "12")
    former = page.get_by_role("group", name="کدهای پیشین")
    act(page, former.get_by_role("button", name="برداشتن").click)
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(saved(page)).to_be_visible())
    text = file(content)
    assert "funding: [کمک دولت, بودجهٔ عمرانی]" in text
    assert "  - title: شمار درخت\n    unit: اصله\n    actuals:\n" in text
    assert "1404-01-01" in text
    assert "aliases" not in text


def test_new_renamed_deleted_and_back(
    page: Page, address: str, content: Path, preview: Preview
) -> None:
    goto(page, f"{address}/edit/")
    follow(page, page.get_by_role("link", name="طرح تازه").click)
    act(page, page.get_by_label("عنوان").first.fill, "بوستان بانوان")
    act(page, page.get_by_label("منشأ").select_option, "sample")
    combo = page.get_by_role("combobox", name="سیاست اجرایی")
    act(page, combo.fill, "آبیاری")
    act(page, options(page).filter(has_text="آبیاری نوین").click)
    made = page.get_by_role("status").filter(has_text="رکورد ساخته شد")
    act(page, page.get_by_role("button", name="ساختن").last.click, until=made.wait_for)
    assert "title: بوستان بانوان" in file(content, "5")

    follow(page, page.get_by_role("link", name="تغییر کد").click)
    act(page, page.get_by_label("کد تازه").fill, "۲۵")
    follow(page, page.get_by_role("button", name="نشان بده").click)
    follow(page, page.get_by_role("button", name="کد را عوض کن").click)
    page.get_by_role("status").filter(has_text="کد عوض شد").wait_for()
    assert "aliases: [5]" in file(content, "25")

    follow(page, page.get_by_role("link", name="حذف").click)
    follow(page, page.get_by_role("button", name="حذف کن").click)
    page.get_by_role("status").filter(has_text="حذف شد").wait_for()
    assert not (content / "projects/25.md").exists()
    follow(page, page.get_by_role("button", name="بازگرداندن").first.click)
    page.get_by_role("status").filter(has_text="بازگردانده شد").wait_for()
    assert "title: بوستان بانوان" in file(content, "25")


def test_a_renamed_record_is_reached_from_its_old_address(
    page: Page, address: str, content: Path, preview: Preview
) -> None:
    goto(page, f"{address}/edit/policies/2/rename")
    act(page, page.get_by_label("کد تازه").fill, "40")
    follow(page, page.keyboard.press, "Enter")
    follow(page, page.get_by_role("button", name="کد را عوض کن").click)
    page.get_by_role("status").filter(has_text="کد عوض شد").wait_for()
    assert "policy: 40" in file(content, "3")
    assert "(policy:40)" in file(content, "1")
    wait_for(lambda: preview.shows("/policies/2.html", "40.html"))


def test_what_two_changed_is_asked_and_no_key_gets_past_the_question(
    page: Page, address: str, content: Path
) -> None:
    goto(page, f"{address}/edit/projects/4")
    before = file(content, "4")
    theirs = before.replace("title: نهالستان", "title: عنوان او").replace("طرح.", "طرح او.")
    (content / "projects/4.md").write_text(theirs, "utf-8")
    title = page.get_by_label("عنوان", exact=False).first
    act(page, title.fill, "عنوان من")
    asked = page.get_by_role("group", name="عنوان")
    mine = asked.get_by_label("نوشتهٔ من")
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(mine).to_be_visible())
    expect(page.get_by_role("alert")).to_be_focused()
    expect(asked.locator(".said")).to_have_text(["عنوان من", "عنوان او"])
    expect(body(page)).to_have_value("متن طرح او.\n")
    title.focus()
    for key in ("Enter", "Control+s", "Enter"):
        act(page, page.keyboard.press, key)
        expect(mine).to_be_focused()  # where the browser says that an answer is missing
        title.focus()
    act(page, page.get_by_role("button", name="ذخیره", exact=True).last.click)
    expect(mine).to_be_focused()
    assert file(content, "4") == theirs
    act(page, mine.check)
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(saved(page)).to_be_visible())
    assert file(content, "4") == theirs.replace("عنوان او", "عنوان من")


def test_without_script_it_saves_too(new_page: NewPage, address: str, content: Path) -> None:
    page = new_page(java_script_enabled=False)
    goto(page, f"{address}/edit/projects/1")
    before = file(content)
    start = page.get_by_label("شروع", exact=True)
    act(page, start.fill, "x", until=lambda: expect(start).to_have_value("x"))
    save = page.get_by_role("button", name="ذخیره", exact=True).last
    follow(page, save.click)
    expect(page.locator("#start-wrong")).to_be_visible()
    follow(page, page.get_by_role("link", name="دیدن سایت").click)
    follow(page, page.go_back)
    expect(start).to_have_value("x")
    act(page, start.fill, "1401-03-15", until=lambda: expect(start).to_have_value("1401-03-15"))
    policy = page.get_by_label("سیاست اجرایی", exact=False).first
    act(page, policy.select_option, "3", until=lambda: expect(policy).to_have_value("3"))
    funding = page.get_by_role("group", name="محل تأمین اعتبار")
    follow(page, funding.get_by_role("button", name="سطر تازه").click)
    last = funding.locator("li input:not([type=hidden])").last
    act(page, last.fill, "کمک دولت", until=lambda: expect(last).to_have_value("کمک دولت"))
    act(
        page,
        body(page).fill,
        "**تازه**",
        until=lambda: expect(body(page)).to_have_value("**تازه**"),
    )
    follow(page, page.get_by_role("button", name="پیش‌نمایش متن").click)
    expect(page.locator("[data-preview] strong")).to_have_text("تازه")
    assert file(content) == before
    # What the list holds already, it may not hold again: the second policy is its own now.
    also = page.get_by_role("group", name="سیاست‌های همراه")
    follow(page, also.get_by_role("button", name="برداشتن").last.click)
    follow(page, save.click)
    expect(saved(page)).to_be_visible()
    assert "funding: [بودجهٔ عمرانی, کمک دولت]" in file(content)
    assert file(content).endswith("---\n**تازه**\n")


def test_nothing_typed_is_lost_by_a_slip(page: Page, address: str) -> None:
    """The browser asks before it leaves. Its question itself now and then never closes in tests."""
    asks = """() => !dispatchEvent(new Event("beforeunload", { cancelable: true }))"""
    goto(page, f"{address}/edit/projects/4")
    assert not page.evaluate(asks)
    act(page, page.get_by_label("عنوان").first.fill, "x")
    assert page.evaluate(asks)
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(saved(page)).to_be_visible())
    assert not page.evaluate(asks)


def test_what_is_typed_while_it_saves_and_on_the_way_back_is_kept(
    page: Page, address: str, content: Path
) -> None:
    goto(page, f"{address}/edit/projects/4")
    title = page.get_by_label("عنوان", exact=False).first
    act(page, title.fill, "یک")
    held = Held()
    page.route("**/edit/projects/4", held.ask)
    act(page, page.keyboard.press, "Control+s", until=lambda: wait_until(page, held))
    act(page, title.fill, "یک و دو")
    held.let_go()
    expect(kept(page)).to_contain_text("آنچه پس از زدن دکمه نوشته‌اید هنوز ذخیره نشده است")
    assert "title: یک\n" in file(content, "4")
    expect(title).to_have_value("یک و دو")
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(saved(page)).to_be_focused())
    assert "title: یک و دو\n" in file(content, "4")

    start = page.get_by_label("شروع", exact=True)
    act(page, start.fill, "x")
    wrong = page.locator("#start-wrong")
    act(page, page.keyboard.press, "Control+s", until=lambda: expect(wrong).to_be_visible())
    page.evaluate(LEAVE)
    goto(page, f"{address}/edit/")  # not a page of the site, which may load again by itself
    follow(page, page.go_back)
    expect(kept(page)).to_contain_text("در این مرورگر مانده است")
    act(page, page.get_by_role("button", name="بازآوردن نوشته").click)
    expect(start).to_have_value("x")
    expect(kept(page)).to_be_hidden()
    page.evaluate(LEAVE)
    follow(page, page.reload)
    away = page.get_by_role("button", name="دور انداختن آن")
    act(page, away.click, until=lambda: expect(kept(page)).to_be_hidden())
    assert page.evaluate("Object.keys(localStorage)") == []


def wait_until(page: Page, held: Held) -> None:
    """Waits until the page has asked for what is held back."""
    while not held.routes:
        settle(page)


ADDRESSES = (
    *("/edit/?in=projects", "/edit/projects/1", "/edit/new/news", "/edit/policies/1/rename"),
    *("/edit/policies/1/delete", "/edit/projects/4/delete"),
)


def test_axe_finds_nothing(new_page: NewPage, address: str, content: Path, axe: str) -> None:
    page = new_page(reduced_motion="reduce", viewport=PHONE)
    found: list[str] = []
    for path in ADDRESSES:
        goto(page, address + path)
        found += violations(page, axe)
    goto(page, f"{address}/edit/projects/1")
    act(page, page.get_by_label("پایان", exact=True).fill, "x")
    act(page, page.keyboard.press, "Control+s", until=page.get_by_role("alert").wait_for)
    act(page, page.get_by_role("combobox", name="سیاست اجرایی").fill, "سیاست")
    options(page).first.wait_for()
    found += violations(page, axe)
    page.emulate_media(color_scheme="dark")
    found += violations(page, axe)

    # Two changes of a field; then a text that a browser keeps.
    goto(page, f"{address}/edit/projects/4")
    theirs = file(content, "4").replace("title: نهالستان", "title: او")
    (content / "projects/4.md").write_text(theirs, "utf-8")
    act(page, page.get_by_label("عنوان", exact=False).first.fill, "من")
    act(page, page.keyboard.press, "Control+s", until=page.locator(".clash").wait_for)
    found += violations(page, axe)
    page.evaluate(LEAVE)
    follow(page, page.reload)
    expect(kept(page)).to_be_visible()
    found += violations(page, axe)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert found == []


def test_nothing_stands_out_at_the_side(page: Page, address: str) -> None:
    for path in ADDRESSES:
        goto(page, address + path)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, wide)


def test_what_has_the_focus_is_never_covered(page: Page, address: str) -> None:
    """The bar with the button to save stays at the foot of the window."""
    goto(page, f"{address}/edit/projects/1")
    covered = """() => {
        const one = document.activeElement, box = one.getBoundingClientRect();
        const bar = document.querySelector(".edit > .act").getBoundingClientRect();
        // Of a text of many lines, the browser shows the line with the caret.
        const foot = one.localName === "textarea" ? box.top + 24 : box.bottom;
        return one !== document.body && !one.closest(".act") && foot > bar.top + 1
            && box.top < bar.bottom ? one.outerHTML.slice(0, 90) : "";
    }"""
    page.get_by_label("عنوان").first.focus()
    for _ in range(90):
        act(page, page.keyboard.press, "Tab", until=lambda: becomes(page, covered, ""))
