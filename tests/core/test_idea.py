"""Ideas: the pauses as defined, undo, and how heat fades."""

from datetime import UTC, date, datetime, timedelta

import pytest

from srs.core.card import CardId
from srs.core.idea import Idea, fold, heat, thought_day
from srs.core.log import (
    BatchId,
    Buried,
    DueSet,
    Event,
    EventId,
    IdeaJudged,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
    Verdict,
)

CARD = CardId(7)
MET = date(2026, 3, 1)


def entry(days: int, event: Event) -> Logged:
    """Return an event of a day so many days after the idea was met."""
    at = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=days)
    return Logged(
        id=EventId(f"{days:032x}"),
        device="00000001",
        at=at,
        offset_min=0,
        day=at.date(),
        event=event,
    )


def judged(days: int, verdict: Verdict) -> Logged:
    """Return an answer of a day so many days after the idea was met."""
    return entry(days, IdeaJudged(card=CARD, verdict=verdict))


def due(*entries: Logged) -> int:
    """Return how many days after it was met the idea comes back."""
    return (fold(entries, met=MET).due - MET).days


def test_a_new_idea_comes_after_a_week() -> None:
    """Nobody is asked about an idea on the day it is written down."""
    assert fold([], met=MET) == Idea(interval_days=7, due=date(2026, 3, 8), since=MET)


def test_not_now_doubles_the_pause_each_time() -> None:
    """7, 14, 28, 56 days: counted from the answer, however late it came."""
    assert due(judged(7, "not now")) == 7 + 14
    assert due(judged(7, "not now"), judged(21, "not now")) == 21 + 28
    assert due(judged(10, "not now"), judged(40, "not now")) == 40 + 28


def test_fruitful_makes_the_pause_short() -> None:
    """After three days it is back; a not now then doubles those three."""
    assert due(judged(7, "fruitful")) == 10
    assert due(judged(7, "fruitful"), judged(10, "not now")) == 16


def test_an_idea_let_go_comes_no_more_until_it_is_called_back() -> None:
    """It is suspended; called back, it is asked about at once."""
    gone = fold([judged(7, "let go")], met=MET)
    back = fold(
        [judged(7, "let go"), entry(9, Unsuspended(card=CARD))],
        met=MET,
    )

    assert (gone.let_go, gone.last) == (True, date(2026, 3, 8))
    assert (back.let_go, back.due) == (False, date(2026, 3, 8))


def test_an_undone_answer_never_was() -> None:
    """The fold passes over what a live undo takes back."""
    answer = judged(7, "let go")
    undo = entry(8, Undone(target=answer.id))

    assert fold([answer, undo], met=MET) == fold([], met=MET)


def test_other_events_of_a_card_mean_what_they_say_or_nothing() -> None:
    """Burying puts it off, a reset begins anew; reviews and plans mean nothing."""
    rated = Reviewed(card=CARD, rating=Rating.AGAIN, duration_ms=1)
    moved = DueSet(card=CARD, due=date(2027, 1, 1), batch=BatchId("b"))

    assert due(entry(1, Buried(card=CARD, until=date(2026, 3, 20)))) == 19
    assert due(judged(7, "not now"), entry(8, Reset(card=CARD))) == 8 + 7
    assert due(entry(1, rated), entry(2, moved)) == 7
    assert fold([entry(1, Suspended(card=CARD))], met=MET).let_go


def test_the_pause_ends_somewhere() -> None:
    """However often it is put off, the pause stays a date of the calendar."""
    many = [judged(number, "not now") for number in range(100)]

    assert fold(many, met=MET).interval_days == 36_500
    assert fold(many, met=date(9999, 12, 1)).due <= date.max


@pytest.mark.parametrize(
    ("days", "warmth"),
    [((0,), 1.0), ((30,), 0.5), ((0, 0, 30), 1.5), ((-5,), 1.0), ((), 0.0)],
)
def test_heat_is_one_for_each_day_and_halves_in_thirty(
    days: tuple[int, ...], warmth: float
) -> None:
    """A day counts once; half is left after thirty days; the future is as today."""
    today = date(2026, 3, 31)
    sparks = [today - timedelta(days=ago) for ago in days]

    assert heat(sparks, today) == pytest.approx(warmth)


def test_a_thought_with_no_real_date_warms_nothing() -> None:
    """What looks like a date and is none is passed over."""
    assert thought_day("2026-03-02 It may be.") == date(2026, 3, 2)
    assert thought_day("2026-13-45 It may be.") is None
