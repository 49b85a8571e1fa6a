"""Editing in the browser, asked without one: what is written, what is refused, what comes back."""

import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.forms.confirmation import deleting, renaming
from qomsite.forms.submission import FormContext
from qomsite.memo import Memo
from qomsite.model.collections import PROJECTS
from qomsite.serve.editing import MOST_ANSWERS
from tests.library.plans import project
from tests.render.pathological import CMARK
from tests.serve.editing import Editor, controls, put
from tests.serve.running import PATIENCE, previewing
from tests.sites.folders import put_back, tree


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One preview for all tests of this module."""
    with previewing(tmp_path_factory.mktemp("edit")) as preview:
        yield Editor(preview)
        assert "Traceback" not in preview.log()


@pytest.fixture
def editor(running: Editor) -> Iterator[Editor]:
    """The preview, its content the same after each test."""
    before = tree(running.preview.content)
    yield running
    put_back(running.preview.content, before)


def file(editor: Editor, path: str = "projects/1.md") -> Path:
    return editor.preview.content / path


class TestSaving:
    """A form that is sent writes what was changed in it, and no other byte."""

    def test_an_untouched_form_writes_nothing(self, editor: Editor) -> None:
        before = file(editor).stat()
        assert editor.send("/edit/projects/1", editor.form("/edit/projects/1")) == 303
        assert editor.location == "/edit/projects/1?note=same"
        assert file(editor).stat() == before

    def test_one_answer_changes_one_value(self, editor: Editor) -> None:
        before = file(editor).read_text("utf-8")
        pairs = put(editor.form("/edit/projects/1"), start="۱۴۰۱/۰۴/۰۱")
        assert editor.send("/edit/projects/1", pairs) == 303
        after = file(editor).read_text("utf-8")
        assert after == before.replace("start: 1401-03-15", "start: ۱۴۰۱/۰۴/۰۱")
        editor.ask("GET", editor.location)
        assert "ذخیره شد." in editor.page

    def test_comments_order_and_line_ends_stay(self, editor: Editor) -> None:
        lines = ("---", "provenance: sample # چرا", "# سیاست", "policy: 1", "title: طرح", "---")
        odd = "\r\n".join((*lines, "متن.", ""))
        file(editor, "projects/4.md").write_bytes(odd.encode())
        pairs = put(editor.form("/edit/projects/4"), title="طرح تازه", body="متن.\r\nدو")
        assert editor.send("/edit/projects/4", pairs) == 303
        wanted = odd.replace("title: طرح", "title: طرح تازه").replace("متن.\r\n", "متن.\r\nدو\r\n")
        assert file(editor, "projects/4.md").read_bytes() == wanted.encode()

    def test_a_fault_is_said_at_its_question_and_nothing_is_written(self, editor: Editor) -> None:
        before = file(editor).read_bytes()
        pairs = put(editor.form("/edit/projects/1"), start="1402-13-40", title="باغ نو")
        assert editor.send("/edit/projects/1", pairs) == 422
        assert file(editor).read_bytes() == before
        assert re.search(
            r'id="start"[^>]* value="1402-13-40"[^>]* aria-invalid="true"', editor.page
        )
        assert 'aria-describedby="start-help start-wrong"' in editor.page
        assert '<a href="#start">شروع</a>' in editor.page
        assert put(controls(editor.page), title="باغ نو") == controls(editor.page)

    def test_what_is_wrong_in_the_file_stands_beside_its_question(self, editor: Editor) -> None:
        file(editor, "projects/4.md").write_text(project("budget: ده", "ownr: x"), "utf-8")
        pairs = editor.form("/edit/projects/4")
        assert ("budget", "ده") in pairs
        assert 'id="budget-wrong"' in editor.page
        assert 'name="drop" value="ownr"' in editor.page
        assert editor.send("/edit/projects/4", [*put(pairs, budget=""), ("drop", "ownr")]) == 303
        assert file(editor, "projects/4.md").read_text("utf-8") == project()

    @pytest.mark.parametrize(
        ("lines", "value"), [((), ""), (("draft: خیر",), "خیر"), (("draft: false",), "false")]
    )
    def test_there_is_one_no_and_it_is_spelt_as_the_file_spells_it(
        self, editor: Editor, lines: tuple[str, ...], value: str
    ) -> None:
        file(editor, "projects/4.md").write_text(project(*lines), "utf-8")
        pairs = editor.form("/edit/projects/4")
        asked = editor.page.partition('name="draft"')[2].partition("</select>")[0]
        found = re.findall(r'<option value="([^"]*)"[^>]*>([^<]+)</option>', asked)
        assert found == [(value, "خیر"), ("بله", "بله")]
        assert editor.send("/edit/projects/4", pairs) == 303
        assert editor.location.endswith("note=same")

    def test_a_draft_is_one_no_more(self, editor: Editor) -> None:
        file(editor, "projects/4.md").write_text(project("draft: بله"), "utf-8")
        pairs = put(editor.form("/edit/projects/4"), draft="")
        assert editor.send("/edit/projects/4", pairs) == 303
        assert file(editor, "projects/4.md").read_text("utf-8") == project()

    @pytest.mark.parametrize(
        "text",
        [
            "]]> --- {{ page }}",
            "- a: [b",
            "# یادداشت",
            "آ '\"\\",
            "🌱 שלום",
            "<script>alert(1)</script>",
        ],
    )
    def test_whatever_is_typed_comes_back(self, editor: Editor, text: str) -> None:
        pairs = put(editor.form("/edit/projects/4"), title=text, body=f"{text}\r\n---\r\n{text}")
        assert editor.send("/edit/projects/4", pairs) == 303, editor.page
        shown = dict(editor.form("/edit/projects/4"))
        assert shown["title"] == text
        assert shown["body"] == f"{text}\n---\n{text}\n"
        assert "<script>alert" not in editor.page

    @pytest.mark.parametrize("text", ["\x00", "\u202e", "a\x1bb", "\ufdd0"])
    def test_what_no_file_may_hold_is_refused(self, editor: Editor, text: str) -> None:
        before = file(editor, "projects/4.md").read_bytes()
        pairs = put(editor.form("/edit/projects/4"), title=f"باغ{text}")
        assert editor.send("/edit/projects/4", pairs) == 422
        assert file(editor, "projects/4.md").read_bytes() == before


def test_latin_in_a_help_is_read_from_the_left(editor: Editor) -> None:
    editor.form("/edit/projects/4")
    assert 'نشانی وب گزارش، با <bdi dir="ltr">https://</bdi></small>' in editor.page


class TestRows:
    """Lists grow and shrink by buttons that save nothing."""

    def test_a_row_more_and_a_row_less(self, editor: Editor) -> None:
        before = file(editor).read_bytes()
        pairs = editor.form("/edit/projects/1")
        editor.send("/edit/projects/1", [*pairs, ("do", "add funding")])
        more = controls(editor.page)
        assert ("funding", "n0") in more
        typed = put(more, funding__n0="کمک دولت")
        editor.send("/edit/projects/1", [*typed, ("do", "up funding n0")])
        editor.send("/edit/projects/1", [*controls(editor.page), ("do", "remove updates 0")])
        assert file(editor).read_bytes() == before
        assert editor.send("/edit/projects/1", controls(editor.page)) == 303
        after = file(editor).read_text("utf-8")
        assert "funding: [کمک دولت, بودجهٔ عمرانی]" in after
        assert "updates" not in after

    def test_a_row_within_a_row(self, editor: Editor) -> None:
        pairs = editor.form("/edit/projects/1")
        editor.send("/edit/projects/1", [*pairs, ("do", "add indicators.0.actuals")])
        more = controls(editor.page)
        named = {"indicators.0.actuals.n0.date": "1404-01-01", "indicators.0.actuals.n0.value": "9"}
        more = [(name, named.get(name, text)) for name, text in more]
        assert editor.send("/edit/projects/1", more) == 303, editor.page
        assert "- {date: 1404-01-01, value: 9}" in file(editor).read_text("utf-8")


class TestConflict:
    """What changed on the disk meanwhile is never written over unseen."""

    def test_two_changes_of_different_fields_are_both_kept(self, editor: Editor) -> None:
        pairs = put(editor.form("/edit/projects/4"), title="عنوان من")
        before = file(editor, "projects/4.md").read_text("utf-8")
        theirs = before.replace("\n---\n", "\nstatus: در دست اجرا\n---\n")
        file(editor, "projects/4.md").write_text(theirs, "utf-8")
        assert editor.send("/edit/projects/4", pairs) == 303
        assert "note=merged" in editor.location
        both = theirs.replace("title: نهالستان", "title: عنوان من")
        assert file(editor, "projects/4.md").read_text("utf-8") == both

    @pytest.mark.parametrize(("answer", "title"), [("mine", "عنوان من"), ("theirs", "عنوان او")])
    def test_two_changes_of_one_field_are_asked_until_answered(
        self, editor: Editor, answer: str, title: str
    ) -> None:
        pairs = put(editor.form("/edit/projects/4"), title="عنوان من", summary="کوتاه")
        theirs = project("status: در دست اجرا").replace("title: طرح", "title: عنوان او")
        file(editor, "projects/4.md").write_text(theirs, "utf-8")
        again = pairs
        for _ in range(2):  # to save once more without an answer is none
            assert editor.send("/edit/projects/4", again) == 409
            asked = editor.page.partition('class="clash"')[2].partition("</fieldset>")[0]
            assert "<legend>عنوان</legend>" in asked
            assert re.findall(r'"said">([^<]*)<', asked) == ["عنوان من", "عنوان او"]
            assert asked.count(" required") == 2
            assert "checked" not in asked
            again = [pair for pair in controls(editor.page) if not pair[0].startswith("choice.")]
            assert put(again, title="عنوان من", summary="کوتاه") == again
            assert file(editor, "projects/4.md").read_text("utf-8") == theirs
        editor.send("/edit/projects/4", [*again, ("choice.title", answer), ("do", "preview")])
        assert re.search(rf'value="{answer}" required checked', editor.page)
        assert editor.send("/edit/projects/4", [*again, ("choice.title", answer)]) == 303
        assert file(editor, "projects/4.md").read_text("utf-8") == project(
            "status: در دست اجرا"
        ).replace("title: طرح", f"title: {title}\nsummary: کوتاه")

    def test_what_was_typed_of_a_record_that_is_gone_is_offered_as_a_new_one(
        self, editor: Editor
    ) -> None:
        pairs = put(editor.form("/edit/projects/4"), summary="نوشتهٔ من")
        file(editor, "projects/4.md").unlink()
        assert editor.send("/edit/projects/4", pairs) == 404
        assert not file(editor, "projects/4.md").exists()
        assert 'action="/edit/new/projects"' in editor.page
        again = controls(editor.page)
        assert put(again, summary="نوشتهٔ من", code="4") == again
        assert editor.send("/edit/new/projects", again) == 303
        assert "summary: نوشتهٔ من" in file(editor, "projects/4.md").read_text("utf-8")


class TestAnOldPage:
    """A page that was opened before the preview began anew loses no word."""

    def test_the_form_comes_back_with_what_was_typed_and_a_token_that_works(
        self, editor: Editor
    ) -> None:
        pairs = put(editor.form("/edit/projects/4"), token="old", title="عنوان من")
        before = file(editor, "projects/4.md").read_bytes()
        assert editor.send("/edit/projects/4", pairs) == 403
        assert file(editor, "projects/4.md").read_bytes() == before
        assert "از نو آغاز شده" in editor.page
        again = controls(editor.page)
        assert put(again, title="عنوان من") == again
        assert editor.send("/edit/projects/4", again) == 303

    def test_elsewhere_a_way_on_is_shown(self, editor: Editor) -> None:
        assert editor.send("/edit/projects/4/delete", [("token", "old")]) == 403
        assert "<h1>پیش‌نمایش در این میان از نو آغاز شده است</h1>" in editor.page
        assert '<p><a href="/edit/">' in editor.page

    def test_a_script_asks_for_the_token_and_whose_it_is(self, editor: Editor) -> None:
        token = editor.token
        assert editor.ask("GET", "/edit/token", Sec_Fetch_Site="same-origin") == 200
        said = json.loads(editor.page)
        assert said["token"] == token
        editor.ask("GET", "/edit/projects/4")
        assert f'data-project="{said["project"]}"' in editor.page
        assert str(editor.preview.folder) not in said["project"]
        assert editor.ask("GET", "/edit/token", Sec_Fetch_Site="cross-site") == 403
        assert editor.ask("GET", "/edit/token", Origin="http://localhost:1") == 403


def test_the_way_back_leads_to_every_answer(editor: Editor) -> None:
    """What is answered to a form has an address of its own, which is got and not sent."""
    pairs = put(editor.form("/edit/projects/4"), start="x")
    assert editor.send("/edit/projects/4", pairs) == 422
    sent = [("token", editor.token), ("code", "9")]
    for path, given, status in (
        ("/edit/projects/4", pairs, 422),
        ("/edit/projects/4/rename", sent, 200),
        ("/edit/policies/1/delete", sent, 422),
        ("/edit/undo", sent, 409),
    ):
        assert editor.send(path, given) == status
        address, page = editor.asked, editor.page
        editor.ask("GET", "/edit/")
        assert editor.ask("GET", address) == status
        assert editor.page == page
    for _ in range(MOST_ANSWERS):
        editor.send("/edit/undo", sent)
    assert editor.ask("GET", address) == 405


class TestNewRenameDelete:
    """A record's beginning, its other code, its end, and back again."""

    def test_a_new_record(self, editor: Editor) -> None:
        pairs = editor.form("/edit/new/projects")
        assert dict(pairs)["code"] == "5"
        assert dict(pairs)["draft"] == "بله"
        pairs = put(pairs, title="طرح تازه", policy="2", provenance="sample", code="۷", body="متن")
        assert editor.send("/edit/new/projects", pairs) == 303, editor.page
        assert file(editor, "projects/7.md").read_text("utf-8") == (
            "---\ntitle: طرح تازه\ndraft: بله\nprovenance: sample\npolicy: 2\n---\nمتن\n"
        )

    def test_a_page_is_joined_to_what_follows(self, editor: Editor) -> None:
        editor.ask("GET", "/edit/")
        assert ">صفحهٔ تازه</a>" in editor.page
        assert ">طرح تازه</a>" in editor.page
        editor.ask("GET", "/edit/new/pages")
        assert "<h1>صفحهٔ تازه</h1>" in editor.page
        editor.ask("GET", "/edit/pages/about/delete")
        assert "<h1>حذف صفحهٔ about</h1>" in editor.page

    @pytest.mark.parametrize("code", ["", "1", "../x", "A b", "con"])
    def test_no_other_code(self, editor: Editor, code: str) -> None:
        pairs = put(editor.form("/edit/new/projects"), title="ط", policy="2", code=code)
        assert editor.send("/edit/new/projects", pairs) == 422
        assert 'id="code-wrong"' in editor.page
        assert '<a href="#code">' in editor.page

    def test_what_is_missing_is_said(self, editor: Editor) -> None:
        assert editor.send("/edit/new/policies", editor.form("/edit/new/policies")) == 422
        assert {"title", "provenance"} <= set(re.findall(r'id="([\w.]+)-wrong"', editor.page))
        assert not file(editor, "policies/4.md").exists()

    def test_renaming_is_shown_and_then_done(self, editor: Editor) -> None:
        token = editor.token
        pairs = [("token", token), ("code", "30")]
        assert editor.send("/edit/policies/2/rename", pairs) == 200
        old, new = (f'<bdi dir="ltr">policies/{code}.md</bdi>' for code in (2, 30))
        assert f"{old} ← {new}" in editor.page
        assert "نوشتهٔ پیوندها همان می‌ماند" in editor.page
        assert "projects/3.md" in editor.page
        assert file(editor, "policies/2.md").exists()
        assert editor.send("/edit/policies/2/rename", [*pairs, ("confirm", "1")]) == 303
        assert editor.location.startswith("/edit/policies/30?")
        location = editor.location
        editor.ask("GET", location)
        assert "نوشتهٔ پیوندها همان است که بود" in editor.page
        assert "policy: 30" in file(editor, "projects/3.md").read_text("utf-8")
        assert "aliases: [2]" in file(editor, "policies/30.md").read_text("utf-8")
        undo = re.search(r"undo=(\d+)", location)
        assert undo
        assert editor.send("/edit/undo", [("token", token), ("name", undo[1])]) == 303
        assert file(editor, "policies/2.md").exists()
        assert "policy: 2" in file(editor, "projects/3.md").read_text("utf-8")

    @pytest.mark.parametrize(("name", "old"), [("news", "approval"), ("pages", "about")])
    def test_a_page_and_a_news_item_keep_their_old_address(
        self, editor: Editor, name: str, old: str
    ) -> None:
        pairs = [("token", editor.token), ("code", "new-name")]
        assert editor.send(f"/edit/{name}/{old}/rename", pairs) == 200
        assert "نشانی پیشین به صفحهٔ تازه می‌رسد" in editor.page
        assert editor.send(f"/edit/{name}/{old}/rename", [*pairs, ("confirm", "1")]) == 303
        assert f"aliases: [{old}]" in file(editor, f"{name}/new-name.md").read_text("utf-8")
        assert not file(editor, f"{name}/{old}.md").exists()

    @pytest.mark.parametrize("code", ["1", "2", "a b", "../9", ""])
    def test_not_to_any_code(self, editor: Editor, code: str) -> None:
        pairs = [("token", editor.token), ("code", code), ("confirm", "1")]
        assert editor.send("/edit/policies/2/rename", pairs) == 422
        assert 'aria-invalid="true"' in editor.page

    def test_what_is_named_is_not_deleted(self, editor: Editor) -> None:
        assert editor.send("/edit/policies/2/delete", [("token", editor.token)]) == 422
        assert 'href="/edit/projects/3"' in editor.page
        assert file(editor, "policies/2.md").exists()

    def test_deleting_and_back(self, editor: Editor) -> None:
        before = file(editor, "projects/4.md").read_bytes()
        token = editor.token
        editor.ask("GET", "/edit/projects/4/delete")
        assert "طرح‌ها" in editor.page
        assert editor.send("/edit/projects/4/delete", [("token", token)]) == 303
        assert not file(editor, "projects/4.md").exists()
        editor.ask("GET", editor.location)
        note = editor.page.partition('role="status"')[2].partition('<p class="lead"')[0]
        name = re.search(r'name="name" value="(\d+)"', note)
        assert name
        assert editor.send("/edit/undo", [("token", token), ("name", name[1])]) == 303
        assert file(editor, "projects/4.md").read_bytes() == before

    def test_the_last_changes_are_told_by_the_titles_of_today(self, editor: Editor) -> None:
        pairs = put(editor.form("/edit/projects/4"), title="عنوان تازه")
        assert editor.send("/edit/projects/4", pairs) == 303
        editor.ask("GET", "/edit/")
        newest = editor.page.partition("تغییرهای اخیر</h2>")[2].partition("</li>")[0]
        assert "ویرایش: <bdi>عنوان تازه</bdi>، <bdi" in newest
        file(editor, "projects/4.md").unlink()
        editor.ask("GET", "/edit/")
        newest = editor.page.partition("تغییرهای اخیر</h2>")[2].partition("</li>")[0]
        assert 'ویرایش: <bdi dir="ltr">projects/4.md</bdi>' in newest

    def test_what_went_while_the_button_was_pressed_again_is_not_found(
        self, editor: Editor
    ) -> None:
        content = editor.preview.content
        context = FormContext(content, Journal(content), editor.token, Memo())
        with pytest.raises(KeyError):
            deleting(context, PROJECTS, "99")
        with pytest.raises(KeyError):
            renaming(context, PROJECTS, "99", "98")

    def test_what_was_changed_since_is_not_undone(self, editor: Editor) -> None:
        pairs = put(editor.form("/edit/projects/4"), title="نخست")
        editor.send("/edit/projects/4", pairs)
        name = re.search(r"undo=(\d+)", editor.location)
        assert name
        file(editor, "projects/4.md").write_text(project(), "utf-8")
        sent = [("token", dict(pairs)["token"]), ("name", name[1])]
        assert editor.send("/edit/undo", sent) == 409
        assert file(editor, "projects/4.md").read_text("utf-8") == project()
        assert 'name="rest"' not in editor.page
        assert editor.send("/edit/undo", [sent[0], ("name", "../../x")]) == 409

    def test_the_rest_is_undone_on_request(self, editor: Editor) -> None:
        content = editor.preview.content
        goal, policy = file(editor, "goals/1.md"), file(editor, "policies/1.md")
        before = {path: path.read_bytes() for path in (goal, policy)}
        names = {path: str(path.relative_to(content)) for path in before}
        wanted = [Change(names[path], data, data + b"x") for path, data in before.items()]
        name = Journal(content).apply(wanted)
        goal.write_bytes(before[goal] + b"y")
        sent = [("token", editor.token), ("name", name)]
        assert editor.send("/edit/undo", sent) == 409
        assert 'name="rest"' in editor.page
        assert editor.send("/edit/undo", [*sent, ("rest", "1")]) == 303
        assert goal.read_bytes() == before[goal] + b"y"
        assert policy.read_bytes() == before[policy]


