"""Do the four ratings stand whole in every width?"""

import pytest

from srs.core.log import Rating
from srs.tui.glyphs import BRAILLE
from srs.tui.rating_bar import Choice, lines

LONG = [Choice(rating, pause) for rating, pause in zip(
    Rating, ("10m", "11.5mo", "11.9mo", "29.4y"), strict=True
)]  # fmt: skip


@pytest.mark.parametrize("width", range(36, 80))
def test_no_rating_is_cut(width: int) -> None:
    """In every width all four ratings stand whole, in one row or in two."""
    rows = lines(LONG, width, BRAILLE)

    assert [rating for row in rows for _, _, rating in row] == list(Rating)
    assert len(rows) <= 2
    for row in rows:
        column, cell, _ = row[-1]
        assert column + cell.cell_length <= width
        assert [first for first, _, _ in row] == sorted({it[0] for it in row})


@pytest.mark.parametrize("width", [58, 78])
def test_ratings_stand_in_one_row_from_sixty_columns(width: int) -> None:
    """From 60 columns on even long intervals leave the ratings in one row."""
    assert len(lines(LONG, width, BRAILLE)) == 1
