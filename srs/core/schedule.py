"""When does the card come back?

A card is new or scheduled. `preview` computes what each rating would lead to,
`apply` what one event made of a card, and `replay` what all of them made of it.
What a review decided stands in its event and is never computed again: balancing
depended on all other cards at that moment. Memory states are computed anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, assert_never

from srs.core.card import CardId
from srs.core.interval import DayLoad, day_after, intervals, luck
from srs.core.log import (
    BreakSet,
    Buried,
    Decision,
    DeckStarted,
    DueSet,
    Flagged,
    IdeaJudged,
    Imported,
    Linked,
    LinkRejected,
    Logged,
    ParametersChanged,
    PhaseName,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
    live,
)
from srs.core.memory import Memory, MemoryModel
from srs.core.preset import Preset
from srs.core.steps import Pause, next_step

SHORT_TERM_DAYS = 0.5
"""Without steps, a shorter interval of the model's is kept by the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """The card has no review that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """The card was reviewed and comes back."""

    phase: PhaseName
    step: int
    """Which step is waited for, from 0; 0 in the phase review."""
    due_day: date
    """The study day from whose beginning on the card is due."""
    due_at: datetime | None
    """The instant, for a card in steps; None for one due by study day."""
    memory: Memory
    last_day: date
    """The study day of the last review, as lived."""
    last_at: datetime
    interval_days: int
    """From the last review's study day to the due one; 0 in steps."""
    reviews: int
    lapses: int
    """How often the card was forgotten in the phase review."""
    graduated: bool
    """Whether the card has left its learning steps once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """All that became of one card."""

    schedule: New | Scheduled
    suspended: bool = False
    buried_until: date | None = None
    """The study day on which a buried card returns."""
    flag: int = 0
    flag_note: str = ""


# -- what each rating would lead to -------------------------------------------


def preview(
    schedule: New | Scheduled,
    *,
    card: CardId,
    at: datetime,
    day: date,
    preset: Preset,
    model: MemoryModel,
    load: DayLoad | None,
) -> dict[Rating, Scheduled]:
    """Return what each rating would lead to, all four at once.

    Args:
        schedule: What the card is before the review.
        card: The card, whose id with the number of reviews decides the fuzz.
        at: The instant of the review.
        day: The study day that the sitting began on.
        preset: The learner's wishes.
        model: The memory model with its parameters.
        load: How many cards each day has; None for fuzz without balancing.
    """
    prospects = _prospects(schedule, card, day, preset, model, load, tuple(Rating))
    return {
        rating: _future(schedule, rating, prospects, at=at, day=day)
        for rating in Rating
    }


class _Prospects(NamedTuple):
    """What the model and the policy say of each rating."""

    memories: dict[Rating, Memory]
    pauses: dict[Rating, Pause | None]
    days: dict[Rating, int]


def _prospects(
    schedule: New | Scheduled,
    card: CardId,
    day: date,
    preset: Preset,
    model: MemoryModel,
    load: DayLoad | None,
    ratings: Sequence[Rating],
) -> _Prospects:
    """Return the prospects of some ratings, and of those that they depend on."""
    known = None if isinstance(schedule, New) else schedule
    elapsed = _elapsed_days(schedule, day)
    before = known.memory if known else None
    memories = {
        rating: model.after(before, rating, elapsed_days=elapsed) for rating in ratings
    }
    raw = {
        rating: model.interval_days(memory, desired_retention=preset.desired_retention)
        for rating, memory in memories.items()
    }
    pauses = {rating: _pause(schedule, rating, raw[rating], preset) for rating in raw}
    days = intervals(
        {rating: raw[rating] for rating, pause in pauses.items() if pause is None},
        previous=known.interval_days if known and known.phase == "review" else 0,
        chance=luck(card, known.reviews if known else 0),
        day=day,
        preset=preset,
        load=load,
    )
    return _Prospects(memories, pauses, days)


def _future(
    schedule: New | Scheduled,
    rating: Rating,
    prospects: _Prospects,
    *,
    at: datetime,
    day: date,
) -> Scheduled:
    """Return what one rating leads to."""
    pause, days = prospects.pauses[rating], prospects.days.get(rating, 0)
    return _settled(
        schedule,
        rating,
        _decided(schedule, rating, pause, days, at, day),
        memory=prospects.memories[rating],
        at=at,
        day=day,
    )


_ORDERED: dict[Rating, tuple[Rating, ...]] = {
    Rating.AGAIN: (Rating.AGAIN, Rating.HARD),
    Rating.HARD: (Rating.HARD,),
    Rating.GOOD: (Rating.HARD, Rating.GOOD),
    Rating.EASY: (Rating.HARD, Rating.GOOD, Rating.EASY),
}
"""Whose intervals a rating's own depends on: each better one comes later."""


def decision(scheduled: Scheduled) -> Decision:
    """Return what a review decided, as its event keeps it."""
    return Decision(
        phase=scheduled.phase,
        step=scheduled.step,
        due_day=scheduled.due_day,
        due_at=scheduled.due_at,
    )


def _elapsed_days(schedule: New | Scheduled, day: date) -> int:
    """Return the study days since the last review; 0 where a clock ran backwards."""
    if isinstance(schedule, New):
        return 0
    return max(0, (day - schedule.last_day).days)


