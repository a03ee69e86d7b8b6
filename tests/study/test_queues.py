"""Saved searches and ready-made queues."""

import pytest

from srs.core.errors import UsageError
from srs.core.log import Rating
from srs.core.query_tree import QueryError
from srs.study.agenda import Scope
from srs.study.collection import Collection, open_collection
from srs.study.queues import (
    delete_search,
    forgotten_today,
    narrowed,
    rename_search,
    save_search,
)
from srs.study.review import ReviewSession
from srs.study.search import card_ids
from tests.conftest import Clock, Open

DECK = "Q: zebra? #exam\nA: 1\n\nQ: heron?\nA: 2\n"
OTHER = "Q: okapi?\nA: 3\n"


@pytest.fixture
def animals(collect: Open) -> Collection:
    """Give two decks."""
    return collect({"animals.md": DECK, 'b "x".md': OTHER})


def test_a_saved_search_is_found_by_its_name(animals: Collection, clock: Clock) -> None:
    """It stands in the settings, for this program and the next."""
    save_search(animals, "  exam now ", "tag:exam")
    again = open_collection(animals.root, clock=clock)
    searches = again.settings.searches
    again.close()

    assert searches == {"exam now": "tag:exam"}
    assert narrowed(animals, Scope(), "exam now").cards == card_ids(animals, "tag:exam")
    assert narrowed(animals, Scope(), "zebra").cards == card_ids(animals, "zebra")


def test_a_collection_suggests_searches_and_the_learner_overrules(
    animals: Collection, clock: Clock
) -> None:
    """`srs.toml` has its own; of one name the learner's counts."""
    (animals.root / "srs.toml").write_text(
        'id = "a"\n[searches]\none = "zebra"\ntwo = "heron"\nthree = 3\n',
        encoding="utf-8",
    )
    save_search(animals, "two", "okapi")
    again = open_collection(animals.root, clock=clock)
    searches, warnings = again.settings.searches, again.settings.warnings
    again.close()

    assert searches == {"one": "zebra", "two": "okapi"}
    assert len(warnings) == 1
    assert "three" in warnings[0]


def test_nothing_and_nonsense_are_not_saved(animals: Collection) -> None:
    """A name and a right query are needed."""
    with pytest.raises(UsageError):
        save_search(animals, " ", "zebra")
    with pytest.raises(UsageError):
        save_search(animals, "x", " ")
    with pytest.raises(QueryError):
        save_search(animals, "x", "is:neww")

    assert animals.settings.searches == {}


def test_a_cram_takes_whole_decks_and_tags(animals: Collection) -> None:
    """Due or not; names with quotation marks in them too."""

    def found(scope: Scope, query: str | None = None) -> int:
        return len(narrowed(animals, scope, query).cards or ())

    assert found(Scope(cram=True)) == 3
    assert found(Scope(cram=True, decks=("animals",))) == 2
    assert found(Scope(cram=True, decks=('b "x"',))) == 1
    assert found(Scope(cram=True, tags=("exam",))) == 1
    assert found(Scope(cram=True, decks=("animals",)), "heron or okapi") == 1
    assert narrowed(animals, Scope(), None).cards is None


def test_what_was_forgotten_today(animals: Collection, clock: Clock) -> None:
    """The cards that were answered Forgot on this study day."""
    session = ReviewSession(animals)
    assert session.current is not None
    first = session.current.card
    session.answer(Rating.AGAIN, duration_ms=1000)
    session.answer(Rating.GOOD, duration_ms=1000)

    assert forgotten_today(animals) == Scope(cards=frozenset({first}), cram=True)
    clock.sleep(days=1)
    assert forgotten_today(animals).cards == frozenset()


def test_a_saved_search_gets_another_name(animals: Collection) -> None:
    """Its query stays; a name that is taken or empty is refused."""
    save_search(animals, "one", "zebra")
    save_search(animals, "two", "heron")
    for taken in ("two", " "):
        with pytest.raises(UsageError):
            rename_search(animals, "one", taken)
    assert rename_search(animals, "one", "three") == "one is called three now."

    assert animals.settings.searches == {"two": "heron", "three": "zebra"}


def test_a_saved_search_is_deleted(animals: Collection) -> None:
    """One that the collection suggests is not the learner's to delete."""
    (animals.root / "srs.toml").write_text(
        'id = "a"\n[searches]\none = "zebra"\n', encoding="utf-8"
    )
    save_search(animals, "one", "okapi")
    save_search(animals, "two", "heron")

    assert delete_search(animals, "two") == "two is deleted."
    assert delete_search(animals, "one").endswith("the one in srs.toml counts again.")
    with pytest.raises(UsageError, match="suggests"):
        delete_search(animals, "one")
    assert animals.settings.searches == {"one": "zebra"}
