"""How is an event told in a few words?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import assert_never

from srs.core.log import (
    BreakSet,
    Buried,
    DeckStarted,
    DueSet,
    Event,
    Flagged,
    IdeaJudged,
    Imported,
    Linked,
    LinkRejected,
    Logged,
    ParametersChanged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
)
from srs.core.text import safe_line
from srs.study.words import number

RATING_NAMES = {
    Rating.AGAIN: "Forgot",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}


def event_words(event: Event) -> str:
    """Return what happened, in one or two words."""
    match event:
        case Reviewed():
            return RATING_NAMES[event.rating]
        case Undone():
            return "Undone"
        case Suspended():
            return "Suspended"
        case Unsuspended():
            return "Called back"
        case Reset():
            return "New again"
        case Buried():
            return "Buried"
        case Flagged():
            return "Flagged" if event.flag else "Flag taken away"
        case DueSet():
            return "Due day moved"
        case Linked():
            return "History kept over an edit"
        case LinkRejected():
            return "Match rejected"
        case DeckStarted():
            return "Deck started"
        case ParametersChanged():
            return "Parameters changed"
        case BreakSet():
            return "Break"
        case IdeaJudged():
            return f"Idea: {event.verdict}"
        case Imported():
            return "Imported"
        case _:
            assert_never(event)


def undone_words(taken: Sequence[Logged], today: date) -> str:
    """Return what an undo took back, in one sentence; when, if it was not today."""
    if not taken:
        return "Nothing to undo."
    when = _when(taken[0], today)
    return f"Taken back: {_what(taken)}{f', {when}' if when else ''}."


def _when(entry: Logged, today: date) -> str:
    """Return when an event was, as its clock showed; nothing for today's."""
    if entry.day == today:
        return ""
    clock = f"{entry.at + timedelta(minutes=entry.offset_min):%H:%M}"
    if entry.day == today - timedelta(days=1):
        return f"yesterday {clock}"
    year = "" if entry.day.year == today.year else f" {entry.day.year}"
    return f"{entry.day:%a} {entry.day.day} {entry.day:%b}{year} {clock}"


def _what(taken: Sequence[Logged]) -> str:
    event = taken[0].event
    moved = sum(isinstance(it.event, DueSet) for it in taken)
    if any(isinstance(it.event, BreakSet) for it in taken):
        return f"a break, for which {number(moved, 'card')} had moved"
    if moved == len(taken):
        return f"a plan that had moved {number(moved, 'card')}"
    first = event_words(event)
    if isinstance(event, DeckStarted):
        first = f"the start of {safe_line(event.deck)}"
    if len(taken) == 1:
        return first
    return f"{first} and {number(len(taken) - 1, 'more event')}"