def _pause(
    schedule: New | Scheduled, rating: Rating, raw_days: float, preset: Preset
) -> Pause | None:
    """Return the step that a rating leads to, or None for an interval of days."""
    phase = _phase_of_steps(schedule, rating)
    if phase is None:
        return None
    steps = preset.learning_steps if phase == "learning" else preset.relearning_steps
    if not steps:
        short = raw_days < SHORT_TERM_DAYS
        return (0, timedelta(days=raw_days)) if short else None
    # Relearning begins anew; a step past the end was set when there were more.
    began = isinstance(schedule, Scheduled) and schedule.phase != "review"
    step = min(schedule.step, len(steps) - 1) if began else 0  # type: ignore[union-attr]
    return next_step(step, steps, rating)


def _phase_of_steps(schedule: New | Scheduled, rating: Rating) -> PhaseName | None:
    """Return the phase whose steps a rating may lead to, if any."""
    if isinstance(schedule, New):
        return "learning"
    if schedule.phase != "review":
        return schedule.phase
    return "relearning" if rating is Rating.AGAIN else None


def _decided(
    schedule: New | Scheduled,
    rating: Rating,
    pause: Pause | None,
    days: int,
    at: datetime,
    day: date,
) -> Decision:
    """Return what a rating decides: a step by the instant, or a day."""
    phase = _phase_of_steps(schedule, rating)
    if pause is None or phase is None:
        return Decision(phase="review", step=0, due_day=day_after(day, days))
    step, wait = pause
    return Decision(phase=phase, step=step, due_day=day, due_at=later(at, wait))


def later(at: datetime, wait: timedelta) -> datetime:
    """Return the instant after a wait, to the millisecond as the log keeps it."""
    try:
        then = at + wait
    except OverflowError:
        then = at
    return then.replace(microsecond=then.microsecond // 1000 * 1000)


def _settled(
    schedule: New | Scheduled,
    rating: Rating,
    decided: Decision,
    *,
    memory: Memory,
    at: datetime,
    day: date,
) -> Scheduled:
    """Return the card as a review with its decision leaves it."""
    known = None if isinstance(schedule, New) else schedule
    in_review = decided.phase == "review"
    lapsed = bool(known and known.phase == "review" and rating is Rating.AGAIN)
    return Scheduled(
        phase=decided.phase,
        step=decided.step,
        due_day=decided.due_day,
        due_at=decided.due_at,
        memory=memory,
        last_day=day,
        last_at=at,
        interval_days=max(0, (decided.due_day - day).days) if in_review else 0,
        reviews=(known.reviews if known else 0) + 1,
        lapses=(known.lapses if known else 0) + lapsed,
        graduated=in_review or bool(known and known.graduated),
    )


# -- what became of a card ------------------------------------------------------


def replay(
    entries: Iterable[Logged], *, preset: Preset, model: MemoryModel
) -> CardState:
    """Return what became of a card.

    Args:
        entries: All events of the card, in any order, more than once or undone
            too, with the undos.
        preset: The learner's wishes, for reviews that brought no decision.
        model: The memory model with its parameters.
    """
    state = CardState(schedule=New())
    for entry in live(entries):
        state = apply(state, entry, preset=preset, model=model)
    return state


def apply(
    state: CardState, entry: Logged, *, preset: Preset, model: MemoryModel
) -> CardState:
    """Return what one live event makes of a card.

    Args:
        state: What the earlier events made of it.
        entry: The next event of that card in the order of replay.
        preset: The learner's wishes, for a review that brought no decision.
        model: The memory model with its parameters.
    """
    event = entry.event
    match event:
        case Reviewed():
            reviewed = _reviewed(state.schedule, entry, event, preset, model)
            return replace(state, schedule=reviewed)
        case Suspended():
            return replace(state, suspended=True)
        case Unsuspended():
            return replace(state, suspended=False)
        case Reset():
            return replace(state, schedule=New())
        case Buried():
            return replace(state, buried_until=event.until)
        case Flagged():
            return replace(state, flag=event.flag, flag_note=event.note)
        case DueSet():
            return replace(state, schedule=_moved(state.schedule, event.due))
        case IdeaJudged():
            return replace(state, suspended=event.verdict == "let go")
        case (
            Undone()
            | Linked()
            | LinkRejected()
            | DeckStarted()
            | ParametersChanged()
            | BreakSet()
            | Imported()
        ):
            return state
        case _:
            assert_never(event)


def _reviewed(
    schedule: New | Scheduled,
    entry: Logged,
    event: Reviewed,
    preset: Preset,
    model: MemoryModel,
) -> Scheduled:
    """Return the card after a review: as its event decided, else by the policy."""
    if event.decision is None:
        needed = _ORDERED[event.rating]
        prospects = _prospects(
            schedule, event.card, entry.day, preset, model, None, needed
        )
        return _future(schedule, event.rating, prospects, at=entry.at, day=entry.day)
    memory = model.after(
        None if isinstance(schedule, New) else schedule.memory,
        event.rating,
        elapsed_days=_elapsed_days(schedule, entry.day),
    )
    return _settled(
        schedule,
        event.rating,
        event.decision,
        memory=memory,
        at=entry.at,
        day=entry.day,
    )


def _moved(schedule: New | Scheduled, due: date) -> New | Scheduled:
    """Return the card moved to a study day; a new card has none to be moved from."""
    if isinstance(schedule, New):
        return schedule
    return replace(
        schedule,
        phase="review",
        step=0,
        due_day=due,
        due_at=None,
        interval_days=max(0, (due - schedule.last_day).days),
        graduated=True,
    )
