"""A new deck: a file that reads as a deck with one draft."""

from collections.abc import Callable

import pytest

from srs.core.errors import DeckError, InputError
from srs.deck.parser import parse
from srs.study.collection import Collection
from srs.study.new_deck import begin_deck, example_line
from srs.study.scan import scan

Open = Callable[[dict[str, str]], Collection]


def test_the_template_is_a_deck_with_a_draft(collect: Open) -> None:
    """Its name makes the title; nothing but the draft is told; no card is asked."""
    collection = collect({"one.md": "Q: a\nA: b\n"})
    file = begin_deck(collection, "history/ancient-rome")
    text = file.read_text(encoding="utf-8")
    parsed = parse("x.md", text)
    (note,) = parsed.notes

    assert file == collection.root.resolve() / "history" / "ancient-rome.md"
    assert parsed.deck.title == "Ancient rome"
    assert (note.draft, note.sides, note.concept) == (True, (), "first-concept")
    assert [slip.code for slip in parsed.problems] == ["draft"]
    assert example_line(text) == note.span.line
    assert "history/ancient-rome" in {
        entry.deck.name for entry in _scanned(collection).decks.values()
    }


def _scanned(collection: Collection) -> Collection:
    scan(collection)
    return collection


def test_every_line_of_the_head_can_be_used(collect: Open) -> None:
    """Without the signs before them, its lines are keys that a deck knows."""
    text = begin_deck(collect({"one.md": ""}), "a").read_text(encoding="utf-8")
    head = text.partition("\n---\n")[0]
    keys = [
        line.removeprefix("# ")
        for line in head.split("\n")
        if line.startswith(("# [",)) or (line.startswith("# ") and " = " in line)
    ]
    parsed = parse("a.md", "---\n" + "\n".join(keys) + "\n---\n\nQ: a\nA: b\n")

    assert parsed.problems == ()
    assert (parsed.deck.start, parsed.deck.new_per_day) == ("manual", 10)
    assert parsed.deck.requires == {"empire": ("republic",)}


def test_in_a_vault_it_says_that_it_is_a_deck(collect: Open) -> None:
    """Only files that say so are decks there."""
    collection = collect({"one.md": ""})
    (collection.root / ".obsidian").mkdir()
    text = begin_deck(collection, "a").read_text(encoding="utf-8")

    assert parse("a.md", text).deck.is_deck is True


@pytest.mark.parametrize("name", ["one", "one.md", "The title", "two"])
def test_what_is_there_is_not_touched(collect: Open, name: str) -> None:
    """By its name, its title or its path; a page that is no deck, too."""
    files = {"one.md": "# The title\n\nQ: a\nA: b\n", "two.md": "Prose.\n"}
    collection = _scanned(collect(files))
    with pytest.raises(DeckError, match="is there already"):
        begin_deck(collection, name)

    assert {
        name: (collection.root / name).read_text(encoding="utf-8") for name in files
    } == files


@pytest.mark.parametrize("name", ["../out", "/tmp/out", ".hidden", "", "a/.b/c"])
def test_it_stays_within_the_collection(collect: Open, name: str) -> None:
    """No file is written elsewhere, none that is hidden, and none without a name."""
    collection = collect({"one.md": "Q: a\nA: b\n"})
    with pytest.raises(InputError):
        begin_deck(collection, name)

    assert [*collection.root.parent.rglob("*.md")] == [collection.root / "one.md"]
