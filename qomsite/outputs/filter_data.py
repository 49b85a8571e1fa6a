"""The script that filters the list of projects: all rows with the facets and their choices.

It is a script because a page read from a disk may load nothing else; it hands over its data to
``filterData``, and the pages of the list load it when a reader wants to choose.
"""

from collections.abc import Iterator

from qomsite.outputs.site import Site
from qomsite.pages.filter import Facet, filter_data, marks
from qomsite.pages.frame import RecordLink
from qomsite.pages.status_mark import StatusMark
from qomsite.render.artifact import Artifact
from qomsite.render.raw_text import json_text
from qomsite.text.direction import isolated


def files(site: Site) -> Iterator[Artifact]:
    """The script, where there is anything to choose from."""
    library = site.library
    whole = filter_data(library)
    known = marks(library)
    words = [list(order.words) for order in whole.orders]
    places: dict[str, int] = {}
    for place, said in enumerate(words[0]):
        places.setdefault(said, place)
    ranks = (" ".join(map(str, order.ranks)) for order in whole.orders)
    data = {
        "facets": [_facet(facet) for facet in whole.facets],
        "goals": [
            [goal.number, isolated(goal.title), goal.path, int(goal.sample)] for goal in whole.goals
        ],
        "rows": [_row(row, known, words[0], places) for row in whole.rows],
        "orders": [*zip(ranks, words, strict=True)],
    }
    if whole.facets:
        yield Artifact(whole.path, f"filterData({json_text(data)});\n".encode(), library.plan_path)


def _facet(facet: Facet) -> list[object]:
    choices = [[choice.value, choice.title, choice.phrase] for choice in facet.choices]
    return [facet.phrase, choices, facet.rows]


def _row(
    row: RecordLink, known: tuple[StatusMark, ...], words: list[str], places: dict[str, int]
) -> list[object]:
    """A row; its goal and status are places, from 0, among the goals and the page's statuses.

    How late it is is a place too, among ``words``, which it joins with its place in ``places``;
    where a row is not late it is 0, or left out together with a reason that is none.
    """
    status = next(place for place, mark in enumerate(known) if mark == row.status)
    shown = [row.number, isolated(row.title), row.path, int(row.sample)]
    if row.late and row.late not in places:
        places[row.late] = len(words)
        words.append(row.late)
    late = places.get(row.late, 0)
    marks = (late, row.reason) if row.reason else (late,) if late else ()
    return [*shown, row.goal - 1, status, *marks]
