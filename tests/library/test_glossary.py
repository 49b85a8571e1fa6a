"""Reading the glossary."""

from qomsite.library.glossary import Term, read_glossary


def test_terms_are_read_from_definition_lists() -> None:
    text = (
        "مقدمه.\n\n## بخش\n\nطرح\n:   کاری **معین** با [متولی](page:about)، زمان\n    و جا.\n\n"
        "لایحه\nپیشنهاد\n:   متنی.\n:   معنای دوم.\n\nسند\n\n:   نوشته.\n\nپایان."
    )
    assert read_glossary(text).terms == (
        Term("طرح", "کاری معین با متولی، زمان و جا.", "واژه-طرح"),
        Term("لایحه", "متنی.", "واژه-لایحه"),
        Term("پیشنهاد", "متنی.", "واژه-پیشنهاد"),
        Term("سند", "نوشته.", "واژه-سند"),
    )


def test_what_is_more_than_words_is_left_to_the_page() -> None:
    text = "نمونه (نشان رکوردها)\n:   متنی.\n\n`کد`\n:   نشانه.\n\n```\nطرح\n:   متن\n```\n"
    assert read_glossary(text).terms == ()


def test_the_first_of_equal_terms_counts() -> None:
    terms = read_glossary("طرح\n:   یک.\n\nطرح\n:   دو.\n").terms
    assert [term.definition for term in terms] == ["یک."]


def test_terms_come_in_the_order_of_the_text_that_uses_them() -> None:
    glossary = read_glossary("طرح\n:   یک.\n\nلایحه\n:   دو.\n\nهدف\n:   سه.\n")
    used = glossary.used_in("لایحه و طرح و لایحه")
    assert [term.name for term in glossary.named(used)] == ["لایحه", "طرح"]


def test_a_text_without_definitions_has_no_terms() -> None:
    assert read_glossary("").terms == ()
    assert read_glossary("متن: نه تعریف\n\n: ").terms == ()
