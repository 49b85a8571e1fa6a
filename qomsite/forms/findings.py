"""Which question of a form each problem belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qomsite.errors import BODY as BODY_KEYS
from qomsite.errors import Keys, Problem, around
from qomsite.forms.questions import Messages

BODY = "body"
"""The name of the control that holds the body."""


@dataclass(frozen=True)
class Findings:
    """Problems and advice by the name of the control; ``others`` belong to none of them."""

    messages: Messages = field(default_factory=dict)
    others: tuple[Problem, ...] = ()


NOTHING = Findings()


def findings(shown: str, names: Mapping[Keys, str], problems: Iterable[Problem]) -> Findings:
    """The problems of a document, shown to people as ``shown``, at the controls of its form.

    ``names`` leads from the keys of a value to its control.
    """
    controls = {**names, BODY_KEYS: BODY}
    messages: dict[str, tuple[str, ...]] = {}
    others: list[Problem] = []
    for problem in problems:
        name = controls.get(around(problem.keys, controls))
        if name is None or problem.place.path != shown:
            others.append(problem)
        else:
            # The form has a question with a title for what the label of a message names.
            message = problem.words if problem.keys in controls else problem.message
            messages[name] = (*messages.get(name, ()), message)
    return Findings(messages, tuple(others))