PATHS = ("/edit/projects/1", "/edit/new/goals", "/edit/projects/4/delete", "/edit/undo")


class TestWhomItAnswers:
    """The preview's own pages, with the token of this run; nothing is done by asking."""

    @pytest.mark.parametrize("path", [*PATHS, "/edit/policies/1/rename", "/edit/preview"])
    def test_no_post_without_the_token(self, editor: Editor, path: str) -> None:
        before = file(editor).read_bytes()
        for pairs in ([], [("token", "")], [("token", "x" * 43)], [("token", "ط")]):
            assert editor.send(path, [*pairs, ("title", "x"), ("code", "9")]) == 403
        assert file(editor).read_bytes() == before
        assert file(editor, "projects/4.md").exists()

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:1"]
    )
    def test_no_post_from_elsewhere(self, editor: Editor, path: str, origin: str) -> None:
        assert editor.send(path, [("token", editor.token)], Origin=origin) == 403
        sent = b"token=" + editor.token.encode()
        assert editor.ask("POST", path, sent) == 403
        fetched = {"Sec_Fetch_Site": "cross-site"}
        assert editor.send(path, [("token", editor.token)], **fetched) == 403

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "/edit/projects/9999",
                "/edit/media/map",
                "/edit/projects/_index",
                "/edit/projects/A",
            ),
            *("/edit/..%2fsite/1", "/edit/projects/..%2f..%2fsite", "/edit/projects/1.md"),
            *("/edit/new/media", "/edit/projects/9999/rename", "/edit/projects/con/delete"),
            *("/edit/projects/" + "a" * 300, "/edit/readme"),
        ],
    )
    def test_no_other_path(self, editor: Editor, path: str) -> None:
        assert editor.ask("GET", path) == 404
        assert editor.send(path, [("token", editor.token)]) in (403, 404, 405)

    @pytest.mark.parametrize(
        ("path", "way"),
        [
            ("/edit/projects/9999", "/edit/?in=projects"),
            ("/edit/projects/9999/delete", "/edit/?in=projects"),
            ("/edit/foo", "/edit/"),
            ("/edit/foo/1", "/edit/"),
        ],
    )
    def test_where_nothing_is_a_page_leads_on(self, editor: Editor, path: str, way: str) -> None:
        assert editor.ask("GET", path) == 404
        assert "<h1>چنین رکوردی نیست</h1>" in editor.page
        assert f'<p><a href="{way}">' in editor.page

    @pytest.mark.parametrize("path", ["/edit/undo", "/edit/preview"])
    def test_what_does_something_is_not_asked_for(self, editor: Editor, path: str) -> None:
        assert editor.ask("GET", path) == 405

    def test_too_much_is_too_much(self, editor: Editor) -> None:
        pairs = editor.form("/edit/projects/4")
        assert editor.send("/edit/projects/4", put(pairs, body="x" * 15_100_000)) == 413
        many = [("funding", str(at)) for at in range(6000)]
        assert editor.send("/edit/projects/4", [*pairs, *many]) == 400
        assert editor.send("/edit/projects/4", put(pairs, body="x" * 1_100_000)) == 422

    def test_nothing_foreign_may_be_loaded_or_frame_it(self, editor: Editor) -> None:
        editor.ask("GET", "/edit/projects/1")
        policy = editor.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert editor.headers["x-frame-options"] == "DENY"
        assert editor.headers["cache-control"] == "no-store"
        assert " style=" not in editor.page
        assert not re.search(r"\bon\w+=", editor.page)


