"""What does a review log of any program say? A CSV file as columns for statistics.

A row has `card_id`, `review_datetime` or `review_time`, `rating` or
`review_rating`, and `duration` or `review_duration` in milliseconds, which may be
empty. A time is ISO 8601 with an offset, or whole milliseconds since 1970 UTC. A
rating of 0 is no review: something moved the card.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from srs.core.day import Calendar, day_number
from srs.core.errors import InputError
from srs.core.report import Inputs, Weights
from srs.core.text import safe_line

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = {
    "card": ("card_id",),
    "at": ("review_datetime", "review_time"),
    "rating": ("rating", "review_rating"),
    "duration": ("duration", "review_duration"),
}


class LogRow(NamedTuple):
    """One review as a file gives it."""

    at: datetime
    card: str
    rating: int
    duration_ms: float


def read_rows(path: Path) -> list[LogRow]:
    """Return the reviews of a file in the order of time, ties as in the file.

    Raises:
        InputError: The file cannot be read as a review log; it says where.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(csv.DictReader(file), path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{safe_line(str(path))} cannot be read as a review log: "
            f"{safe_line(str(error))}.",
            next_step="It must be CSV in UTF-8; see: srs help statistics",
        ) from error
    return sorted(rows, key=lambda row: row.at)


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterable[LogRow]:
    names = reader.fieldnames or ()
    for what in ("card", "at", "rating"):
        if not set(_NAMES[what]) & set(names):
            raise InputError(
                f"{safe_line(str(path))} has no column {' or '.join(_NAMES[what])}.",
                next_step="The columns are in: srs help statistics",
            )
    for row in reader:
        try:
            found = _row(row)
        except (ValueError, OverflowError) as error:
            raise InputError(
                f"{safe_line(str(path))}:{reader.line_num}: {safe_line(str(error))}.",
                next_step="Mend the line, or take it out.",
            ) from error
        if found is not None:
            yield found


def _row(row: Mapping[str, str | None]) -> LogRow | None:
    rating = int(_cell(row, "rating"))
    if not 1 <= rating <= 4:
        return None
    spent = _cell(row, "duration").strip()
    return LogRow(
        at=read_time(_cell(row, "at")),
        card=_cell(row, "card").strip(),
        rating=rating,
        duration_ms=float(spent) if spent else 0.0,
    )


def _cell(row: Mapping[str, str | None], what: str) -> str:
    for name in _NAMES[what]:
        value = row.get(name)
        if value is not None:
            return value
    return ""


def read_time(text: str) -> datetime:
    """Return the UTC instant that a text names.

    Raises:
        ValueError: It names none, or has no offset.
    """
    text = text.strip()
    if text.lstrip("-").isdigit():
        return _EPOCH + timedelta(milliseconds=int(text))
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"the time {text} has no offset such as +01:00")
    return at.astimezone(UTC)


def noon_after(rows: list[LogRow], calendar: Calendar) -> datetime:
    """Return noon, in the learner's zone, of the day after the last review."""
    day = calendar.day(rows[-1].at) + timedelta(days=1)
    return datetime.combine(day, time(12), tzinfo=calendar.timezone).astimezone(UTC)


def log_inputs(
    rows: list[LogRow], *, calendar: Calendar, weights: Weights, at: datetime
) -> Inputs:
    """Return what statistics are given: the reviews before an instant."""
    some = [row for row in rows if row.at < at]
    ids = sorted({row.card for row in some}, key=lambda name: (len(name), name))
    place = {name: number for number, name in enumerate(ids)}
    inputs = Inputs(
        calendar=calendar,
        now_s=at.timestamp(),
        today=day_number(calendar.day(at)),
        ids=ids,
        weights=(weights,),
    )
    inputs.card.extend(place[row.card] for row in some)
    inputs.at_ms.extend(row.at.timestamp() * 1000 for row in some)
    inputs.day.extend(day_number(calendar.day(row.at)) for row in some)
    inputs.rating.extend(row.rating for row in some)
    inputs.duration_ms.extend(row.duration_ms for row in some)
    return inputs


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
