"""Adding: the right deck, no second copy, and a look at what became of it."""

from collections.abc import Callable

import pytest

from srs.core.errors import InputError
from srs.study.adding import add
from srs.study.author import deck_file
from srs.study.collection import Collection

Open = Callable[[dict[str, str]], Collection]

BLOCK = "Q: Why?\nA: Because."
HEAD = "---\nname = 'First'\n---\n"
PROSE = {"readme.md": "No card stands here.\n"}


def test_card_is_in_its_deck_at_once(collect: Open) -> None:
    """The deck is read again: the card is there, and the deck is known."""
    collection = collect({"a/one.md": f"{HEAD}Q: a\nA: b\n"})
    added = add(collection, BLOCK, deck="First")

    assert (added.path, added.new_deck) == ("a/one.md", False)
    assert [(note.span.line, note.asked) for note in added.notes] == [(7, "Why?")]
    assert added.entry is not None
    assert added.entry.deck.name == "First"
    assert collection.store.cards.counts().cards == 2


def test_card_goes_to_the_inbox_by_default(collect: Open) -> None:
    """Without a deck's name, a card waits in the inbox, which is made."""
    added = add(collect(PROSE), BLOCK)

    assert (added.path, added.new_deck) == ("inbox.md", True)


def test_copy_in_another_deck_is_refused(collect: Open) -> None:
    """Equal notes are one note, wherever they stand: the first is named."""
    collection = collect({"one.md": "# One\n\nQ:  Why?\nA:\nBecause.\n"})
    with pytest.raises(InputError) as caught:
        add(collection, BLOCK, deck="two")

    assert str(caught.value) == "This card is there already: one.md:3."
    assert not (collection.root / "two.md").exists()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("First", "a/one.md"),
        ("first", "a/one.md"),
        ("The title", "a/one.md"),
        ("a/one.md", "a/one.md"),
        ("a/one", "a/one.md"),
        ("b/new", "b/new.md"),
        ("b/new.markdown", "b/new.markdown"),
        ("a/../c", "c.md"),
    ],
)
def test_deck_is_known_by_name_title_and_file(
    collect: Open, name: str, path: str
) -> None:
    """A name that no deck has is that of a new file in the collection."""
    collection = collect({"a/one.md": f"{HEAD}# The title\n\nQ: a\nA: b\n"})

    assert deck_file(collection, name) == collection.root / path


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/.b/c", ".x", "a\0b"])
def test_deck_outside_is_refused(collect: Open, name: str) -> None:
    """No card is written out of the collection, or where no scan would look."""
    with pytest.raises(InputError):
        deck_file(collect(PROSE), name)


def test_link_out_of_the_collection_is_refused(collect: Open) -> None:
    """A link inside the collection does not make a way out of it."""
    collection = collect({"one.md": BLOCK})
    (collection.root / "out").symlink_to(collection.root.parent)
    with pytest.raises(InputError):
        deck_file(collection, "out/x")
