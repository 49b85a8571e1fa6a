"""Tells the browser the size of each picture in a text, so that nothing moves when it arrives."""

from __future__ import annotations

import re

from qomsite.pages.body import Picture
from qomsite.render.addresses import href

_PICTURE = re.compile(r'<img(?=[^<>]* src="([^"]*)")(?:"[^"]*"|[^"<>])*')


def with_sizes(html: str, pictures: tuple[Picture, ...]) -> str:
    """``html``, as nh3 writes it, with the size of every picture that is known.

    A picture is fetched when the reader comes near it, and decoded without holding up the text.
    """
    known = {href(picture.path): picture for picture in pictures}

    def sized(tag: re.Match[str]) -> str:
        picture = known.get(tag[1])
        if picture is None:
            return tag[0]
        size = f'width="{picture.width}" height="{picture.height}"'
        return f'{tag[0]} {size} loading="lazy" decoding="async"'

    return _PICTURE.sub(sized, html) if known else html
