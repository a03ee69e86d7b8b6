"""When does the card come back?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    Buried,
    DueSet,
    Event,
    EventId,
    Flagged,
    IdeaJudged,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
)
from srs.core.memory import Memory
from srs.core.preset import Preset
from srs.core.schedule import (
    CardState,
    New,
    Scheduled,
    apply,
    decision,
    preview,
    replay,
)
from srs.memory import model

CARD = CardId(42)
DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FSRS = model("fsrs-6", ())
AGAIN, HARD, GOOD, EASY = Rating

Row = tuple[str, int, float, float, float]
"""Phase, step, minutes or else days, stability, difficulty."""


def scheduled(
    phase: str, stability: float, difficulty: float, *, reviews: int, days: int = 0
) -> Scheduled:
    """Return a card reviewed so many days before the day of the tests."""
    at_last = AT - timedelta(days=days)
    return Scheduled(
        phase=phase,  # type: ignore[arg-type]
        step=1 if phase == "learning" else 0,
        due_day=DAY,
        due_at=None if phase == "review" else AT,
        memory=Memory(stability_days=stability, difficulty=difficulty),
        last_day=DAY - timedelta(days=days),
        last_at=at_last,
        interval_days=days,
        reviews=reviews,
        lapses=0,
        graduated=phase != "learning",
    )


def futures(
    schedule: New | Scheduled, preset: Preset | None = None
) -> dict[Rating, Scheduled]:
    """Return what the four ratings lead to, without balancing."""
    return preview(
        schedule,
        card=CARD,
        at=AT,
        day=DAY,
        preset=preset or Preset(),
        model=FSRS,
        load=None,
    )


def table(found: dict[Rating, Scheduled]) -> list[Row]:
    """Return the futures as a table, by hand readable."""
    return [
        (
            one.phase,
            one.step,
            one.interval_days
            if one.due_at is None
            else (one.due_at - AT) / timedelta(minutes=1),
            round(one.memory.stability_days, 2),
            round(one.memory.difficulty, 2),
        )
        for one in found.values()
    ]


def logged(event: Event, number: int, *, days: int = 0) -> Logged:
    """Return an event with the number in its id, so many days after the first."""
    return Logged(
        id=EventId(f"{number:032x}"),
        device="00000001",
        at=AT + timedelta(days=days, seconds=number),
        offset_min=60,
        day=DAY + timedelta(days=days),
        event=event,
    )


def test_a_new_card() -> None:
    """Stabilities are w0 to w3; steps of 1 and 10 minutes; Easy is 8 days fuzzed.

    8.2956 days round to 8, the fuzz range is 6 to 10 (1 + 0.15 * 4.5 + 0.1 = 1.775),
    and the luck of card 42 before its first review is 0.7416: 6 + ⌊0.7416 * 5⌋ = 9.
    """
    assert table(futures(New())) == [
        ("learning", 0, 1, 0.21, 6.41),
        ("learning", 0, 5.5, 1.29, 5.11),
        ("learning", 1, 10, 2.31, 2.12),
        ("review", 0, 9, 8.3, 1.0),
    ]


def test_a_card_in_its_second_step() -> None:
    """Good graduates with 2 days, which have no fuzz; Easy must come a day later.

    Same-day stabilities: 2.3065 * e^(0.5425 (G - 3 + 0.0912)) * 2.3065^-0.0658, and
    the factor is at least 1 for Hard and Good. Easy: 3.946 rounds to 4, its range is
    3 to 5, the luck before the second review 0.1599: 3.
    """
    learning = scheduled("learning", 2.3065, 2.1181, reviews=1)

    assert table(futures(learning)) == [
        ("learning", 0, 1, 0.78, 7.39),
        ("learning", 1, 10, 2.31, 4.75),
        ("review", 0, 2, 2.31, 2.11),
        ("review", 0, 3, 3.95, 1.0),
    ]


def test_a_card_in_review_on_its_day() -> None:
    """S = 10, D = 5 after 10 days: R = 0.9; raw intervals 23.2, 32.0 and 51.3 days.

    e^1.8722 * 6 * 10^-0.1666 * (e^0.0796 - 1) = 2.2027, so Good is 10 * 3.2027; Hard
    takes 0.6014 of the growth, Easy 1.8729. Forgotten: 1.4835 * 5^-0.0614 *
    (11^0.2629 - 1) * e^0.16483 = 1.392. Ranges 20-26, 28-36, 46-56 with luck 0.2786.
    """
    review = scheduled("review", 10.0, 5.0, reviews=2, days=10)

    assert table(futures(review)) == [
        ("relearning", 0, 10, 1.39, 8.34),
        ("review", 0, 21, 23.25, 6.67),
        ("review", 0, 30, 32.03, 4.99),
        ("review", 0, 49, 51.25, 3.31),
    ]
    assert [one.lapses for one in futures(review).values()] == [1, 0, 0, 0]


def test_a_card_that_is_relearnt() -> None:
    """One step of 10 minutes, Hard half as long again; Good comes back tomorrow."""
    relearning = scheduled("relearning", 1.392, 8.3418, reviews=3)

    assert table(futures(relearning)) == [
        ("relearning", 0, 10, 0.48, 9.44),
        ("relearning", 0, 15, 1.39, 8.88),
        ("review", 0, 1, 1.43, 8.33),
        ("review", 0, 2, 2.46, 7.77),
    ]


def test_without_steps_the_model_decides_by_the_hour() -> None:
    """An interval below half a day stays in the phase, a longer one is of days."""
    preset = Preset(learning_steps=(), relearning_steps=())
    minutes_of_w0 = 0.212 * 24 * 60

    found = table(futures(New(), preset))

    assert found == [
        ("learning", 0, pytest.approx(minutes_of_w0, abs=0.001), 0.21, 6.41),
        ("review", 0, 1, 1.29, 5.11),
        ("review", 0, 2, 2.31, 2.12),
        ("review", 0, 9, 8.3, 1.0),
    ]


def test_a_lapse_without_relearning_steps_is_one_all_the_same() -> None:
    """A forgotten card whose new interval is a day stays in review, with a lapse."""
    review = scheduled("review", 10.0, 5.0, reviews=2, days=10)

    again = futures(review, Preset(relearning_steps=()))[AGAIN]

    assert (again.phase, again.interval_days, again.lapses) == ("review", 1, 1)


def test_steps_that_were_shortened_do_not_trap_a_card() -> None:
    """A card in a step that the preset no longer has leaves with Good."""
    stuck = replace(scheduled("learning", 2.3, 2.0, reviews=1), step=5)

    good = futures(stuck, Preset(learning_steps=(timedelta(minutes=3),)))[GOOD]

    assert good.phase == "review"


def test_a_clock_that_runs_backwards_counts_as_the_same_day() -> None:
    """A review dated before the last one gives what a same-day review gives."""
    ahead = replace(
        scheduled("review", 10.0, 5.0, reviews=2), last_day=DAY + timedelta(days=3)
    )
    same = scheduled("review", 10.0, 5.0, reviews=2)

    assert table(futures(ahead)) == table(futures(same))


def test_higher_desired_retention_means_shorter_intervals() -> None:
    """At 0.95 instead of 0.90 every interval of days is shorter."""
    review = scheduled("review", 100.0, 5.0, reviews=2, days=100)
    usual = futures(review)
    strict = futures(review, Preset(desired_retention=0.95))

    for rating in (HARD, GOOD, EASY):
        assert strict[rating].interval_days < usual[rating].interval_days


@st.composite
def schedules(draw: st.DrawFn) -> New | Scheduled:
    """Give a card in any phase."""
    phase = draw(st.sampled_from(["new", "learning", "review", "relearning"]))
    if phase == "new":
        return New()
    stability = draw(st.floats(0.001, 36500.0))
    difficulty = draw(st.floats(1.0, 10.0))
    days = draw(st.integers(0, 2000))
    reviews = draw(st.integers(1, 300))
    return scheduled(phase, stability, difficulty, reviews=reviews, days=days)


@settings(deadline=None)
@given(schedules(), st.sampled_from(list(Rating)), st.booleans())
def test_an_event_gives_again_what_the_button_said(
    schedule: New | Scheduled, rating: Rating, decided: bool
) -> None:
    """A replay gives the future that was shown, with its decision and without."""
    shown = futures(schedule)[rating]
    event = Reviewed(
        card=CARD,
        rating=rating,
        duration_ms=1000,
        decision=decision(shown) if decided else None,
    )
    entry = replace(logged(event, 0), at=AT, day=DAY)

    state = apply(CardState(schedule=schedule), entry, preset=Preset(), model=FSRS)

    assert state == CardState(schedule=shown)


@settings(deadline=None)
@given(schedules())
def test_better_ratings_come_back_later_in_every_phase(
    schedule: New | Scheduled,
) -> None:
    """Forgot comes first, then Hard, Good and Easy, each later than the one before."""
    moments = [
        (one.due_day, one.due_at or datetime.max.replace(tzinfo=UTC))
        for one in futures(schedule).values()
    ]

    assert moments[0] <= moments[1]
    assert moments[1] < moments[2] < moments[3]


def test_what_a_review_decided_is_not_computed_again() -> None:
    """The due day stands in the event, whatever the preset says today."""
    good = futures(New())[EASY]
    moved = replace(good, due_day=DAY + timedelta(days=77), interval_days=77)
    event = Reviewed(card=CARD, rating=EASY, duration_ms=900, decision=decision(moved))

    state = replay(
        [replace(logged(event, 0), at=AT)],
        preset=Preset(desired_retention=0.99),
        model=FSRS,
    )

    assert state.schedule == moved


def test_a_reset_starts_the_memory_anew() -> None:
    """After a reset the card is new, and its next review is its first."""
    first = Reviewed(card=CARD, rating=EASY, duration_ms=1)

    before = replay([logged(first, 0)], preset=Preset(), model=FSRS)
    after = replay(
        [
            logged(Reviewed(card=CARD, rating=AGAIN, duration_ms=1), 0, days=-9),
            logged(Reset(card=CARD), 1, days=-8),
            logged(first, 0),
        ],
        preset=Preset(),
        model=FSRS,
    )

    assert after == before


def test_events_that_are_no_reviews() -> None:
    """Suspending, burying, flagging and judging change the card, not its schedule."""

    def state(*events: Event) -> CardState:
        entries = [logged(event, number) for number, event in enumerate(events)]
        return replay(entries, preset=Preset(), model=FSRS)

    until = DAY + timedelta(days=1)
    new = CardState(schedule=New())
    assert state(Suspended(card=CARD)) == replace(new, suspended=True)
    assert state(Suspended(card=CARD), Unsuspended(card=CARD)) == new
    assert state(Buried(card=CARD, until=until)) == replace(new, buried_until=until)
    assert state(Flagged(card=CARD, flag=3, note="typo")) == replace(
        new, flag=3, flag_note="typo"
    )
    assert state(IdeaJudged(card=CARD, verdict="let go")).suspended
    assert not state(
        IdeaJudged(card=CARD, verdict="let go"),
        IdeaJudged(card=CARD, verdict="fruitful"),
    ).suspended


def test_a_plan_moves_the_day_and_leaves_the_memory() -> None:
    """A due day that was set holds for a card with reviews, and not for a new one."""
    review = Reviewed(card=CARD, rating=EASY, duration_ms=1)
    plan = DueSet(card=CARD, due=DAY + timedelta(days=30), batch=BatchId("b"))

    before = replay([logged(review, 0)], preset=Preset(), model=FSRS).schedule
    after = replay(
        [logged(review, 0), logged(plan, 1)], preset=Preset(), model=FSRS
    ).schedule

    assert isinstance(before, Scheduled)
    assert after == replace(before, due_day=DAY + timedelta(days=30), interval_days=30)
    assert replay([logged(plan, 1)], preset=Preset(), model=FSRS) == CardState(
        schedule=New()
    )


def test_an_undo_takes_a_review_back_wherever_it_arrives() -> None:
    """Undone reviews do not count, and an undo that is undone does not either."""
    first = logged(Reviewed(card=CARD, rating=GOOD, duration_ms=1), 0)
    second = logged(Reviewed(card=CARD, rating=AGAIN, duration_ms=1), 1)
    undo = logged(Undone(target=second.id), 2)
    again = logged(Undone(target=undo.id), 3)

    def state(*entries: Logged) -> CardState:
        return replay(entries, preset=Preset(), model=FSRS)

    assert state(undo, second, first) == state(first)
    assert state(again, undo, second, first, first) == state(first, second)


def test_the_last_days_of_the_calendar_raise_nothing() -> None:
    """On the last evening that a calendar has, every rating still has a due day."""
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

    found = preview(
        New(),
        card=CARD,
        at=last,
        day=date.max,
        preset=Preset(),
        model=FSRS,
        load=None,
    )

    assert [one.due_day for one in found.values()] == [date.max] * 4
