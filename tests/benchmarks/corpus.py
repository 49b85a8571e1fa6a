"""Contents of any size for measuring: for the same number of records, the same bytes.

Goals, strategies, policies and projects are as many to one another as in the plan, and all axes are
there. All of it is made up, and marked as sample.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from qomsite.text.digits import persian_digits

ROOT = Path(__file__).resolve().parent.parent.parent
SHARES = {"goals": 8, "strategies": 29, "policies": 81}
"""How many records of a collection there are among 388; the rest are projects."""
_ABOVE = {"strategies": "goals", "policies": "strategies", "projects": "policies"}
AXES = 19

_WHO, _WHEN, _WHAT, _WHERE, _DOES = (
    line.split("|")
    for line in (
        "کارگروه فنی|پیمانکار طرح|واحد متولی|دفتر محله|مشاور طرح|ناظر کارگاه|انجمن محلی",
        "هر ماه|پیش از آغاز کار|در پایان فصل|پس از بازدید|به‌نوبت|هر هفته|پیش از بهار|در ساعت خلوت",
        "نقشهٔ گذرها|برنامهٔ زمانی|روشنایی پیاده‌رو|درختان خیابان|نیمکت‌ها|لوله‌های آب|تابلوهای راهنما"
        "|زمین بازی کودکان|جوی‌های آب|مسیر دوچرخه|شیر آتش‌نشانی|سایبان‌ها|چاه‌های آب|کتابخانهٔ محله",
        "کوی نمونه|بوستان نمونه|میدان نمونه|خیابان نمونه|ورودی شهر|بافت کهن|کمربند سبز|پایانهٔ شهر",
        "بررسی می‌کند|سامان می‌دهد|اندازه می‌گیرد|بازسازی می‌کند|نگه می‌دارد|ثبت می‌کند|پاک می‌کند",
    )
)
_OPEN, _DONE, _MERGED = "در دست اجرا", "خاتمه‌یافته", "ادغام‌شده"
_STATUSES = (*[_OPEN] * 8, *["آغازنشده"] * 4, *[_DONE] * 5, "متوقف", "متوقف", "لغوشده", _MERGED)

_SITE = """\
title: برنامهٔ نمونه
organisation: شهرداری نمونه
description: سایتی با رکوردهای ساختگی، برای سنجیدن زمان ساخت.
base_url: https://plan.example/
as_of: 1405-09-01
report: {from: 1404-01-01, to: 1404-12-29}
main_menu:
  - {title: هدف‌ها, to: "view:goals"}
  - {title: طرح‌ها, to: "view:projects"}
  - {title: جست‌وجو, to: "view:search"}
