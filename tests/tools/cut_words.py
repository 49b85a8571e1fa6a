"""Cuts the list of Persian words that typography knows: `python3 tests/tools/cut_words.py FILE`.

FILE is `words.dat` of the package hazm (MIT, see lexicon.LICENSE.txt beside the list): a word, how
often it was seen, and its parts of speech in each line. Kept are words that have a part of speech:
what an ending may be parted from, and what only looks as if it had one.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from qomsite.text.characters import ZWNJ  # noqa: E402
from qomsite.text.vocabulary import LEXICON_FILE, bare  # noqa: E402

WHOLE = (
    "منهای بینهایت بتنهایی بتنها ایها بینها چنیها جبلها فیها الیها عنها لدیها مافیها حتیها"
    " تاریها کیها زودیها"
)
"""Without a part of speech there, or not there, though no words with an ending."""
UNKNOWN = "0"
MOST_BYTES = 300_000


def cut(source: str) -> str:
    """The lines of the list from those of ``words.dat``."""
    rows = [line.split("\t") for line in source.splitlines()]
    known = {bare(word) for word, _, speech in rows if speech != UNKNOWN and ZWNJ not in word}
    kept = {word for word in known if len(word) > 1} | set(WHOLE.split())
    return "\n".join(sorted(kept)) + "\n"


if __name__ == "__main__":
    text = cut(Path(sys.argv[1]).read_text("utf-8"))
    LEXICON_FILE.write_text(text, "utf-8", newline="\n")
    print(f"{LEXICON_FILE.name}: {text.count(chr(10))} words, {len(text.encode())} bytes")
    sys.exit(len(text.encode()) > MOST_BYTES)
