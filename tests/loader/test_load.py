"""The content folder as a whole: places, digits of any kind, and that no file raises."""

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.checks.registry import check
from qomsite.errors import Place, Problem
from qomsite.loader.document import Document, record_document
from qomsite.loader.load import load
from qomsite.loader.reading import read_value
from qomsite.loader.yaml_text import read_yaml
from qomsite.model.collections import COLLECTIONS, PROJECTS
from qomsite.model.content import Content
from qomsite.model.fields import nested_model
from qomsite.model.former_keys import FormerKey
from qomsite.model.kinds import Value
from qomsite.model.records import Project
from qomsite.model.settings import Plan, Site
from qomsite.text.jalali import JalaliDate
from tests.library.plans import project as written_project
from tests.sites.folders import TINY, copy_tiny, found_in


def project(content: Content, code: str) -> Project:
    """One project of a content folder."""
    return next(found for found in content.of(PROJECTS, Project) if found.code == code)


def with_project(tmp_path: Path, front: str, body: str = "") -> Path:
    """The tiny site with project 4 rewritten."""
    content = copy_tiny(tmp_path)
    (content / "projects/4.md").write_text(f"---\n{front}\n---\n{body}", "utf-8")
    return content


def fields_of(model: type[Value]) -> set[tuple[str, str]]:
    """Every key of a model and of the models in it, by model."""
    found = {(model.__name__, name) for name in model.model_fields}
    inner = {nested_model(info.annotation) for info in model.model_fields.values()}
    return found.union(*(fields_of(part) for part in inner if part))


def filled(value: object) -> set[tuple[str, str]]:
    """Every key that was given in a value and in the values in it, by model."""
    if isinstance(value, Value):
        names = {(type(value).__name__, name) for name in value.model_fields_set}
        return names.union(*(filled(getattr(value, name)) for name in value.model_fields_set))
    if isinstance(value, tuple | list):
        return set().union(*map(filled, value))
    return filled(list(value.values())) if isinstance(value, dict) else set()


BESIDE_OTHER_STATUSES = {"completed_on", "completion_evidence", "merged_into"}
"""Keys that stand only beside a status which no project of the tiny site has."""


def test_the_tiny_site_uses_every_key_of_its_models() -> None:
    content, _ = load(TINY)
    used = filled([content.site, content.plan, *content.records.values()])
    wanted = fields_of(Site) | fields_of(Plan) | fields_of(Project)
    assert wanted - used == {("Project", key) for key in BESIDE_OTHER_STATUSES}


@pytest.mark.parametrize("name", ["none", "n" * 256])
def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    _, (problem,) = load(tmp_path / name)
    assert "یافت نشد" in problem.message


def test_every_collection_is_read(tmp_path: Path) -> None:
    content, problems = load(copy_tiny(tmp_path))
    assert problems == ()
    counts = zip((one.name for one in COLLECTIONS), (2, 1, 3, 4, 2, 2, 1, 1, 1), strict=True)
    assert {name: len(records) for name, records in content.records.items()} == dict(counts)
    assert set(content.listings) == {collection.name for collection in COLLECTIONS}
    assert set(content.media) == {"map.png"}


def test_digits_and_dates_of_any_kind_are_read(tmp_path: Path) -> None:
    front = (
        "title: الف\npolicy: ۱\nprovenance: نمونه\nalso_serves: ۲، 3\ndistricts: [٨]\n"
        "start: ۱۴۰۴/۰۲/۳۱\nend: 1403.12.30\nphysical_progress: ۶۲٫۵ درصد\n"
        "financial_progress: 48%\nbudget: ۱٫۲ هزار میلیارد تومان\ndraft: بله"
    )
    read = project(load(with_project(tmp_path, front))[0], "4")
    assert (read.policy, read.also_serves, read.districts) == ("1", ("2", "3"), ("8",))
    assert (read.start, read.end) == (JalaliDate(1404, 2, 31), JalaliDate(1403, 12, 30))
    assert (read.physical_progress, read.financial_progress) == (Decimal("62.5"), Decimal(48))
    assert read.budget is not None
    assert read.budget.words == "۱٫۲ هزار میلیارد تومان"
    assert (read.provenance, read.draft) == ("sample", True)


def test_the_body_knows_its_line(tmp_path: Path) -> None:
    read = project(load(with_project(tmp_path, "title: الف", "\nمتن\n"))[0], "4")
    assert (read.body, read.body_line) == ("\nمتن\n", 4)


def test_a_faulty_required_value_leaves_the_rest_to_be_checked(tmp_path: Path) -> None:
    front = "title: الف\npolicy: ط\nprovenance: sample\naxes: [1, 77]\nstart: 1402-12-30"
    found = found_in(with_project(tmp_path, front))
    assert [line.rpartition("[")[2][:-1] for line in found] == [
        "bad-code",
        "unknown-reference",
        "bad-date",
    ]


