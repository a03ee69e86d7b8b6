"""Which addresses of a card may be opened?"""

from pathlib import Path

import pytest

from srs.study.review import ReviewSession
from srs.tui.links import addresses, opened_as
from tests.conftest import Open


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a collection with a picture, and a file outside of it."""
    folder = tmp_path / "collection"
    (folder / "deck").mkdir(parents=True)
    (folder / "deck" / "a cell.png").write_bytes(b"png")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (folder / "deck" / "out.png").symlink_to(tmp_path / "secret")
    (folder / "deck" / "loop.png").symlink_to("loop.png")
    return folder


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "//example.org/a",
        "http:///a",
        "../../secret",
        "out.png",
        "loop.png",
        "missing.png",
        "a\x00b",
        ".",
    ],
)
def test_what_is_never_opened(root: Path, address: str) -> None:
    """No scheme but http(s), and no file that is outside, missing or a folder."""
    assert opened_as(address, root, root / "deck") is None


def test_what_is_opened(root: Path) -> None:
    """Addresses of the web as they are, and pictures by their file."""
    folder = root / "deck"
    picture = (folder / "a cell.png").resolve().as_uri()

    assert opened_as("https://e.org/a?b=c#d", root, folder) == "https://e.org/a?b=c#d"
    assert opened_as("a%20cell.png", root, folder) == picture


def test_the_back_is_not_told_before_it_is_seen(collect: Open) -> None:
    """Before the reveal only the front's addresses are there, then all, each once."""
    deck = "Q: See <https://a.org>\nA: See <https://b.org> and <https://a.org>\n"
    session = ReviewSession(collect({"one.md": f"{deck}S: https://c.org\n"}))
    shown = session.current
    assert shown is not None

    assert addresses(shown, revealed=False) == ["https://a.org"]
    assert addresses(shown, revealed=True) == [
        "https://a.org",
        "https://b.org",
        "https://c.org",
    ]
