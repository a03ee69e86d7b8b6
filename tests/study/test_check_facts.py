"""Do the rules for reviews learn from the store what they need?"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from srs import config
from srs.core.log import Rating, Reviewed
from srs.study.check import CardFacts, ReviewFacts, page_of
from srs.study.check_facts import facts_of, review_facts
from srs.study.collection import Collection, open_collection
from srs.study.scan import scan

DECK = "Q: one?\nA: 1\n\nT: two\nD: 2\n"


def now() -> datetime:
    """Return the time at which the tests look."""
    return datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one deck, and an `srs.toml` that names it."""
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "srs.toml").write_text('id = "k7f3k7f3k7f3k7f3"\n', encoding="utf-8")
    (folder / "a.md").write_text(DECK, encoding="utf-8")
    return folder


@pytest.fixture
def collection(root: Path) -> Iterator[Collection]:
    """The collection, its decks read."""
    with closing(open_collection(root, clock=now)) as opened:
        scan(opened)
        yield opened


def test_lapses_and_times_come_from_the_reviews(collection: Collection) -> None:
    """By text and key; the median of three timed answers or more, in seconds."""
    store = collection.store
    (deck,) = store.cards.decks()
    one, forward, _ = (card.id for card in store.cards.cards_of(deck))
    ratings = [Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.AGAIN]
    for day, rating in enumerate(ratings):
        at = now() - timedelta(days=90 - 20 * day)
        event = Reviewed(card=one, rating=rating, duration_ms=1000 * (day + 1))
        store.log.append(event, at=at, offset_min=0, day=at.date())
    event = Reviewed(card=forward, rating=Rating.GOOD, duration_ms=5000)
    store.log.append(event, at=now(), offset_min=0, day=now().date())
    collection.replay_all()

    basic, term = page_of("a.md", DECK).parsed.notes
    assert review_facts(collection) == ReviewFacts(
        cards={
            (basic.fingerprint, ""): CardFacts(lapses=2, median_seconds=2.5),
            (term.fingerprint, "forward"): CardFacts(lapses=0, median_seconds=None),
        }
    )


def test_a_check_makes_no_store(root: Path) -> None:
    """Where nobody has reviewed anything, there are no facts and no traces."""
    assert facts_of([root], clock=now) is None
    assert not config.data_dir().exists()


def test_a_collection_is_opened_for_its_facts(
    root: Path, collection: Collection
) -> None:
    """A store without reviews says nothing."""
    assert facts_of([root], clock=now) is None
