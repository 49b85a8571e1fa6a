"""What a project's page says of its promise, and how its time is drawn."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict, reckoned
from qomsite.model.parts import Document, RevisedEnd, Update
from qomsite.model.records import Project
from qomsite.pages.verdict import events, lifetime, moments, project_links, verdict_sentence
from qomsite.render import charts
from qomsite.text.jalali import JalaliDate, parse_date
from tests.library.plans import library_of

BASE = Project(code="1", path="p", title="باغ", policy="1", provenance="sample")
LETTER = Document.model_validate({"title": "نامه", "file": "letter.pdf"})


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A plan whose data hold up to 29 Esfand 1404, with a status of each outcome."""
    return library_of(tmp_path_factory.mktemp("plan"))


def project(text: str) -> Project:
    """A project from «key value; …»: dates as they are typed, ``revised`` parted by blanks."""
    found: dict[str, Any] = dict(part.split(" ", 1) for part in text.split("; ") if part)
    for name in ("start", "end", "completed_on", "status_date"):
        if name in found:
            found[name] = parse_date(found[name])
    if "physical_progress" in found:
        found["physical_progress"] = Decimal(found["physical_progress"])
    if "revised" in found:
        ends = found.pop("revised").split()
        found["revised_ends"] = tuple(RevisedEnd(end=parse_date(one)) for one in ends)
    return BASE.model_copy(update=found)


def said(plan: Library, one: Project) -> str:
    return "".join(part.text for part in verdict_sentence(plan, one))


NOTHING = "پیشرفت کار اعلام نشده و گزارش تاریخ‌داری از آن نیست."
UNREPORTED = "وضعیت آن گزارش نشده و گزارش تاریخ‌داری از آن نیست."
V = Verdict


