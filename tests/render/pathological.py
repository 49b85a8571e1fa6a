"""Texts that make Markdown readers hang, run out of stack, or fill the memory.

The first group is that of cmark's ``pathological_tests.py``; the others are for what this site's
dialect adds: tables, notes, definition lists and raw HTML.
"""

CMARK = {
    "nested strong emphasis": "*a **a " * 65_000 + "b" + " a** a*" * 65_000,
    "emphasis closers without openers": "a_ " * 65_000,
    "emphasis openers without closers": "_a " * 65_000,
    "link closers without openers": "a]" * 65_000,
    "link openers without closers": "[a" * 65_000,
    "mismatched openers and closers": "*a_ " * 50_000,
    "openers and closers multiple of 3": "a**b" + "c* " * 50_000,
    "link openers and emphasis closers": "[ a_" * 50_000,
    "repeated [ (](": "[ (](" * 80_000,
    "repeated ![[]()": "![[]()" * 160_000,
    "hard link and emphasis": "**x [a*b**c*](d)",
    "nested brackets": "[" * 50_000 + "a" + "]" * 50_000,
    "nested block quotes": "> " * 50_000 + "a",
    "deeply nested lists": "".join("  " * depth + "* a\n" for depth in range(1_000)),
    "backticks": "".join("e" + "`" * length for length in range(1, 5_000)),
    "unclosed links in angle brackets": "[a](<b" * 30_000,
    "unclosed links": "[a](b" * 30_000,
    "unclosed comments": "</" + "<!--" * 200_000,
    "empty lines in nested lists": "- " * 30_000 + "x" + "\n" * 30_000,
    "empty lines in lists in a quote": "> " + "- " * 30_000 + "x\n" + ">\n" * 30_000,
    "emphasis in a deep quote": ">" * 100_000 + "a*" * 100_000,
    "references": "".join(f"[{n}]: https://a.example/{n}\n" for n in range(20_000))
    + "[0]" * 20_000,
}

HTML = {
    "cdata": "<![CDATA[" * 20_000,
    "cdata in lines": "<![CDATA[\n" * 20_000,
    "instructions": "<?" * 100_000,
    "instructions in lines": "<?\n" * 100_000,
    "declarations": "<!A " * 100_000,
    "comments in lines": "<!--\n\n" * 100_000,
    "closed comments": "<!-- x -->" * 50_000,
    "comments among backticks": "`<!--` " * 50_000,
    "open blocks": "<div>" * 100_000,
    "open blocks in lines": "<div>\n\n" * 20_000,
    "nested blocks": "<div>" * 50_000 + "a" + "</div>" * 50_000,
    "nested blocks in lines": "<div>\n\n" * 10_000 + "a\n\n" + "</div>\n\n" * 10_000,
    "closers": "</div>" * 100_000,
    "open emphasis before paragraphs": "".join(f'<b id="{n}">' for n in range(200))
    + "\n\n"
    + "a\n\n" * 20_000,
    "nested inline tags": "".join(f'<b id="{n}">' for n in range(20_000)) + "</b>" * 20_000,
    "open attributes": "<a " + 'b="' * 100_000,
    "attributes": "<a " + "b " * 200_000,
    "attributes without values": "<a " + "b=" * 200_000,
    "spaces in a tag": "<a" + " " * 400_000,
    "open tags": "<a " * 100_000,
    "nested tables": "<table><tr><td>" * 20_000,
    "entities": "&" * 300_000,
    "numbers": "&#" + "9" * 400_000 + ";",
    "true entities": "&amp;" * 100_000,
    "automatic links": "<https://a" * 50_000,
    "automatic mail": "<a@" * 100_000,
}

DIALECT = {
    "columns": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|b" * 20_000 + "|",
    "columns and rows": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|\n" * 50_000,
    "rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * 40_000,
    "backticks in a row": "|a|b|\n|-|-|\n|" + "".join("`" * n + " " for n in range(1, 800)) + "|c|",
    "pipes without a table": "|" * 500_000,
    "notes": "".join(f"[^{n}]: a\n" for n in range(20_000)) + "[^0]" * 20_000,
    "a note of one name": "[^1]: a\n" * 5_000,
    "a note in itself": "[^1]: [^1]: a\n\nb[^1]",
    "references to a note": "[^1]" * 30_000 + "\n\n[^1]: a",
    "definitions": "a\n: b\n\n" * 20_000,
    "nested definitions": "a\n" + "".join(" " * (4 * n) + ":   b\n" for n in range(400)),
    "headings": "# a\n" * 20_000,
    "headings with anchors": "# a {#b}\n" * 20_000,
    "open braces": "# a " + "{#" * 100_000,
    "fences": "```\n" * 50_000,
    "fences of many lengths": "".join("`" * n + "\n" for n in range(3, 900)),
    "indented code": "    a\n\n" * 50_000,
    "indents": "".join(" " * n + "a\n\n" for n in range(900)),
    "ordered lists": "1. a\n" * 50_000,
    "mixed lists": "".join("    " * n + ("1. a\n" if n % 2 else "* a\n") for n in range(500)),
    "lists in quotes": "> * " * 5_000 + "a",
    "rules": "---\n" * 100_000,
    "underlines": "a\n===\n" * 50_000,
    "backslashes": "\\" * 400_000,
    "escapes": "\\*" * 200_000,
    "line ends": "\n" * 900_000,
    "spaces": " " * 900_000,
    "spaces before a mark": " " * 400_000 + "a",
    "one long word": "آ" * 400_000,
    "joiners": "\u200c" * 300_000,
    "one long number": "1" * 400_000,
}

PROSE = {
    "verbs apart": "می شود " * 60_000,
    "quotes": '"آ" ' * 90_000,
    "numbers at words": "آ1" * 150_000,
    "numbers in words": "یک و " * 90_000,
    "keys": "title: آ\n\n" * 40_000,
    "tabs": "آ\t" * 200_000,
    "ranges of years": "1404-1400 " * 50_000,
    "errors of a sheet": "#REF! " * 50_000,
    "braces": "a " + "{#" * 40_000,
    "an endless number": "&#" + "9" * 5_000 + ";",
}
"""What the rules on prose look for, very often."""

TEXTS = {**CMARK, **HTML, **DIALECT}
