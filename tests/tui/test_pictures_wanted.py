"""When is loaded what draws pictures?"""

import pytest

from srs.study.agenda import Scope
from srs.study.pictures import any_picture
from srs.tui.pictures_wanted import capable, load_if_wanted, wanted
from tests.conftest import Open


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230400"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
        ({}, False),
    ],
)
def test_which_terminals_look_capable(environ: dict[str, str], expected: bool) -> None:
    """Terminals known to draw pictures do, unless tmux or screen stands between."""
    assert capable(environ) is expected


def test_off_is_off() -> None:
    """With the setting off nothing is loaded, whatever the terminal."""
    assert not wanted("off", {"TERM": "xterm-kitty"})


def test_only_cards_of_today_count(collect: Open) -> None:
    """A picture is looked for among the cards that may come, in the scope alone."""
    picture = "Q: What is ![a cell](cell.png)?\nA: No\n"
    waiting = f"---\nstart: manual\n---\n\n{picture}"
    collection = collect({"a.md": "Q: One?\nA: 1\n", "b.md": picture, "c.md": waiting})

    assert any_picture(collection, Scope())
    assert any_picture(collection, Scope(decks=("b",)))
    assert not any_picture(collection, Scope(decks=("a",)))
    assert not any_picture(collection, Scope(decks=("c",)))


def test_a_collection_without_pictures_loads_nothing(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no card has a picture, a capable terminal changes nothing."""
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.delenv("TMUX", raising=False)

    assert not load_if_wanted(collect({"a.md": "Q: One?\nA: 1\n"}), None)