@pytest.mark.parametrize(
    ("text", "verdict", "sentence"),
    [
        (
            "status running; end 1404-11-30; physical_progress 52; status_date 1404-11-02",
            V.OPEN_LATE,
            "تا ۲۹ اسفند ۱۴۰۴، ۲۹ روز از پایان اعلام‌شده گذشته است؛ ۵۲ درصد کار انجام شده و از"
            " آخرین گزارش (۲ بهمن ۱۴۰۴) ۵۷ روز گذشته است.",
        ),
        (
            "status running; end 1405; status_date 1404-06-29",
            V.NOT_DUE,
            "از ۲۹ اسفند ۱۴۰۴ تا پایان اعلام‌شده، سال ۱۴۰۵، حداکثر ۳۶۵ روز مانده است؛ پیشرفت کار"
            " اعلام نشده و از آخرین گزارش (۲۹ شهریور ۱۴۰۴) ۶ ماه گذشته است؛ گزارش قدیمی است (بیش"
            " از ۹۰ روز).",
        ),
        (
            "status running; end 1404-06-31; revised 1404-12-19; status_date 1404-10-29",
            V.OPEN_LATE,
            "تا ۲۹ اسفند ۱۴۰۴، ۱۰ روز از پایان بازنگری‌شده و ۱۷۹ روز از نخستین پایان اعلام‌شده"
            " گذشته است؛ پیشرفت کار اعلام نشده و از آخرین گزارش (۲۹ دی ۱۴۰۴) ۲ ماه گذشته است.",
        ),
        (
            "status running; end 1404-12-28; revised 1404-12-29; status_date 1404-11-01",
            V.OPEN_LATE,
            "تا ۲۹ اسفند ۱۴۰۴، ۱ روز از نخستین پایان اعلام‌شده گذشته است و پایان بازنگری‌شده،"
            " ۲۹ اسفند ۱۴۰۴، هنوز نگذشته است؛ پیشرفت کار اعلام نشده و از آخرین گزارش"
            " (۱ بهمن ۱۴۰۴) ۵۸ روز گذشته است.",
        ),
        (
            "status running; end 1405; revised 1404-12-28; physical_progress 0;"
            " status_date 1404-12-29",
            V.OPEN_LATE,
            "تا ۲۹ اسفند ۱۴۰۴، ۱ روز از پایان بازنگری‌شده گذشته است و نخستین پایان اعلام‌شده،"
            " سال ۱۴۰۵، هنوز نگذشته است؛ ۰ درصد کار انجام شده و آخرین گزارش از همان روز است.",
        ),
        (
            "status running; end 1404-11",
            V.OPEN_LATE,
            f"تا ۲۹ اسفند ۱۴۰۴، دست‌کم ۲۹ روز از پایان اعلام‌شده گذشته است؛ {NOTHING}",
        ),
        (
            "end 1404-12-28",
            V.UNREPORTED_LATE,
            f"تا ۲۹ اسفند ۱۴۰۴، ۱ روز از پایان اعلام‌شده گذشته است؛ {UNREPORTED}",
        ),
        (
            "status running; end 1405-01-31",
            V.NOT_DUE,
            f"از ۲۹ اسفند ۱۴۰۴ تا پایان اعلام‌شده، ۳۱ فروردین ۱۴۰۵، ۳۱ روز مانده است؛ {NOTHING}",
        ),
        (
            "end 1405-01; revised 1405; physical_progress 4.5",
            V.NOT_DUE,
            "از ۲۹ اسفند ۱۴۰۴ تا پایان بازنگری‌شده، سال ۱۴۰۵، حداکثر ۳۶۵ روز مانده است؛"
            " وضعیت آن گزارش نشده، ۴٫۵ درصد کار انجام شده و گزارش تاریخ‌داری از آن نیست.",
        ),
        (
            "status running; end 1404",
            V.NOT_DUE,
            f"پایان اعلام‌شده، سال ۱۴۰۴، در ۲۹ اسفند ۱۴۰۴ به سر می‌رسد؛ {NOTHING}",
        ),
        ("status running", V.NO_END, f"پایانی برای این طرح اعلام نشده است؛ {NOTHING}"),
        (
            "status done; end 1403-06-31; completed_on 1403-06-31",
            V.IN_TIME,
            "کار در ۳۱ شهریور ۱۴۰۳ پایان یافته است، به‌موقع: پایان اعلام‌شده ۳۱ شهریور ۱۴۰۳ بود.",
        ),
        (
            "status done; end 1403-06-31; revised 1403-05-31; completed_on 1403-06-10",
            V.IN_TIME,
            "کار در ۱۰ شهریور ۱۴۰۳ پایان یافته است، به‌موقع: نخستین پایان اعلام‌شده"
            " ۳۱ شهریور ۱۴۰۳ بود، هرچند ۱۰ روز پس از پایان بازنگری‌شده.",
        ),
        (
            "status done; end 1403-06; status_date 1403-06-02",
            V.IN_TIME,
            "پایان کار در ۲ شهریور ۱۴۰۳ گزارش شده و به‌موقع بوده است؛ پایان اعلام‌شده"
            " شهریور ۱۴۰۳ بود.",
        ),
        (
            "status done; end 1402-12-29; completed_on 1403-01-03",
            V.ENDED_LATE,
            "کار در ۳ فروردین ۱۴۰۳ پایان یافته است، ۳ روز پس از پایان اعلام‌شده (۲۹ اسفند ۱۴۰۲).",
        ),
        (
            "status done; end 1402-12-29; revised 1403; completed_on 1403-01",
            V.ENDED_LATE,
            "کار در فروردین ۱۴۰۳ پایان یافته است، دست‌کم ۱ روز پس از نخستین پایان اعلام‌شده"
            " (۲۹ اسفند ۱۴۰۲) و در مهلت بازنگری‌شده (سال ۱۴۰۳).",
        ),
        (
            "status done; end 1402-12-29; revised 1403-01-01; completed_on 1403-01-03",
            V.ENDED_LATE,
            "کار در ۳ فروردین ۱۴۰۳ پایان یافته است، ۳ روز پس از نخستین پایان اعلام‌شده"
            " (۲۹ اسفند ۱۴۰۲) و ۲ روز پس از پایان بازنگری‌شده.",
        ),
        (
            "status done; end 1402-12-29; revised 1403-06-31; completed_on 1403",
            V.ENDED_LATE,
            "کار در سال ۱۴۰۳ پایان یافته است، دست‌کم ۱ روز پس از نخستین پایان اعلام‌شده"
            " (۲۹ اسفند ۱۴۰۲).",
        ),
        (
            "status done; end 1403-06-31; status_date 1403-07-01",
            V.ENDED,
            "پایان کار در ۱ مهر ۱۴۰۳ گزارش شده است؛ روز دقیق پایان اعلام نشده است و نمی‌توان گفت"
            " به‌موقع بوده است یا نه.",
        ),
        ("status done", V.ENDED, "کار پایان یافته است؛ روز دقیق پایان اعلام نشده است."),
        (
            "status done; completed_on 1403-02",
            V.ENDED,
            "کار در اردیبهشت ۱۴۰۳ پایان یافته است؛ پایانی برای آن اعلام نشده بود.",
        ),
        (
            "status done; end 1403-06; completed_on 1403",
            V.ENDED,
            "کار در سال ۱۴۰۳ پایان یافته است؛ پایان اعلام‌شده شهریور ۱۴۰۳ بود و نمی‌توان گفت کار"
            " به‌موقع بوده است یا نه.",
        ),
        (
            "status stopped; end 1404-12-28; status_date 1404-03-20; status_reason زمین نیست.",
            V.STOPPED,
            "توقف کار در ۲۰ خرداد ۱۴۰۴ گزارش شده است. دلیل: زمین نیست."
            " تا ۲۹ اسفند ۱۴۰۴، ۱ روز از پایان اعلام‌شده گذشته است.",
        ),
        (
            "status stopped",
            V.STOPPED,
            "کار متوقف است و تاریخ آن اعلام نشده است. دلیل آن اعلام نشده است.",
        ),
        (
            "status cancelled; end 1403; status_date 1404-03-20; status_reason نیازی نبود",
            V.DROPPED,
            "کنار گذاشتن طرح در ۲۰ خرداد ۱۴۰۴ گزارش شده است. دلیل: نیازی نبود.",
        ),
        (
            "status merged",
            V.MERGED,
            "این طرح در طرح دیگری ادغام شده است؛ کدام طرح، اعلام نشده است.",
        ),
        ("status merged; merged_into 2", V.MERGED, "این طرح در طرح ۲: دو ادغام شده است."),
    ],
)
def test_each_verdict_has_its_sentence(
    plan: Library, text: str, verdict: Verdict, sentence: str
) -> None:
    other = BASE.model_copy(update={"code": "2", "title": "دو"})
    one = project(text)
    library = replace(plan, projects={"1": one, "2": other})
    assert reckoned(library, one).verdict is verdict
    assert said(library, one) == sentence
    paths = [part.path for part in verdict_sentence(library, one) if part.path]
    assert paths == (["projects/2.html"] if one.merged_into else [])


