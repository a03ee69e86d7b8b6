"""What was each study day? A row a day, zeros kept, as it looked on its evening."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from srs.core.day import day_number, day_of_number, milliseconds
from srs.core.log import Buried, DueSet, IdeaJudged, Logged, Suspended, Unsuspended
from srs.exchange.sheet import Field, Row, Sheet
from srs.study.collection import Collection
from srs.study.progress_gather import Gather
from srs.study.progress_inputs import Filters
from srs.study.review_columns import History

if TYPE_CHECKING:
    from srs.stats.evenings import Moves

DAILY = (
    Field(name="study_day", kind="date"),
    Field(name="reviews", kind="int32", unit="reviews"),
    Field(name="tests", kind="int32", unit="tests"),
    Field(name="passed", kind="int32", unit="tests"),
    Field(name="expected_passed", kind="double", unit="tests"),
    Field(name="new_cards", kind="int32", unit="cards"),
    Field(name="study_seconds", kind="double", unit="seconds"),
    Field(name="upkeep_seconds", kind="double", unit="seconds"),
    Field(name="learned_cards", kind="int32", unit="cards"),
    Field(name="known_cards", kind="double", unit="cards"),
    Field(name="known_cards_audited", kind="double", unit="cards"),
    Field(name="read_once_cards", kind="double", unit="cards"),
    Field(name="due_end_of_day", kind="int32", unit="cards"),
)
_MOVING = ("suspended", "unsuspended", "buried", "due_set", "idea")


def daily(collection: Collection, *, filters: Filters, at: datetime) -> Sheet:
    """Return a row for each study day that is over.

    Args:
        collection: It.
        filters: Which cards, and from which study day on.
        at: The instant of which everything is said.
    """
    return Sheet(name="daily", fields=DAILY, rows=_rows(collection, filters, at))


def _rows(collection: Collection, filters: Filters, at: datetime) -> Iterator[Row]:
    whole = replace(filters, first=None)
    days = Gather(collection, whole, at).days()
    if not days:
        return
    off, due = _evenings(collection, whole, at, days[0].day, days[-1].day)
    first = days[0].day if filters.first is None else day_number(filters.first)
    for row, moved, waiting in zip(days, off, due, strict=True):
        if row.day >= first:
            known, once = row.known_cards, row.read_once_cards
            yield (
                day_of_number(row.day), *row[1:9], known, known + moved, once, waiting
            )  # fmt: skip


def _evenings(
    collection: Collection, filters: Filters, at: datetime, first: int, last: int
) -> tuple[list[float], list[int]]:
    from srs.stats.evenings import Moves, evenings
    from srs.stats.trust import calibration

    history = History(collection, filters, at)
    moves = Moves()
    for entry in collection.store.log.live_of(*_MOVING):
        _put(moves, entry, history, milliseconds(at))
    now, _ = Gather(collection, filters, at).standing(whole=True)
    judged = calibration(now.tally.sums)
    return evenings(
        history.inputs,
        history.due,
        moves,
        judged["bins"] if judged else (),
        first=first,
        last=last,
    )


def _put(moves: "Moves", entry: Logged, history: History, before_ms: int) -> None:
    """Take up what an event made of a card's due day, if it was ever reviewed."""
    from srs.stats.evenings import BACK, HIDDEN

    event, at_ms = entry.event, milliseconds(entry.at)
    match event:
        case Suspended():
            due = HIDDEN
        case Unsuspended():
            due = BACK
        case IdeaJudged():
            due = HIDDEN if event.verdict == "let go" else BACK
        case Buried():
            due = day_number(event.until)
        case DueSet():
            due = day_number(event.due)
        case _:
            return
    place = history.place(event.card, at_ms)
    if place is not None and at_ms < before_ms:
        moves.card.append(place)
        moves.at_ms.append(at_ms)
        moves.day.append(day_number(entry.day))
        moves.due.append(due)
