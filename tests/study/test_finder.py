"""The finder's thread: the newest question is answered, deeds are done in order."""

from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.study.collection import Collection
from srs.study.deeds import suspend
from srs.study.finder import Answer, Done, Finder, Told, Wrong
from srs.study.lookup import Wanted
from tests.conftest import Open

PATIENCE_S = 30
DECK = "".join(f"Q: {word}?\nA: answer\n\n" for word in ("zebra", "heron", "okapi"))


class Ear:
    """A finder, and what it has told."""

    def __init__(self, collection: Collection, most: int) -> None:
        self.told: SimpleQueue[Told] = SimpleQueue()
        self.finder = Finder(collection, self.told.put, most=most)

    def hear(self) -> Told:
        """Return what is told next."""
        return self.told.get(timeout=PATIENCE_S)

    def answer(self, wanted: Wanted) -> list[int]:
        """Ask, and return all keys that are found."""
        self.finder.look(wanted)
        while True:
            told = self.hear()
            if isinstance(told, Answer) and told.wanted == wanted and told.whole:
                return list(told.keys)


@pytest.fixture
def ear(collect: Open) -> Iterator[Ear]:
    """Give a finder over three cards whose first answers hold two."""
    made = Ear(collect({"animals.md": DECK}), most=2)
    yield made
    made.finder.close()


def test_the_first_are_told_before_all(ear: Ear) -> None:
    """An answer comes in two parts where there is more than a screenful."""
    ear.finder.look(Wanted(text=""))
    first, whole = ear.hear(), ear.hear()

    assert isinstance(first, Answer)
    assert isinstance(whole, Answer)
    assert (len(first.keys), first.whole) == (2, False)
    assert (len(whole.keys), whole.whole) == (3, True)
    assert list(first.keys) == list(whole.keys)[:2]


def test_the_newest_question_is_always_answered(ear: Ear) -> None:
    """However quickly one types, the last word is looked for in the end."""
    for end in range(1, 6):
        ear.finder.look(Wanted(text="zebra"[:end]))

    assert len(ear.answer(Wanted(text="heron"))) == 1


def test_a_wrong_query_is_told(ear: Ear) -> None:
    """The finder goes on after it."""
    ear.finder.look(Wanted(text="is:neww"))
    told = ear.hear()

    assert isinstance(told, Wrong)
    assert "is:new" in str(told.error)
    assert len(ear.answer(Wanted(text="okapi"))) == 1


def test_a_deed_is_seen_by_the_next_question(ear: Ear) -> None:
    """What was done to cards is found right after."""
    cards = [CardId(key) for key in ear.answer(Wanted(text="zebra or heron"))]
    ear.finder.do(lambda collection: suspend(collection, cards))
    told = ear.hear()

    assert told == Done(sentence="2 cards suspended. u takes it back.")
    assert sorted(ear.answer(Wanted(text="is:suspended"))) == sorted(cards)


def test_a_deed_that_fails_is_told(ear: Ear) -> None:
    """The error comes back, and the finder goes on."""

    def fail(collection: Collection) -> str:
        raise InputError("It does not work.")

    ear.finder.do(fail)
    told = ear.hear()

    assert isinstance(told, Done)
    assert str(told.error) == "It does not work."
    assert len(ear.answer(Wanted(text="okapi"))) == 1


def test_deeds_are_done_before_the_finder_ends(collect: Open) -> None:
    """Who leaves the screen loses nothing that was ordered."""
    collection = collect({"animals.md": DECK})
    ear = Ear(collection, most=2)
    cards = [CardId(key) for key in ear.answer(Wanted(text=""))]
    ear.finder.do(lambda beside: suspend(beside, cards))
    ear.finder.close()

    hidden = [collection.store.schedules.state(card).suspended for card in cards]
    assert hidden == [True, True, True]


def test_the_index_of_words_is_made_meanwhile(collect: Open) -> None:
    """After the first look the index is there, without anybody waiting for it."""
    collection = collect({"animals.md": DECK})
    ear = Ear(collection, most=2)
    while not collection.store.cache.has_index():
        assert len(ear.answer(Wanted(text="heron"))) == 1
    ear.finder.close()

    assert len(collection.store.cache.search("heron")) == 1
