"""Do figures of a collection follow its log, however often one looks?"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.core.log import (
    BatchId,
    Buried,
    DueSet,
    ParametersChanged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
)
from srs.memory.weights import DEFAULT_W
from srs.stats.anki_cards import GRAPHS
from srs.study.collection import Collection
from srs.study.progress import (
    VIEWS,
    Filters,
    daily,
    figures,
    look,
    read_range,
    report,
)
from srs.study.review import ReviewSession
from tests.conftest import Clock, Open

DECKS = {
    "one.md": "## Waves {#waves}\n\n"
    + "\n\n".join(f"Q: wave {n}?\nA: {n}" for n in range(6)),
    "two.md": "---\ntags: [red]\n---\n\n"
    + "\n\n".join(f"Q: stone {n}?\nA: {n}" for n in range(5)),
}
RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.HARD, Rating.EASY)
OTHER_W = (*DEFAULT_W[:3], 12.0, *DEFAULT_W[4:20], 0.3)


def cards_of(collection: Collection) -> list[CardId]:
    """Return the cards, in a steady order."""
    return sorted(collection.store.schedules.deck_of_cards())


def study(collection: Collection, clock: Clock, days: int) -> None:
    """Review some cards on each of some days."""
    cards = cards_of(collection)
    for _ in range(days):
        clock.sleep(hours=24)
        number = (clock.at - datetime(2026, 3, 1, tzinfo=UTC)).days
        for place, card in enumerate(cards):
            if (number * 7 + place * 3) % 5 < 2:
                rate(collection, card, RATINGS[(number + place) % 5])
    clock.sleep(minutes=1)
    collection.catch_up()


def rate(collection: Collection, card: CardId, rating: Rating) -> str:
    """Write a review and return its id."""
    at = collection.clock()
    event = Reviewed(card=card, rating=rating, duration_ms=5000)
    entry = collection.store.log.append(
        event, at=at, offset_min=60, day=collection.calendar.day(at)
    )
    return entry.id


def fresh(collection: Collection, **more: Any) -> dict[str, Any]:
    """Return the figures with nothing kept from earlier looks."""
    collection.store.connection.execute("delete from progress_scope")
    collection.store.connection.execute("delete from progress_day")
    return figures(collection, **more)


def near(found: Any) -> Any:
    """Return figures to be compared within rounding."""
    if isinstance(found, dict):
        return {key: near(one) for key, one in found.items() if key != "generated_at"}
    if isinstance(found, list):
        return [near(one) for one in found]
    return pytest.approx(found, rel=1e-9, abs=1e-9) if type(found) is float else found


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """Return figures without the instant they were made at."""
    return {key: one for key, one in found.items() if key != "generated_at"}


def change_nothing(collection: Collection, clock: Clock) -> None:
    """Only look again."""


def study_on(collection: Collection, clock: Clock) -> None:
    """Study on for some days."""
    study(collection, clock, 5)


def study_today(collection: Collection, clock: Clock) -> None:
    """Review two cards now, and take one of the reviews back."""
    first, second, *_ = cards_of(collection)
    rate(collection, first, Rating.GOOD)
    collection.log(Undone(target=rate(collection, second, Rating.AGAIN)))  # type: ignore[arg-type]
    collection.replay_all()


def undo_the_past(collection: Collection, clock: Clock) -> None:
    """Take a review of the past back."""
    entries = collection.store.log.of_kinds("reviewed")
    collection.log(Undone(target=entries[7].id))
    collection.replay_all()


def reset_one(collection: Collection, clock: Clock) -> None:
    """Make a card new again, then meet it again."""
    card = cards_of(collection)[2]
    collection.log(Reset(card=card))
    clock.sleep(hours=30)
    rate(collection, card, Rating.GOOD)
    collection.replay_all()


def suspend_one(collection: Collection, clock: Clock) -> None:
    """Hide a card."""
    collection.log(Suspended(card=cards_of(collection)[3]))
    collection.replay_all()


def change_parameters(collection: Collection, clock: Clock) -> None:
    """Schedule with other parameters from now on."""
    event = ParametersChanged(preset="default", algorithm="fsrs-6", w=OTHER_W)
    collection.log(event)
    collection.forget_caches()
    collection.replay_all()


@pytest.mark.parametrize(
    "change",
    [
        change_nothing,
        study_on,
        study_today,
        undo_the_past,
        reset_one,
        suspend_one,
        change_parameters,
    ],
)
@pytest.mark.parametrize("chosen", [Filters(), Filters(decks=("two",))])
def test_another_look_says_what_a_first_one_would(
    collect: Open,
    clock: Clock,
    change: Callable[[Collection, Clock], None],
    chosen: Filters,
) -> None:
    """What is kept of a look never shows in the next one's figures."""
    collection = collect(DECKS)
    study(collection, clock, 20)
    figures(collection, filters=chosen, at=clock.at)

    change(collection, clock)
    at = clock.at + timedelta(minutes=1)
    kept = figures(collection, filters=chosen, at=at)

    assert plain(kept) == near(fresh(collection, filters=chosen, at=at))


