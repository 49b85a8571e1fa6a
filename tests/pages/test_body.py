"""What a page's text carries with it: the terms that it uses, the pictures that it shows."""

from dataclasses import replace
from pathlib import Path

from qomsite.model.content import Size
from qomsite.pages.body import Picture, body_of, listing_body
from tests.library.plans import library_of, project

GLOSSARY = """
    ---
    title: واژه‌نامه
    ---
    طرح
    :   کاری معین.

    لایحه
    :   پیشنهادی برای شورا.
    """


def test_a_text_carries_the_terms_that_it_uses(tmp_path: Path) -> None:
    article = "---\ntitle: خبر\n---\nلايحه دربارهٔ یک طرح.\n"
    library = library_of(tmp_path, {"pages/glossary.md": GLOSSARY, "news/new.md": article})
    body = body_of(library, next(item for item in library.news if item.code == "new"))
    assert [term.name for term in body.terms] == ["لایحه", "طرح"]


def test_no_page_explains_its_own_kind_nor_the_glossary_itself(tmp_path: Path) -> None:
    files = {"pages/glossary.md": GLOSSARY, "projects/1.md": project()}
    library = library_of(tmp_path, files)
    assert body_of(library, library.projects["1"]).terms == ()
    assert body_of(library, library.pages["glossary"]).terms == ()


def test_without_a_glossary_nothing_is_explained(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    assert library.glossary.terms == ()


def test_a_picture_is_known_with_its_size(tmp_path: Path) -> None:
    text = "---\ntitle: خبر\n---\n![الف](media/map.png)\n\n![ب](media/map.png)\n"
    library = replace(
        library_of(tmp_path, {"news/new.md": text}), image_sizes={"map.png": Size(1, 1)}
    )
    body = body_of(library, next(item for item in library.news if item.code == "new"))
    assert body.pictures == (Picture("media/map.png", 1, 1),)


def test_a_list_without_a_text_of_its_own_has_an_empty_one(tmp_path: Path) -> None:
    assert not listing_body(library_of(tmp_path), None)