def test_a_row_says_how_late_a_project_is_or_why_it_is_stopped(plan: Library) -> None:
    texts = {
        "status running; end 1404-12-28": ("۱ روز دیرکرد", ""),
        "end 1404-11": ("دست‌کم ۲۹ روز دیرکرد", ""),
        "status running; end 1404-12-28; revised 1405": ("۱ روز پس از نخستین پایان", ""),
        "status running; end 1405": ("", ""),
        "status done; end 1402; completed_on 1402": ("", ""),
        "status done; end 1402; completed_on 1403-02": (*("دست‌کم ۳۲ روز دیرکرد", ""),),
        "status done; end 1402-12-28; revised 1403; completed_on 1403-01-01": (
            *("۲ روز پس از نخستین پایان", ""),
        ),
        "status done; end 1402-12-28; revised 1403; completed_on 1403-01": (
            *("دست‌کم ۲ روز پس از نخستین پایان", ""),
        ),
        "status done; end 1403; revised 1402; completed_on 1403-05-01": ("", ""),
        "status done; end 1402; status_date 1403-05-01": ("", ""),
        "status stopped; end 1404-12; status_date 1404-03-20; status_reason زمین نیست.": (
            *("", "۲۰ خرداد ۱۴۰۴: زمین نیست."),
        ),
        "status stopped; end 1404-11-30; status_date 1404-03-20": (
            *("۲۹ روز دیرکرد", "۲۰ خرداد ۱۴۰۴: دلیل اعلام نشده است."),
        ),
        "status stopped": ("", "دلیل اعلام نشده است."),
        "status cancelled; end 1402; status_date 1404-03-20; status_reason نیازی نبود.": (
            *("", "۲۰ خرداد ۱۴۰۴: نیازی نبود."),
        ),
    }
    for text, marks in texts.items():
        library = replace(plan, projects={"1": project(text)})
        (row,) = project_links(library, library.projects.values())
        assert (row.late, row.reason) == marks, text


def drawn(
    plan: Library, text: str
) -> tuple[dict[str, list[tuple[float, float]]], dict[str, list[float]]]:
    """The stretches of a bar, each from its right to its left edge, and its marks, by kind."""
    life = lifetime(plan, project(text))
    assert life is not None
    bar = charts.lifetime(life)
    stretches: dict[str, list[tuple[float, float]]] = {}
    marks: dict[str, list[float]] = {}
    for kind, one in bar.stretches:
        assert one.width > 0
        stretches.setdefault(kind, []).append((round(one.x + one.width, 2), one.x))
    for kind, x in bar.marks:
        marks.setdefault(kind, []).append(x)
    assert 0 <= bar.label <= 100
    return stretches, marks


