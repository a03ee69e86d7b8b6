"""Looking up while typing: the first found are the first of all found."""

import pytest

from srs.core.card import CardId
from srs.core.log import Rating
from srs.study.collection import Collection
from srs.study.deeds import suspend
from srs.study.lookup import Lookup, Wanted
from srs.study.review import ReviewSession
from srs.study.search import SORTS, find, rows_at, words_of
from tests.conftest import Clock, Open

DECK = """# Numbers

Q: one?
A: odd, a unit

Q: two?
A: even prime

C: [three] is an odd prime, [four] is not.

Q: five?
A: odd prime

Q: unanswered?
A:

C:
"""


@pytest.fixture
def numbers(collect: Open, clock: Clock) -> Collection:
    """Give two decks of which some cards were answered on two days."""
    collection = collect({"b.md": DECK, "a/c.md": DECK.replace("odd", "uneven")})
    for rating in (Rating.GOOD, Rating.AGAIN):
        session = ReviewSession(collection)
        for _ in range(4):
            clock.sleep(seconds=5)
            session.answer(rating, duration_ms=5000)
        clock.sleep(days=1)
    return collection


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize(
    "text",
    ["", "prime", "odd prime", "odd or even", "-prime", "is:new", "is:draft",
     "prop:reviews>0", '"odd prime"', "zebra", "deck:a", "ev"],
)  # fmt: skip
def test_it_finds_what_the_list_finds(
    numbers: Collection, text: str, sort: str, reverse: bool
) -> None:
    """For every order: all keys as `srs list` has them; the first are their start."""
    lookup = Lookup(numbers)
    wanted = Wanted(text=text, sort=sort, reverse=reverse)
    listed = find(numbers, text, sort=sort, reverse=reverse).rows
    first = lookup.first(wanted, 3)
    whole = list(lookup.whole(wanted))

    assert whole == [row.key for row in listed]
    assert first.keys == whole[: len(first.keys)]
    assert not first.whole or first.keys == whole


def test_the_places_turned_round_begin_at_the_end(numbers: Collection) -> None:
    """By place reversed, the last card of the last deck comes first."""
    lookup = Lookup(numbers)

    turned = lookup.whole(Wanted(sort="deck", reverse=True))
    assert list(turned) == list(lookup.whole(Wanted()))[::-1]


def test_orders_are_made_anew_when_the_store_has_changed(
    numbers: Collection,
) -> None:
    """What another connection wrote is found at the next question."""
    from srs.study.finder import _opened_beside

    beside = _opened_beside(numbers)
    lookup = Lookup(beside)
    card = CardId(lookup.whole(Wanted(sort="due"))[0])
    before = lookup.whole(Wanted(text="is:suspended", sort="due"))
    suspend(numbers, [card])
    after = lookup.whole(Wanted(text="is:suspended", sort="due"))
    beside.close()

    assert (before, after) == ([], [card])


def test_rows_come_in_the_order_asked_for(numbers: Collection) -> None:
    """Drafts without a card have a key below zero; a key that is gone has no row."""
    drafts = list(Lookup(numbers).whole(Wanted(text="is:draft")))
    keys = [*reversed(drafts), 12345]

    rows = rows_at(numbers, keys)
    assert [row.key for row in rows] == keys[:-1]
    assert min(keys) < 0
    assert {row.card_id is None for row in rows if row.key < 0} == {True}


@pytest.mark.parametrize("text", ["e", "E", "n,", "e?", "a/", "zq", "is", "-z e", "P"])
def test_the_index_knows_short_words_too(numbers: Collection, text: str) -> None:
    """It finds what a look into every text finds, at the texts' ends as well."""
    wanted = Wanted(text=text)
    looked = list(Lookup(numbers).whole(wanted))
    numbers.store.cache.make_index()

    assert list(Lookup(numbers).whole(wanted)) == looked


def test_the_first_grow_until_they_are_all(numbers: Collection) -> None:
    """Each answer goes on where the one before ended; only the last is whole."""
    answers = list(Lookup(numbers).answers(Wanted(text="prime"), 3))
    whole = list(Lookup(numbers).whole(Wanted(text="prime")))

    assert [list(it.keys) for it in answers] == [
        whole[: len(it.keys)] for it in answers
    ]
    assert [it.whole for it in answers] == [False] * (len(answers) - 1) + [True]


def test_words_sought_are_those_that_must_be_there() -> None:
    """What is negated, or is no word, is not marked; of a wrong query nothing."""
    assert words_of('zebra or "two  words" -heron is:due') == ("zebra", "two words")
    assert words_of("is:neww") == ()
