"""What is drawn fits the terminal."""

from dataclasses import fields

import pytest

from srs.tui.glyphs import ASCII, BLOCKS, BRAILLE, Glyphs, glyphs


@pytest.mark.parametrize(
    ("wish", "environ", "expected"),
    [
        ("auto", {"LANG": "en_GB.UTF-8", "TERM": "xterm-256color"}, BRAILLE),
        ("auto", {"LANG": "C.utf8"}, BRAILLE),
        ("auto", {"LANG": "de_DE.ISO-8859-1"}, ASCII),
        ("auto", {"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, ASCII),
        ("auto", {"LC_ALL": "", "LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, BRAILLE),
        ("auto", {"LANG": "en_GB.UTF-8", "TERM": "linux"}, BLOCKS),
        ("auto", {"LANG": "en_GB.UTF-8", "TERM": "dumb"}, ASCII),
        ("auto", {}, ASCII),
        ("braille", {"LANG": "C"}, BRAILLE),
        ("blocks", {}, BLOCKS),
        ("ascii", {"LANG": "en_GB.UTF-8"}, ASCII),
    ],
)
def test_the_mode_follows_the_wish_and_the_locale(
    wish: str, environ: dict[str, str], expected: Glyphs
) -> None:
    """A named wish is granted; otherwise the locale and the terminal decide."""
    assert expected == glyphs(wish, environ=environ)


def test_ascii_mode_draws_ascii_alone() -> None:
    """No character of the plainest mode needs more than seven bits."""
    values = [getattr(ASCII, field.name) for field in fields(ASCII)]

    assert [value for value in values if not "".join(value).isascii()] == []


@pytest.mark.parametrize("kind", [BRAILLE, BLOCKS, ASCII])
def test_scales_have_their_steps(kind: Glyphs) -> None:
    """Five shades, nine heights, nine lengths; bullets, signs and grades as many."""
    assert (len(kind.shades), len(kind.rising), len(kind.across)) == (5, 9, 9)
    assert (len(kind.bullets), len(kind.markers), len(kind.grades)) == (3, 6, 4)
    assert len(set(kind.markers)) == 6
