"""How is told what an undo took back?"""

from datetime import UTC, date, datetime

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    BreakSet,
    DeckStarted,
    DueSet,
    Event,
    EventId,
    Flagged,
    Logged,
)
from srs.study.told import undone_words

DAY = date(2026, 3, 2)
BATCH = BatchId("plan")
MOVE = DueSet(card=CardId(1), due=DAY, batch=BATCH)


def _logged(*events: Event) -> list[Logged]:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    return [
        Logged(
            id=EventId(f"{number:032x}"),
            device="00000001",
            at=at,
            offset_min=0,
            day=DAY,
            event=event,
        )
        for number, event in enumerate(events)
    ]


def test_a_plan_is_told_as_one_thing() -> None:
    """A plan and a break are told with how many cards they had moved."""
    away = BreakSet(first=DAY, last=DAY, batch=BATCH)

    assert undone_words(_logged(MOVE, MOVE), DAY) == (
        "Taken back: a plan that had moved 2 cards."
    )
    assert undone_words(_logged(MOVE, away), DAY) == (
        "Taken back: a break, for which 1 card had moved."
    )


def test_a_start_is_told_with_its_deck() -> None:
    """Which deck waits again is said; where nothing was done, that is said."""
    assert undone_words(_logged(DeckStarted(deck="stars")), DAY) == (
        "Taken back: the start of stars."
    )
    assert undone_words([], DAY) == "Nothing to undo."


def test_what_is_older_than_today_is_told_with_its_time() -> None:
    """An undo that reaches back over a day's end says how far, by the clock then."""
    taken = _logged(Flagged(card=CardId(1), flag=1))

    assert [
        undone_words(taken, day)
        for day in (DAY, date(2026, 3, 3), date(2026, 3, 9), date(2027, 1, 1))
    ] == [
        "Taken back: Flagged.",
        "Taken back: Flagged, yesterday 08:00.",
        "Taken back: Flagged, Mon 2 Mar 08:00.",
        "Taken back: Flagged, Mon 2 Mar 2026 08:00.",
    ]
