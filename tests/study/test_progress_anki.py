"""What of a collection comes into the graphs for people from Anki?"""

from datetime import timedelta
from typing import Any

from srs.core.card import CardId
from srs.core.log import Buried, Decision, PhaseName, Rating, Reset, Reviewed, Suspended
from srs.study.collection import Collection
from srs.study.progress import Filters, figures, report
from tests.conftest import Clock, Open

DECKS = {
    "one.md": "\n\n".join(f"Q: wave {n}?\nA: {n}" for n in range(4)),
    "two.md": "Q: stone?\nA: yes",
}


def answer(
    collection: Collection, card: CardId, rating: Rating, phase: PhaseName, days: int
) -> None:
    """Write a review that decided on a phase and a day."""
    day = collection.today()
    made = Decision(phase=phase, step=0, due_day=day + timedelta(days=days))
    event = Reviewed(card=card, rating=rating, duration_ms=5000, decision=made)
    collection.log(event)


def studied(collect: Open, clock: Clock) -> tuple[Collection, list[CardId]]:
    """Return a collection in which one card has come to be mature."""
    collection = collect(DECKS)
    cards = sorted(collection.store.schedules.deck_of_cards())
    first, second, *_ = cards
    answer(collection, first, Rating.GOOD, "review", 3)
    answer(collection, second, Rating.GOOD, "learning", 0)
    clock.sleep(days=3)
    answer(collection, first, Rating.GOOD, "review", 30)
    clock.sleep(days=30)
    answer(collection, first, Rating.AGAIN, "relearning", 0)
    answer(collection, first, Rating.HARD, "review", 4)
    collection.replay_all()
    return collection, cards


def anki(collection: Collection, clock: Clock, **more: Any) -> dict[str, Any]:
    """Return the figures of Anki's graphs."""
    found = figures(collection, ("days",), at=clock.at, **more)["anki"]
    assert isinstance(found, dict)
    return found


def test_answers_are_of_the_kind_their_card_was(collect: Open, clock: Clock) -> None:
    """New ones learn, then the interval before decides: young, mature, relearning."""
    collection, _ = studied(collect, clock)
    clock.sleep(minutes=1)
    found = anki(collection, clock)

    assert {day: one["count"] for day, one in found["reviews"].items()} == {
        "2026-03-02": {"learn": 2},
        "2026-03-05": {"young": 1},
        "2026-04-04": {"mature": 1, "relearn": 1},
    }
    assert found["true_retention"]["all_time"] == {
        "young_passed": 1,
        "young_failed": 0,
        "mature_passed": 0,
        "mature_failed": 1,
    }
    assert found["hours"]["all_time"][9] == [3, 3]
    assert found["buttons"]["one_month"]["mature"] == [1, 0, 0, 0]


def test_cards_are_as_they_are_now(collect: Open, clock: Clock) -> None:
    """New, suspended and buried ones are told apart, by deck as well."""
    collection, cards = studied(collect, clock)
    collection.log(Suspended(card=cards[2]))
    until = collection.today() + timedelta(days=1)
    collection.log(Buried(card=cards[3], until=until))
    collection.replay_all()
    clock.sleep(minutes=1)
    found = anki(collection, clock)

    counts = found["card_counts"]
    assert counts["all"] == {
        "new": 3,
        "learn": 1,
        "relearn": 0,
        "young": 1,
        "mature": 0,
    }
    assert {name: n for name, n in counts["apart"].items() if n} == {
        "new": 1,
        "learn": 1,
        "young": 1,
        "suspended": 1,
        "buried": 1,
    }
    assert found["due"]["cards"]["2026-04-08"] == 1
    assert found["added"] == {"2026-03-02": 5}
    two = anki(collection, clock, filters=Filters(decks=("two",)))
    assert sum(two["card_counts"]["all"].values()) == 1


def test_a_reset_begins_anew_and_the_past_stays(collect: Open, clock: Clock) -> None:
    """After a reset an answer is a first one; what was kept before still counts."""
    collection, cards = studied(collect, clock)
    clock.sleep(days=1)
    before = anki(collection, clock)["reviews"]
    collection.log(Reset(card=cards[0]))
    answer(collection, cards[0], Rating.GOOD, "review", 2)
    collection.replay_all()
    clock.sleep(minutes=1)
    after = anki(collection, clock)["reviews"]

    assert after["2026-04-05"]["count"] == {"learn": 1}
    assert {day: one for day, one in after.items() if day < "2026-04-05"} == before


def test_views_have_the_graphs_beneath(collect: Open, clock: Clock) -> None:
    """Days and Recall end with them; nothing has come of no review."""
    collection, _ = studied(collect, clock)
    clock.sleep(minutes=1)
    shown = [
        table.id
        for view in ("days", "recall")
        for table in report(collection, view, at=clock.at)
        if table.id.startswith("anki_") and not table.needs
    ]
    assert shown == [
        "anki_due", "anki_reviews", "anki_hours", "anki_counts", "anki_added",
        "anki_retention", "anki_buttons", "anki_lengths", "anki_shares",
    ]  # fmt: skip
