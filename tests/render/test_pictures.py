"""Pictures in texts: their size is known before they arrive."""

from __future__ import annotations

from qomsite.pages.body import Body, Picture
from qomsite.render.markdown import to_html
from qomsite.render.pictures import with_sizes

MAP = Picture("media/map.png", 640, 480)


def test_a_picture_has_its_size_and_waits_for_the_reader() -> None:
    html = to_html(Body("![نقشه](media/map.png)", "", 1, (), (MAP,)))
    assert html == (
        '<p><img alt="نقشه" src="\ufdd0media/map.png" width="640" height="480" '
        'loading="lazy" decoding="async"></p>'
    )


def test_the_size_is_the_files_own() -> None:
    html = to_html(Body('<img src="media/map.png" alt="نقشه" width="9">', "", 1, (), (MAP,)))
    assert 'width="640" height="480"' in html
    assert 'width="9"' not in html


def test_other_pictures_and_other_text_stay() -> None:
    html = '<p><img alt="x" src="\ufdd0media/other.png">src="\ufdd0media/map.png"</p>'
    assert with_sizes(html, (MAP,)) == html
    assert with_sizes(html, ()) == html