def test_only_new_days_are_read(collect: Open, clock: Clock) -> None:
    """Another look reads no review of a day that it has kept."""
    collection = collect(DECKS)
    study(collection, clock, 12)
    figures(collection, at=clock.at)
    study(collection, clock, 2)
    asked: list[str] = []
    collection.store.connection.set_trace_callback(asked.append)
    figures(collection, at=clock.at)
    collection.store.connection.set_trace_callback(None)

    reads = [query for query in asked if "duration_ms from event" in query]
    assert reads
    assert all("id >=" in query or "card in" in query for query in reads)


def test_a_deck_and_a_tag_choose_their_cards(collect: Open, clock: Clock) -> None:
    """Parts add up to the whole."""
    collection = collect(DECKS)
    study(collection, clock, 10)
    at = clock.at

    def reviews(chosen: Filters) -> int:
        found = figures(collection, ("days",), filters=chosen, at=at)
        return int(found["study"]["reviews"])

    one, two = reviews(Filters(decks=("one",))), reviews(Filters(decks=("two",)))
    assert one + two == reviews(Filters())
    assert reviews(Filters(tags=("red",))) == two
    assert reviews(Filters(concepts=("waves",))) == one
    with pytest.raises(InputError, match="There is no deck three"):
        reviews(Filters(decks=("three",)))
    with pytest.raises(InputError, match="There is no concept sand"):
        reviews(Filters(concepts=("sand",)))


def test_a_range_counts_its_own_days(collect: Open, clock: Clock) -> None:
    """Reviews before and after the range count for the memory alone."""
    collection = collect(DECKS)
    study(collection, clock, 12)
    first, last = date(2026, 3, 5), date(2026, 3, 8)
    chosen = Filters(first=first, last=last)
    found = figures(collection, ("days",), filters=chosen, at=clock.at)

    every = figures(collection, ("days",), at=clock.at)["heatmap"]
    span = {day for day in every if first.isoformat() <= day <= last.isoformat()}
    assert found["heatmap"] == {day: every[day] for day in span}


def test_the_past_is_said_as_of_then(collect: Open, clock: Clock) -> None:
    """What is said of an instant does not depend on what came after.

    But for plans and Anki's graphs of cards: what each card was is not kept.
    """
    collection = collect(DECKS)
    study(collection, clock, 8)
    at = clock.at
    then = fresh(collection, at=at)
    assert then["anki"]["card_counts"] is not None
    then["anki"] |= dict.fromkeys(GRAPHS)
    clock.sleep(hours=1)
    study(collection, clock, 6)

    later = figures(collection, at=at)
    for planned in ("backlog", "today", "forecast_30"):
        del then[planned], later[planned]
    assert plain(later) == near(then)


def test_hidden_cards_are_left_out_now_and_kept_in_the_past(
    collect: Open, clock: Clock
) -> None:
    """A suspended card is not known now; its past days stand."""
    collection = collect(DECKS)
    study(collection, clock, 9)
    before = figures(collection, at=clock.at)
    suspend_one(collection, clock)
    after = figures(collection, at=clock.at + timedelta(minutes=1))

    now = before["stock"]["learned_cards"], after["stock"]["learned_cards"]
    assert now == (11, 10)
    assert after["stock"]["K_sum_daily"] == before["stock"]["K_sum_daily"]


def test_a_day_keeps_the_parameters_of_its_evening(collect: Open, clock: Clock) -> None:
    """Changed parameters leave the rows of past days as they were."""
    collection = collect(DECKS)
    study(collection, clock, 10)
    before = daily(collection, at=clock.at).rows
    change_parameters(collection, clock)
    study(collection, clock, 4)
    after = daily(collection, at=clock.at).rows
    collection.store.connection.execute("delete from progress_scope")
    collection.store.connection.execute("delete from progress_day")
    anew = daily(collection, at=clock.at).rows

    # The last day before the change ended with the new parameters.
    past = len(before) - 1
    assert [list(row[1:]) for row in after[:past]] == [
        near(list(row[1:])) for row in before[:past]
    ]
    assert [list(row[1:]) for row in anew] == [near(list(row[1:])) for row in after]
    assert len(after) == len(before) + 4


