"""Characters that cannot be seen are found and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.characters import hidden_characters

REFUSED = [
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *(0x200E, 0x200F, 0x061C, 0x200B, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFFFD),
    *(0x00, 0x01, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F),
    *(0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE0020, 0xE007F),
    *(0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF),
    *(0x2028, 0x2029, 0x2061, 0x180E, 0x3164, 0x034F),
]


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_character_is_named_at_its_offset(code: int) -> None:
    [(offset, name)] = hidden_characters(f"طرح{chr(code)}ها")
    assert offset == 3
    assert name.endswith(f" U+{code:04X}")
    assert "\u06ff" > name[0] > "\u0600"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "برنامه‌ریزی شهری: ۸ هدف، ۲۷۰ طرح.\n\t- بند «نخست»",
        "\u200cطرح\u200c \u200c،",
        "مُؤَسِّسهٔ کشـــور، ۱۲٬۳۴۵٫۵ − ۳٪ ﷼",
        "فاصلهٔ نشکن\u00a0و باریک\u202fو تیره — …",
        "Latin, é, 😀, ❤️, 中文",
    ],
)
def test_what_can_be_seen_and_the_zwnj_are_never_reported(text: str) -> None:
    assert hidden_characters(text) == []


def test_all_are_reported_in_order() -> None:
    found = hidden_characters("\ufeffالف\u200fب\u200b\u200b")
    assert [offset for offset, _ in found] == [0, 4, 6, 7]
    assert found[1][1] == "نشان راست‌به‌چپ U+200F"


@given(st.text(st.characters()))
def test_removing_what_is_reported_leaves_nothing_to_report(text: str) -> None:
    offsets = {offset for offset, _ in hidden_characters(text)}
    assert hidden_characters("".join(c for at, c in enumerate(text) if at not in offsets)) == []