"""


class Text(NamedTuple):
    """A record: what every generator gets of it, and the ``facts`` beside, which ours alone has."""

    path: str
    title: str
    summary: str
    body: str
    facts: dict[str, Any]


def counts(records: int) -> dict[str, int]:
    """How many records each collection has among so many."""
    above = {name: max(1, records * share // 388) for name, share in SHARES.items()}
    return {**above, "projects": records - sum(above.values()), "axes": AXES, "measures": 0}


def corpus(records: int) -> Iterator[Text]:
    """The axes, and so many other records."""
    plan = (ROOT / "content" / "plan.yaml").read_text("utf-8")
    owners = re.findall(r"(?m)^  - \{key: [\w-]+, title: (.+)\}$", plan)
    lexicon = (ROOT / "qomsite" / "text" / "lexicon.txt").read_text("utf-8")
    words = [word for word in lexicon.split() if word.isalpha()]
    many = counts(records)
    for collection in ("axes", *SHARES, "projects"):
        for number in range(1, many[collection] + 1):
            random = Random(f"{collection} {number}")
            title = f"{random.choice(_WHAT)} در {random.choice(_WHERE)}، بخش {digits(number)}"
            facts = _facts(random, collection, number, many, owners)
            path = f"{collection}/{number}.md"
            yield Text(path, title, _sentence(random), _body(random, words), facts)


def ours(text: Text) -> str:
    """A record as a content file of ours."""
    front = {"title": text.title, "summary": text.summary, **text.facts, "provenance": "sample"}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{''.join(lines)}---\n{text.body}"


def write(folder: Path, records: int) -> None:
    """Writes the records and the settings of their site into the folder of a content of ours."""
    for text in corpus(records):
        (folder / text.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / text.path).write_text(ours(text), "utf-8")
    plan = (ROOT / "content" / "plan.yaml").read_text("utf-8")
    for collection, count in counts(records).items():
        plan = re.sub(rf"(?m)^(  {collection}: {{count:) \w+", rf"\1 {count}", plan)
    (folder / "plan.yaml").write_text(plan, "utf-8")
    (folder / "site.yaml").write_text(_SITE, "utf-8")


def _facts(
    random: Random, collection: str, number: int, many: dict[str, int], owners: list[str]
) -> dict[str, Any]:
    """The keys of a record, those of a project about as often as in the plan."""
    # They are spread evenly, those of one beside each other.
    above = many[_ABOVE.get(collection, collection)]
    parent = str(1 + (number - 1) * above // many[collection])
    axes = sorted({str(1 + random.randrange(AXES)) for _ in range(2)}, key=int)
    owner, partner = (owners[(random.randrange(7) + at) % len(owners)] for at in (0, 7))
    if collection != "projects":
        of_others: dict[str, dict[str, Any]] = {
            "axes": {},
            "goals": {"axes": axes, "indicators": [_indicator(random)]},
            "strategies": {"goal": parent},
            "policies": {"strategy": parent, "axes": axes, "owner": owner},
        }
        return of_others[collection]
    facts: dict[str, Any] = {"policy": parent, "axes": axes, "owner": owner}
    facts["budget"] = f"{digits(3 + random.randrange(200))} میلیارد تومان"
    facts["start"] = f"{1400 + random.randrange(3)}-{_month(random)}-01"
    facts["end"] = f"{1403 + random.randrange(3)}-{_month(random)}-29"
    days = (f"{year}-{_month(random)}-10" for year in (1402, 1403, 1404))
    some = (
        (0.7, "partners", [partner]),
        (0.5, "districts", sorted({str(1 + random.randrange(8)) for _ in range(3)})),
        (0.3, "indicators", [_indicator(random)]),
        (0.25, "funding", [f"صندوق {digits(number % 9)}"]),
        (0.25, "updates", [{"date": day, "text": _sentence(random)} for day in days]),
    )
    facts |= {key: value for share, key, value in some if random.random() < share}
    if random.random() < 0.25:
        return facts
    status = random.choice(_STATUSES)
    facts |= {"status": status, "status_date": f"1405-0{1 + random.randrange(8)}-20"}
    facts |= {"status_reason": _sentence(random)}
    if status == _DONE:
        facts |= {"completed_on": f"1404-{_month(random)}-15", "physical_progress": 100}
    elif status == _OPEN:
        facts["physical_progress"] = random.randrange(100)
    if status == _MERGED:
        # Nobody but the first is merged into one with a higher number, so no circle can be.
        facts["merged_into"] = str(number - 1) if number > 1 else "3"
    elif random.random() < 0.4:
        late = {"end": f"1406-{_month(random)}-20", "decided": f"1404-{_month(random)}-05"}
        facts["revised_ends"] = [{**late, "reason": _sentence(random)}]
    return facts


def _indicator(random: Random) -> dict[str, Any]:
    days = ("1402-12-29", "1403-12-29", "1404-12-29")
    values = [{"date": day, "value": random.randrange(90)} for day in days]
    named = {"title": f"شمار {random.choice(_WHAT)}", "unit": "مورد", "direction": "more"}
    return {**named, "baseline": 10, "target": 90, "actuals": values}


def _body(random: Random, words: list[str]) -> str:
    """150 to 400 words with a heading, a list and a table; some words are rare in the corpus."""
    # Few words are taken often; they do not all begin with the letter that the list begins with.
    places = [int(len(words) * random.random() ** 3) for _ in range(8)]
    rare = [words[place * 7919 % len(words)] for place in places]
    rows = [f"| {one} | {random.choice(_WHERE)} | {digits(len(one))} |" for one in rare[:4]]
    items = [f"- {one}: {_sentence(random)}" for one in rare[4:]]
    parts = [f"{_paragraph(random)}\n\n## {random.choice(_WHAT)}", "\n".join(items)]
    parts += ["\n".join(["| نام | جا | شمار |", "|---|---|---|", *rows]), _paragraph(random)]
    wanted = random.randrange(150, 360)
    while sum(len(part.split()) for part in parts) < wanted:
        parts.append(_paragraph(random))
    return "\n\n".join(parts) + "\n"


def _paragraph(random: Random) -> str:
    return " ".join(_sentence(random) for _ in range(3))


def _sentence(random: Random) -> str:
    what = f"{random.choice(_WHAT)} در {random.choice(_WHERE)}"
    return f"{random.choice(_WHO)} {random.choice(_WHEN)} {what} را {random.choice(_DOES)}."


def _month(random: Random) -> str:
    return f"{1 + random.randrange(12):02}"


def digits(number: int) -> str:
    """A number in Persian digits."""
    return persian_digits(str(number))