def test_a_simulation_is_kept_until_something_changes(
    collect: Open, clock: Clock
) -> None:
    """What comes of going on is worked out once a day, and after each review."""
    collection = collect(DECKS)
    study(collection, clock, 6)
    one = look(collection, at=clock.at)
    one.simulate(repetitions=5)
    again = look(collection, at=clock.at + timedelta(minutes=1))
    rate(collection, cards_of(collection)[0], Rating.AGAIN)
    changed = look(collection, at=clock.at + timedelta(minutes=2))

    assert (one.knows_ahead, again.knows_ahead, changed.knows_ahead) == (
        True,
        True,
        False,
    )
    assert again.figures(("known",))["projection"]["continue_mc"] == near(
        one.figures(("known",))["projection"]["continue_mc"]
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("days", [0, 1, 3, 30])
def test_every_view_has_something_to_say(
    collect: Open, clock: Clock, view: str, days: int
) -> None:
    """Each table has rows of its columns' width, or says what is still needed."""
    collection = collect(DECKS)
    study(collection, clock, days)

    for table in report(collection, view, at=clock.at):
        assert bool(table.rows) != bool(table.needs) or not table.columns
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        keys = [column.key for column in table.columns]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("days", [0, 1, 30])
def test_figures_are_json(collect: Open, clock: Clock, days: int) -> None:
    """No figure is anything that JSON does not know, such as a bare nan."""
    collection = collect(DECKS)
    study(collection, clock, days)

    found = figures(collection, at=clock.at)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_forecasts_carry_their_verdict(collect: Open, clock: Clock) -> None:
    """Beneath every forecast stand the verdict and how far anything was tested."""
    collection = collect(DECKS)
    study(collection, clock, 10)
    one = look(collection, at=clock.at)
    one.simulate(repetitions=3)

    tables = {table.id: table for view in VIEWS for table in one.tables(view)}
    for name in ("known_ahead", "known_ahead_line", "cost_ahead", "days_due"):
        said = " ".join(tables[name].notes)
        assert "Is the forecast right?" in said
        assert "forecast reaches" in said or "tested gaps" in said


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("all", (None, None)),
        ("7d", (date(2026, 2, 24), None)),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2024-12", (date(2024, 12, 1), date(2024, 12, 31))),
        ("2025-03-04", (date(2025, 3, 4), date(2025, 3, 4))),
        ("2025..2025-02", (date(2025, 1, 1), date(2025, 2, 28))),
        ("..2025-02", (None, date(2025, 2, 28))),
        ("2025-02-03..", (date(2025, 2, 3), None)),
    ],
)
def test_ranges_are_read(text: str, span: tuple[date | None, date | None]) -> None:
    """Words for ranges mean these days, both ends included."""
    assert read_range(text, date(2026, 3, 2)) == span


@pytest.mark.parametrize(
    "text", ["", "x", "2025-13", "2025-02-30", "9999999d", "1..2..3"]
)
def test_other_ranges_are_refused(text: str) -> None:
    """What names no days is refused in a sentence."""
    with pytest.raises(InputError, match="is no range of days"):
        read_range(text, date(2026, 3, 2))


def test_due_is_what_is_planned(collect: Open, clock: Clock) -> None:
    """Cards that a plan has moved, or that are put off, are not due before then."""
    collection = collect(DECKS)
    first, second, third, *_ = cards_of(collection)
    for card in (first, second, third):
        rate(collection, card, Rating.GOOD)
    collection.replay_all()
    clock.sleep(days=9)
    today = collection.today()
    moved = today + timedelta(days=2)
    collection.log(DueSet(card=first, due=moved, batch=BatchId("b1")))
    collection.log(Buried(card=second, until=today + timedelta(days=1)))
    collection.replay_all()
    clock.sleep(minutes=1)
    found = figures(collection, ("days",), at=clock.at)

    assert found["backlog"]["due"] == 1
    assert found["forecast_30"][:3] == [1, 1, 1]


def test_today_is_one_of_the_last_30_days(collect: Open, clock: Clock) -> None:
    """The sentence counts today; the figure counts the days before it."""
    collection = collect(DECKS)
    study(collection, clock, 4)
    rows = {row[0]: row[1] for row in report(collection, "now", at=clock.at)[0].rows}
    found = figures(collection, ("days",), at=clock.at)

    assert rows["Studied"] == "4 of the last 30 days"
    assert found["streaks"]["active_last_30"] == 3


def test_bets_stand_in_the_trust_view(collect: Open, clock: Clock) -> None:
    """A sentence for what was said, as of the day; without bets there is no table."""
    collection = collect({"a.md": "Q: a?\nA: b\n\nQ: c?\nA: d\n"})
    session = ReviewSession(collection)
    session.answer(Rating.EASY, duration_ms=1)
    session.answer(Rating.EASY, duration_ms=1, sure=True)
    clock.sleep(days=20)

    assert "trust_bets" not in {one.id for one in report(collection, "trust")}
    assert "bets" not in figures(collection)
    session = ReviewSession(collection)
    session.answer(Rating.GOOD, duration_ms=1, sure=True)
    session.answer(Rating.AGAIN, duration_ms=1, sure=True)
    clock.sleep(hours=1)
    (told,) = [it for it in report(collection, "trust") if it.id == "trust_bets"]

    assert told.notes == ("sure: 1 of 2 right; the model said 2",)
    assert [one["n"] for one in figures(collection, ("trust",))["bets"]] == [2]
    session.undo()
    (told,) = [it for it in report(collection, "trust") if it.id == "trust_bets"]
    assert told.notes == ("sure: 1 of 1 right; the model said 1",)
