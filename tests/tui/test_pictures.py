"""A picture is shown only where it may be, and its description always is."""

import base64
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from srs.tui.card_blocks import document
from srs.tui.glyphs import BRAILLE
from srs.tui.pictures import find, load, loaded, picture, widgets

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a collection with a deck in a folder and pictures in and outside."""
    collection = tmp_path / "collection"
    (collection / "biology" / "figures").mkdir(parents=True)
    (collection / "biology" / "figures" / "a cell.png").write_bytes(PNG)
    (collection / "top.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (collection / "biology" / "out.png").symlink_to(tmp_path / "secret.png")
    return collection


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("figures/a%20cell.png", "biology/figures/a cell.png"),
        ("../top.png", "top.png"),
        ("/top.png", "top.png"),
        ("../../secret.png", None),
        ("out.png", None),
        ("figures", None),
        ("missing.png", None),
        ("https://e.org/a.png", None),
        ("file:///etc/passwd", None),
        ("//host/share.png", None),
        ("a\x00b.png", None),
        ("", None),
    ],
)
def test_only_files_of_the_collection_are_read(
    root: Path, target: str, expected: str | None
) -> None:
    """Pictures lie in the collection, links out of it and schemes are refused."""
    found = find(target, root=root, deck="biology/cells.md")

    assert found == (root.resolve() / expected if expected else None)


def test_nothing_is_drawn_unasked(root: Path) -> None:
    """Without loading, and with a wish of `off`, there is only the description."""
    assert not load("off")
    assert loaded() or picture(root / "top.png", "auto") is None


@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")
async def test_a_picture_is_drawn_in_half_cells(root: Path) -> None:
    """With the extra and the wish, sound pictures appear; other files do not."""
    pytest.importorskip("textual_image.widget", reason="the extra `images` is missing")
    (root / "broken.png").write_bytes(b"no picture")
    links = document("![a](top.png) ![b](broken.png) ![c](none.png)", BRAILLE).links

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield from widgets(links, "blocks", root=root, deck="deck.md")

    app = Shown()
    async with app.run_test(size=(10, 10)) as pilot:
        await pilot.pause()
        sizes = [tuple(widget.size) for widget in app.query(".picture")]

    assert sizes == [(10, 5)]
    assert widgets(links, "off", root=root, deck="deck.md") == []