def test_a_text_is_checked_though_its_front_matter_cannot_be_read(tmp_path: Path) -> None:
    body = "![الف](media/x.png) [ب](project:77)\n"
    found = found_in(with_project(tmp_path, "title: الف\npolicy:1\nx", body))
    assert [(line.split(": ")[0], line.rpartition("[")[2][:-1]) for line in found] == [
        ("content/projects/4.md:3:8", "bad-yaml"),
        ("content/projects/4.md:6:8", "missing-image"),
        ("content/projects/4.md:6:25", "broken-link"),
    ]


def test_nested_faults_stand_at_their_values(tmp_path: Path) -> None:
    front = (
        "title: الف\npolicy: 1\nprovenance: sample\nindicators:\n  - title: یک\n    unit: متر\n"
        "    actuals:\n      - {date: 1402-01-01, value: 1}\n      - date: 1402-13-01\n"
        "        value: x\nupdates:\n  - {date: 1401-01-01, txt: متن}"
    )
    found = found_in(with_project(tmp_path, front))
    assert [line.split(": ")[0] for line in found] == [
        "content/projects/4.md:10:15",
        "content/projects/4.md:11:16",
        "content/projects/4.md:13:24",
    ]


def test_records_come_in_the_order_of_their_codes(content: Path) -> None:
    for code in ("10", "9", "b", "a-2", "a-10"):
        (content / f"pages/{code}.md").write_text(f"---\ntitle: {code}\n---\n", "utf-8")
    codes = [page.code for page in load(content)[0].records["pages"]]
    assert codes == ["9", "10", "a-2", "a-10", "about", "b"]


def test_a_file_that_cannot_be_read_keeps_its_code(content: Path) -> None:
    (content / "policies/2.md").write_bytes(b"\xff")
    assert found_in(content) == [
        "content/policies/2.md:1:1: این پرونده به UTF-8 نیست؛ آن را در ویرایشگر با کدگذاری UTF-8"
        " ذخیره کنید [not-utf8]"
    ]


def test_front_matter_ends_at_its_line() -> None:
    problems: list[Problem] = []
    document = record_document("--- \na: 1\n---\nb\n---\n", "p", problems)
    assert document == Document("a: 1\n", opening="--- \n", body="b\n---\n")
    assert document.body_line == 4
    assert record_document("---\n---", "p", problems) == Document("", closing="---")
    assert problems == []
    assert record_document("---\na: ---\n ---\n", "p", problems) is None
    assert [problem.place for problem in problems] == [Place("p", 1, 1)]


def test_messages_are_one_printable_line_whatever_the_value(tmp_path: Path) -> None:
    long = "x" * 500_000
    front = (
        f'title: "الف"\npolicy: "{long}"\nprovenance: "a\\nb\\u202e"\nstatus: "{long[:9]}\\e"\n'
        f'"k\\ney": 1\naxes: ["\\U000E0041"]\nphysical_progress: "1{" " * 200_000}2"'
    )
    found = found_in(with_project(tmp_path, front))
    assert len(found) == 6
    assert all(line.replace("\u200c", "").isprintable() and len(line) < 700 for line in found)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_as_a_file_never_raise(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "projects").mkdir(parents=True)
        for name in ("site.yaml", "plan.yaml", "projects/1.md"):
            (content / name).write_bytes(data)
        read, problems = load(content)
        check(read)
    assert problems


