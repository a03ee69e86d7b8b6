"""Are statistics worked out beside the thread that asks for them?"""

import threading
from concurrent.futures import CancelledError

import pytest

from srs.core.errors import InputError
from srs.study.collection import Collection
from srs.study.progress import Filters, look
from srs.study.progress_beside import Beside, StoppedError
from srs.study.progress_choices import parts, ranges, said_range
from srs.study.progress_shown import keep_shown, shown_last
from tests.bench import lived
from tests.conftest import Clock, Open

DECKS = {
    "trees/oaks.md": "# Oaks\n\n## Bark\n\n"
    + "\n\n".join(f"Q: oak {n}?\nA: {n}" for n in range(9)),
    "knots.md": "\n\n".join(f"Q: knot {n}?\nA: {n}" for n in range(9)),
}


@pytest.fixture
def months(collect: Open, clock: Clock) -> Collection:
    """A collection with the reviews of two months."""
    collection = collect(DECKS)
    lived.live(collection, days=60, new_a_day=0.5)
    return collection


def test_the_answer_is_that_of_a_look(months: Collection) -> None:
    """Every view has the tables that a look from here gives, cards by their names."""
    beside = Beside(months)
    try:
        answer = beside.ask("recall", Filters()).result(30)
        assert list(answer.tables) == look(months, whole=False).tables("recall")
        cost = beside.ask("cost", Filters()).result(30)
        cards = next(table for table in cost.tables if table.id == "cost_cards")
        assert all(str(row[0]).endswith("?") for row in cards.rows)
    finally:
        beside.close()


def test_a_simulation_tells_how_far_it_is(months: Collection) -> None:
    """What comes of going on is there afterwards, and not before."""
    beside, told = Beside(months), list[float]()
    try:
        before = beside.ask("days", Filters()).result(30)
        beside.simulate(Filters(), told.append).result(60)
        after = beside.ask("days", Filters()).result(30)

        assert (before.knows_ahead, after.knows_ahead) == (False, True)
        assert told == sorted(told)
        assert told[0] == 0.0
    finally:
        beside.close()


def test_a_simulation_can_be_stopped(months: Collection) -> None:
    """Nobody who waits for nothing keeps the thread busy."""
    beside, begun = Beside(months), threading.Event()

    def told(share: float) -> None:
        begun.set()
        beside.stop()

    try:
        found = beside.simulate(Filters(), told)
        assert begun.wait(30)
        with pytest.raises((StoppedError, CancelledError)):
            found.result(30)
    finally:
        beside.close()


def test_a_filter_that_names_nothing_is_told(months: Collection) -> None:
    """What went wrong in the other thread comes out where the answer is fetched."""
    beside = Beside(months)
    try:
        with pytest.raises(InputError, match="nowhere"):
            beside.ask("now", Filters(decks=("nowhere",))).result(30)
    finally:
        beside.close()


def test_what_was_shown_is_kept(months: Collection) -> None:
    """Tables come back as they were, and other words under the key do no harm."""
    tables = tuple(look(months, whole=False).tables("now"))
    assert shown_last(months) is None
    keep_shown(months, tables)

    found = shown_last(months)
    assert found is not None
    assert found.tables == tables
    for text in ("", "[]", '{"meaning": 1}', '{"meaning": 1, "at": 3, "tables": []}'):
        months.store.cache.set("stats_shown", text)
        assert shown_last(months) is None


def test_parts_and_spans_are_named(collect: Open) -> None:
    """Everything comes first, then folders, decks and concepts."""
    collection = collect(DECKS)

    assert [name for name, _ in parts(collection)] == [
        "all decks", "folder  trees", "deck  knots", "deck  trees/oaks",
        "concept  Bark",
    ]  # fmt: skip
    assert ranges(collection)[0] == ("the whole past", "all")
    assert ranges(collection)[-1] == ("2026", "2026")
    assert said_range(None, None) == "whole past"
