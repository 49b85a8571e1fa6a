"""The files that sheets are made from and written back to."""

from dataclasses import dataclass
from pathlib import Path

from qomsite.editing.records import Opened
from qomsite.errors import Problem
from qomsite.loader.document import record_document, settings_document
from qomsite.loader.files import MAX_BYTES, entries, read_bytes, read_text
from qomsite.loader.load import LISTING_FILE, PLAN_FILE
from qomsite.loader.yaml_text import read_yaml
from qomsite.model.codes import as_code
from qomsite.model.collections import COLLECTIONS
from qomsite.text.collation import collation_key


@dataclass(frozen=True)
class Files:
    """The content folder as far as sheets show it: records by collection and code, the plan."""

    records: dict[tuple[str, str], Opened]
    plan: Opened


def read_files(content: Path, problems: list[Problem]) -> Files:
    """Reads the folder; what stops a file from being read at all goes to ``problems``."""
    records: dict[tuple[str, str], Opened] = {}
    for collection in COLLECTIONS:
        folder = content / collection.name
        if not folder.is_dir():
            continue
        found: dict[str, Opened] = {}
        for file in entries(folder, f"{content.name}/{collection.name}", problems):
            if not file.name.endswith(".md") or file.name == LISTING_FILE:
                continue
            if read_text(file, problems) is None:
                continue
            data = read_bytes(file, MAX_BYTES, "", problems) or b""
            document = record_document(data.decode(), file.shown, problems)
            result = read_yaml(document.front, file.shown, 2, problems) if document else None
            if document and result:
                path = f"{collection.name}/{file.name}"
                code = as_code(file.name.removesuffix(".md"))
                found[code] = Opened(path, data, document, result[0])
        for code in sorted(found, key=collation_key):
            records[collection.name, code] = found[code]
    plan = (content / PLAN_FILE).read_bytes() if (content / PLAN_FILE).is_file() else b""
    document = settings_document(plan.decode("utf-8", "replace"))
    result = read_yaml(document.front, f"{content.name}/{PLAN_FILE}", 1, problems)
    return Files(records, Opened(PLAN_FILE, plan, document, result[0] if result else {}))