KEYS = st.sampled_from([*Project.model_fields, "zzz"])
LEAVES = st.text() | st.sampled_from(["1", "1403-01-01", "۵ میلیون تومان", "sample", "project:1"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def as_yaml(value: object) -> str:
    """A value in YAML's flow style, every scalar quoted."""
    if isinstance(value, dict):
        inner = ", ".join(f"{as_yaml(key)}: {as_yaml(item)}" for key, item in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return '"' + "".join(f"\\U{ord(char):08X}" for char in str(value)) + '"'


@given(st.dictionaries(KEYS, VALUES, max_size=6), st.text())
def test_any_front_matter_never_raises(values: dict[str, object], body: str) -> None:
    front = "".join(f"{key}: {as_yaml(value)}\n" for key, value in values.items())
    with tempfile.TemporaryDirectory() as folder:
        content = with_project(Path(folder), front, body)
        found = found_in(content)
    assert all(line.startswith("content/") for line in found)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("budget: ۵ میلیارد دلار", "واحد «میلیارد دلار» شناخته نیست؛ واحد تومان یا ریال است"),
        ("budget: ۵ میلیارد", "واحد ندارد"),
        ("status: runing", "منظور «running» بود؟"),
        ("partners: سازمان فضای سبز، works", "[سازمان فضای سبز, works]"),
        ("owner: نهاد", "یکی از این‌ها: «سازمان فضای سبز»، «معاونت فنی و عمرانی»"),
        (
            "indicators: بسیار",
            "title، unit، baseline، target، direction، range، margin، rule، actuals",
        ),
    ],
)
def test_a_message_says_what_is_allowed(front: str, said: str, tmp_path: Path) -> None:
    whole = f"title: نو\npolicy: 1\nprovenance: sample\n{front}"
    (line,) = found_in(with_project(tmp_path, whole))
    assert said in line
    assert line.startswith(f"content/projects/4.md:5:{front.index(':') + 3}: ")


@pytest.mark.parametrize("mark", ["•", "• ", "1. ", "– ", "-"])
def test_a_list_that_yaml_misreads_is_told_once(tmp_path: Path, mark: str) -> None:
    front = f"title: نو\npolicy: 1\nprovenance: sample\naxes:\n  {mark}1\n  {mark}2\ndraft: x"
    assert [line.rpartition("[")[2] for line in found_in(with_project(tmp_path, front))] == [
        *("bad-yaml]", "bad-yaml]", "bad-choice]")
    ]


def test_a_decimal_comma_within_braces_is_told_with_the_number_that_was_meant(
    tmp_path: Path,
) -> None:
    front = (
        "title: نو\npolicy: 1\nprovenance: sample\nindicators:\n  - title: یک\n    unit: متر\n"
        "    actuals:\n      - {date: 1402-01-01, value: 70,25}"
    )
    assert found_in(with_project(tmp_path, front)) == [
        "content/projects/4.md:9:38: کلید «25» شناخته نیست؛ در {…} ویرگول دو کلید را جدا می‌کند،"
        " اعشار را با «٫» بنویسید: «۷۰٫۲۵» [unknown-field]"
    ]


def test_the_code_of_a_district_is_one_of_its_keys(content: Path) -> None:
    plan = content / "plan.yaml"
    text = plan.read_text("utf-8")
    assert "code: " in text.partition("districts:")[2]
    head, _, rest = text.partition("districts:")
    plan.write_text(f"{head}districts:{rest.replace('code: ', 'cod: ', 1)}", "utf-8")
    found = [line for line in found_in(content) if "[unknown-field]" in line]
    assert len(found) == 1
    assert "«code»" in found[0]


@pytest.mark.parametrize(
    ("line", "slug", "hint"),
    [
        ("axes: [1، 3]", "bad-code", "ویرگول لاتین «,»"),
        ("axes: [۱؛ ۳]", "bad-code", "ویرگول لاتین «,»"),
        ("districts: منطقهٔ ۶", "bad-code", "منظور «6» بود؟"),
        ("districts: کل شهر", "bad-code", "«کل شهر»"),
        ("districts: منطقهٔ هشت", "bad-code", "منظور «8» بود؟"),
        ("merged_into: پیاده‌راه مركزی", "bad-code", "منظور «2» بود؟"),
        ("also_serves: [2, رفت‌وآمد آرام]", "bad-code", "منظور «3» بود؟"),
        ("owner: [نهاد]", "wrong-type", "بنویسید «نهاد»"),
        ("عنوان: ۴", "unknown-field", "منظور «title» بود؟"),
        ("وضعيت: ۴", "unknown-field", "منظور «status» بود؟"),
        ("پیشرفت فیزیکی: ۴", "unknown-field", "منظور «physical_progress» بود؟"),
        ("start_date: ۱۴۰۲", "unknown-field", "منظور «start» بود؟"),
        ("status_dat: ۱۴۰۲", "unknown-field", "منظور «status_date» بود؟"),
        ("strategy: ۴", "unknown-field", "شناخته نیست؛ کلیدهای پذیرفته"),
    ],
)
def test_a_persian_comma_or_label_is_led_to_what_is_read(
    content: Path, line: str, slug: str, hint: str
) -> None:
    (content / "projects/4.md").write_text(written_project(line), "utf-8")
    (said,) = (line for line in found_in(content) if f"[{slug}]" in line)
    assert hint in said


def test_a_renamed_key_is_not_read_and_says_its_new_name() -> None:
    former = (FormerKey(Project, "manager", "مجری", "owner", "واحدی که پاسخ‌گوست"),)
    problems: list[Problem] = []
    result = read_yaml("title: نو\npolicy: 1\nprovenance: sample\nmanager: x\n", "p", 2, problems)
    assert result
    from_file = {"code": "1", "path": "p", "body": "", "body_line": 7}
    value = read_value(Project, *result, "p", problems, from_file, former)
    assert [(str(one), one.keys) for one in problems] == [
        (
            "p:5:1: کلید «manager» اکنون «owner» است (واحدی که پاسخ‌گوست)؛ نام آن را عوض کنید"
            " [former-key]",
            ("manager",),
        )
    ]
    assert value
    assert value.owner is None


def test_a_former_key_is_told_in_values_within_others(content: Path) -> None:
    plan = content / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("outcome: finished", "finished: شاید"), "utf-8")
    (told,) = found_in(content)
    assert told.startswith("content/plan.yaml:28:")
    assert "«finished» جای خود را به «outcome» داده است" in told
