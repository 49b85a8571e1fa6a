"""A tree of texts into a value of the model, with every fault reported at its place."""

import re
from typing import Any, TypeVar

from qomsite.errors import Keys, Problem
from qomsite.loader.yaml_text import Marks, Tree
from qomsite.model.fields import Fault, nested_model, row, rows, validate
from qomsite.model.former_keys import FORMER_KEYS, FormerKeys, former_key
from qomsite.model.kinds import Value
from qomsite.model.records import FROM_FILE
from qomsite.text.characters import ZWNJ, quoted, without_hidden
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.nearest import nearest, was_meant

M = TypeVar("M", bound=Value)

STAND_IN = "x"
"""Stands for a required value that could not be read, so that the rest is still checked."""

_MARGIN = 0.1
"""By how much the key that was meant is more like what is written than any other."""

_UNSPACED = re.compile(r"(\w+)[:：](\S.*)")


def read_value(
    model: type[M],
    tree: dict[str, Tree],
    marks: Marks,
    path: str,
    problems: list[Problem],
    from_file: dict[str, Any] | None = None,
    former: FormerKeys = FORMER_KEYS,
) -> M | None:
    """``tree`` as a value of ``model``.

    All faults go to ``problems``. A value with faults is still returned, without its faulty keys
    (a required one replaced by ``""``), so that the checks of the whole plan see the rest of it.
    ``None`` where not even that can be made (``site.yaml`` and ``plan.yaml`` with a hole).
    """
    given: dict[str, Any] = dict(tree)
    for key in FROM_FILE & given.keys() if from_file else ():
        problems.append(_unknown_field(model, (key,), given, marks, path, former))
        del given[key]
    given |= from_file or {}
    value = validate(model, given)
    if not isinstance(value, tuple):
        return value
    # One slip is one problem: «titel» is not a missing «title» as well.
    slips = {
        (*fault.location[:-1], _meant(model, fault.location))
        for fault in value
        if fault.kind == "unknown"
    }
    told = (one for one in value if one.kind != "missing" or one.location not in slips)
    problems.extend(_problem(model, fault, given, marks, path, former) for fault in told)
    return _rest(model, given, value) if from_file else None


def _rest(model: type[M], given: dict[str, Any], faults: tuple[Fault, ...]) -> M | None:
    faulty = {fault.location[0] for fault in faults if fault.location}
    kept = {key: value for key, value in given.items() if key not in faulty}
    missing = [
        name for name, info in model.model_fields.items() if info.is_required() and name not in kept
    ]
    stand_ins = {name: "sample" if name == "provenance" else STAND_IN for name in missing}
    value = validate(model, kept | stand_ins)
    if isinstance(value, tuple):
        return None
    holes = {name: "" for name in missing if name != "provenance"}
    return value.model_copy(update=holes)


def _problem(
    model: type[Value], fault: Fault, given: Any, marks: Marks, path: str, former: FormerKeys
) -> Problem:
    location = fault.location
    if fault.kind == "unknown":
        return _unknown_field(model, location, given, marks, path, former)
    if fault.kind == "missing":
        key = str(location[-1])
        wanting = row(_owner(model, location), key)
        label = f"کلید «{key}» ({wanting.title}) "
        message = f"نیامده و لازم است: {wanting.help}"
        return marks.problem(path, location, "missing-field", message, label=label)
    label = _label(location)
    if fault.kind == "unread":
        return marks.problem(path, location, fault.slug, fault.message, label=label)
    wanted = "فهرستی از مقدارها می‌آید" if fault.kind == "list" else _keys_wanted(model, location)
    message = f"نوع مقدار درست نیست؛ اینجا {wanted}"
    return marks.problem(path, location, "wrong-type", message, label=label)


def _unknown_field(
    model: type[Value], location: Keys, given: Any, marks: Marks, path: str, former: FormerKeys
) -> Problem:
    key = str(location[-1])
    owner = _owner(model, location)
    if known := former_key(owner, key, former):
        return marks.problem(path, location, "former-key", known.message, key=True)
    accepted = f"؛ کلیدهای پذیرفته: {'، '.join(row.name for row in rows(owner))}"
    hint = was_meant(_meant(model, location)) or accepted
    if typed := _UNSPACED.fullmatch(key):
        right = quoted(f"{typed[1]}: {without_hidden(typed[2]).strip(ZWNJ)}")
        hint = f"؛ پس از دونقطهٔ ساده (:) فاصله می‌آید، بنویسید {right}"
    if ascii_digits(key).isdecimal() and len(location) > 1:
        for step in location[:-1]:
            given = given[step]
        keys = list(given)
        number = persian_digits(f"{given[keys[keys.index(key) - 1]]}٫{key}")
        hint = f"؛ در {{…}} ویرگول دو کلید را جدا می‌کند، اعشار را با «٫» بنویسید: {quoted(number)}"
    message = f"کلید {quoted(key)} شناخته نیست{hint}"
    return marks.problem(path, location, "unknown-field", message, key=True)


def _meant(model: type[Value], location: Keys) -> str | None:
    own = rows(_owner(model, location))
    # People who know a field from a form or a sheet write its label for its key.
    keys = {row.title: row.name for row in own} | {row.name: row.name for row in own}
    key = str(location[-1])
    # In «start_date» a key has a word too many, but «status_dat» is no «status».
    first = key.partition("_")[0]
    if first in keys and not any(name.startswith(f"{first}_") for name in keys):
        return keys[first]
    found = nearest(key, keys, _MARGIN)
    return keys[found] if found else None


def _keys_wanted(model: type[Value], location: Keys) -> str:
    """Which keys stand at a place that holds keys."""
    name = str(next((part for part in reversed(location) if isinstance(part, str)), ""))
    found = {row.name: row for row in rows(_owner(model, location))}.get(name)
    if found and found.by_key:
        return f"کلیدهایی به نام دلخواه می‌آید، هر یک با این‌ها: {_names(found.nested)}"
    nested = found.nested if found else _owner(model, location)
    return f"این کلیدها می‌آید، هر یک با مقدار خود: {_names(nested)}"


def _names(model: type[Value] | None) -> str:
    return "، ".join(row.name for row in rows(model)) if model else ""


def _label(location: Keys) -> str:
    keys = [part for part in location if isinstance(part, str)]
    return f"{quoted('.'.join(keys))}: " if keys else ""


def _owner(model: type[Value], location: Keys) -> type[Value]:
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = nested_model(model.model_fields[part].annotation) or model
    return model