class TestLooking:
    """The list of records, a body's look, a typed word."""

    @pytest.mark.parametrize(
        ("query", "found", "missing"),
        [
            ("q=%D8%A8%D8%A7%D8%BA", "/edit/projects/1", "/edit/projects/2"),
            ("q=%D8%B7%D8%B1%D8%AD%20%DB%B2", "/edit/projects/2", "/edit/projects/1"),
            ("in=goals", "/edit/goals/1", "/edit/projects/1"),
        ],
    )
    def test_records_are_found(self, editor: Editor, query: str, found: str, missing: str) -> None:
        editor.ask("GET", f"/edit/?{query}")
        assert f'href="{found}"' in editor.page
        assert f'href="{missing}"' not in editor.page

    def test_a_file_that_cannot_be_shown_says_why(self, editor: Editor) -> None:
        file(editor, "projects/4.md").write_text("---\ntitle: [\n---\n", "utf-8")
        assert editor.ask("GET", "/edit/projects/4") == 409
        assert "content/projects/4.md" in editor.page
        editor.ask("GET", "/edit/?in=projects")
        assert "خوانده نمی‌شود" in editor.page

    @pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
    def test_nothing_behind_a_link_is_shown(self, editor: Editor, tmp_path: Path) -> None:
        folder = editor.preview.content / "projects"
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
        try:
            assert editor.ask("GET", "/edit/projects/1") == 409
            assert "پیوند" in editor.page
            assert "باغ محله" not in editor.page
        finally:
            folder.unlink()
            (tmp_path / "elsewhere").rename(folder)

    def test_a_body_is_shown_as_the_site_shows_it(self, editor: Editor) -> None:
        body = "**پررنگ** [طرح](project:1) <script>alert(1)</script> ![x](//evil.example/x.png)"
        assert editor.send("/edit/preview", [("token", editor.token), ("body", body)]) == 200
        assert "<strong>پررنگ</strong>" in editor.page
        assert 'href="/projects/1.html"' in editor.page
        assert "<script" not in editor.page
        assert 'src="//' not in editor.page

    def test_a_body_that_never_ends_is_told_and_others_are_answered(self, editor: Editor) -> None:
        body = CMARK["link openers without closers"]
        with ThreadPoolExecutor(1) as other:
            pairs = [("token", editor.token), ("body", body)]
            slow = other.submit(Editor(editor.preview).send, "/edit/preview", pairs)
            assert editor.preview.get("/projects/4.html")[0] == 200
            assert slow.result(PATIENCE) == 200
        assert editor.send("/edit/preview", [*pairs[:1], ("body", "**تازه**")]) == 200
        assert "<strong>تازه</strong>" in editor.page

    def test_without_script_a_button_shows_it(self, editor: Editor) -> None:
        pairs = put(editor.form("/edit/projects/4"), body="**تازه**")
        assert editor.send("/edit/projects/4", [*pairs, ("do", "preview")]) == 200
        assert "<strong>تازه</strong>" in editor.page
        assert put(controls(editor.page), body="**تازه**") == controls(editor.page)

    def test_a_word_is_folded_as_everywhere(self, editor: Editor) -> None:
        editor.ask("GET", "/edit/fold?q=%D9%83%D9%85%D9%8A%E2%80%8C%DB%B1")
        assert editor.page == "کمی1"
