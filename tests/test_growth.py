"""The judge of growth sees the square of a length, and lets its length pass."""

import pytest

from tests.growth import expect_linear


def test_what_grows_with_the_square_is_seen() -> None:
    with pytest.raises(AssertionError, match="×"):
        expect_linear(lambda size: [one for _ in range(size) for one in range(size)], 400)


def test_what_grows_with_the_length_passes() -> None:
    expect_linear(lambda size: list(range(size)), 200_000)
