"""The pages of questions: each with its answer as a table and the SQL that gives it."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.targets import LIST_VIEWS
from qomsite.pages.frame import Frame, Link, Page, home_link, view_frame
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.permalink import DATABASE, permalink
from qomsite.pages.questions import QUESTIONS, Answer, Question
from qomsite.text.digits import number

VIEW = KIND = "ask"
"""The list of questions, and the kind of the page of each."""


@dataclass(frozen=True)
class AnswerView:
    """A question with its answer.

    ``sql`` gives the answer from ``database``, as does the view ``named`` there; it is empty on the
    further pages of a long answer, and where no data are made.
    """

    frame: Frame
    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    groups: tuple[ListGroup, ...]
    sql: str
    named: str
    database: Link


@dataclass(frozen=True)
class AskView:
    """The questions, each with the number of rows of its answer."""

    frame: Frame
    questions: tuple[tuple[Link, str], ...]


def ask_link() -> Link:
    """The way to the list of questions."""
    return Link(LIST_VIEWS[VIEW], permalink("view", VIEW))


def pages(library: Library, *, has_data: bool = True) -> Iterator[Page]:
    """The list of questions, and the pages of each; no SQL where there is no data to ask."""
    says = "پرسش‌هایی که دربارهٔ برنامه می‌شود، هر یک با پاسخ، دادهٔ آن و پرس‌وجوی SQL"
    ways = []
    database = Link(DATABASE.rpartition("/")[2], DATABASE)
    for question in QUESTIONS:
        rows = tuple(question.answer(library))
        ways.append((question_link(question), number(len(rows))))
        groups = [group("پاسخ", "answer", rows)]
        for page in list_pages(_frame(library, question, rows), KIND, question.slug, groups):
            view = AnswerView(
                frame=page.frame,
                heads=(question.about, *(column.title for column in question.columns)),
                numeric=tuple(c.type in ("integer", "money") for c in question.columns),
                groups=page.groups,
                sql=question.sql if has_data and not page.frame.is_further else "",
                named=question.view,
                database=database,
            )
            yield Page("answer", view)
    frame = view_frame(library, ask_link(), says, VIEW)
    yield Page("ask", AskView(frame, tuple(ways)))


def question_link(question: Question) -> Link:
    """The way to the answer to a question."""
    return Link(question.title, permalink(KIND, question.slug))


def _frame(library: Library, question: Question, rows: tuple[Answer, ...]) -> Frame:
    return Frame(
        path=question_link(question).path,
        title=question.title,
        description=question.rule,
        origin=library.plan_path,
        # A question is too long for a step on a phone.
        breadcrumb=(home_link(), ask_link(), Link("پاسخ", "")),
        section=VIEW,
        lead=question.rule,
        samples=any(row.sample for row in rows),
    )