class TestBar:
    """From the right to the left over whole years; each promise stands on it."""

    def test_it_is_drawn_only_where_start_and_an_end_are_known(self, plan: Library) -> None:
        assert lifetime(plan, project("start 1403; status running")) is None
        assert lifetime(plan, project("end 1403; revised 1404")) is None
        assert lifetime(plan, project("start 1403; revised 1404")) is not None

    def test_an_open_project_that_is_late(self, plan: Library) -> None:
        stretches, marks = drawn(plan, "status running; start 1401; end 1402-12-29")
        assert stretches == {"planned": [(100, 50)], "over": [(50, marks["now"][0])]}
        assert marks == {"promise": [50], "now": [0]}

    def test_every_promise_stands_on_the_bar_and_none_makes_it_shorter(self, plan: Library) -> None:
        first = "status running; start 1401; end 1403"
        alone, _ = drawn(plan, first)
        for revised in ("1404", "1404 1405 1406", "1402", "1402 1405", "1405 1404-06-31", "1403"):
            stretches, marks = drawn(plan, f"{first}; revised {revised}")
            ends = [1403, *(int(end[:4]) for end in revised.split())]
            assert len(marks["promise"]) == len(ends)
            begin, *_ = stretches["planned"][0]
            assert begin == 100
            every = [*stretches["planned"], *stretches.get("added", [])]
            assert every[-1][1] == min(marks["promise"]), "the latest end is where the bar ends"
            assert stretches["planned"][0][1] == marks["promise"][0]
            assert all(before[1] == after[0] for before, after in pairwise(every))
            if max(ends) <= 1404:
                assert stretches["planned"] == alone["planned"]
            assert len(stretches.get("added", [])) == len(
                [end for at, end in enumerate(ends) if at and end > max(ends[:at])]
            )

    def test_work_that_ended_late(self, plan: Library) -> None:
        text = "status done; start 1401; end 1402; completed_on 1403-12-30"
        stretches, marks = drawn(plan, text)
        assert stretches["over"] == [(marks["promise"][0], marks["ended"][0])]
        assert marks["promise"][0] > marks["ended"][0] > marks["now"][0]
        assert "over" not in drawn(plan, "status done; start 1401; end 1402; completed_on 1402")[0]
        assert "over" not in drawn(plan, "status done; start 1401; end 1402")[0]


def test_the_moments_tell_in_words_all_that_is_drawn(plan: Library) -> None:
    ends = (
        RevisedEnd(
            end=parse_date("1405-06-31"),
            decided=JalaliDate(1404, 2, 10),
            reason="زمین نبود.",
            evidence="نامه",
        ),
        RevisedEnd(end=parse_date("1404"), evidence="https://city.example/5"),
        RevisedEnd(end=parse_date("1406")),
    )
    one = project("status running; start 1401-03; end 1403").model_copy(
        update={"revised_ends": ends, "documents": (LETTER,)}
    )
    found = [
        (m.title, m.date and m.date.words, m.kind, m.note, m.evidence and m.evidence.path)
        for m in moments(plan, one)
    ]
    later, none = "پایان بازنگری‌شده", "مدرکی اعلام نشده است."
    assert found == [
        ("شروع", "خرداد ۱۴۰۱", "", "", None),
        ("پایان اعلام‌شده", "۱۴۰۳", "planned", "", None),
        (later, "۱۴۰۴", "added", "", "https://city.example/5"),
        ("تاریخ به‌روزرسانی داده‌ها", "۲۹ اسفند ۱۴۰۴", "now", "", None),
        (
            later,
            "۳۱ شهریور ۱۴۰۵",
            "added",
            "تصمیم ۱۰ اردیبهشت ۱۴۰۴. دلیل: زمین نبود.",
            "media/letter.pdf",
        ),
        (later, "۱۴۰۶", "added", none, None),
    ]


def test_the_end_of_the_work_says_what_shows_it(plan: Library) -> None:
    def end(text: str) -> tuple[str, str, str, str]:
        one = project(text).model_copy(update={"documents": (LETTER,)})
        moment = moments(plan, one)[-1]
        proof = moment.evidence.title if moment.evidence else ""
        return moment.title, moment.date.words if moment.date else "", moment.note, proof

    none = "مدرکی اعلام نشده است."
    assert end("status done; completed_on 1403; completion_evidence نامه") == (
        *("پایان کار", "۱۴۰۳", "", "نامه"),
    )
    assert end("status done; completed_on 1403") == ("پایان کار", "۱۴۰۳", none, "")
    assert end("status done; status_date 1403-01-01") == (
        *("گزارش پایان کار", "۱ فروردین ۱۴۰۳", none, ""),
    )
    assert end("status done") == ("گزارش پایان کار", "", none, "")
    assert moments(plan, BASE) == ()


def test_events_follow_in_time_with_what_shows_them() -> None:
    updates = (
        Update(date=JalaliDate(1403, 2, 1), text="دوم", evidence="https://city.example/5"),
        Update(date=JalaliDate(1403, 1, 1), text="نخست", evidence="نامه"),
    )
    found = [(m.title, m.evidence and m.evidence.path) for m in events(updates, (LETTER,))]
    assert found == [("نخست", "media/letter.pdf"), ("دوم", "https://city.example/5")]
