"""What do the reviews say? Figures and tables of a collection, or of any review log.

What the reviews up to yesterday came to is kept in the cache, so that another look
reads only the days since. `Look` is one look; its `simulate` takes long and belongs
behind a progress bar.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from srs.core.day import Calendar, day_of_number
from srs.core.errors import InputError
from srs.core.report import Column, Table, Weights
from srs.core.text import safe_line
from srs.memory.weights import checked
from srs.stats import AHEAD_VIEWS, REPORTS, TITLES, VIEWS, WHOLE_VIEWS
from srs.study import review_log
from srs.study.collection import Collection
from srs.study.progress_anki import anki_figures
from srs.study.progress_gather import Gather
from srs.study.progress_inputs import Filters

if TYPE_CHECKING:
    from srs.stats.figures import Report

__all__ = [
    "AHEAD_VIEWS",
    "TITLES",
    "VIEWS",
    "Filters",
    "Look",
    "daily",
    "figures",
    "from_log",
    "look",
    "read_parameters",
    "read_range",
    "report",
]

SCHEMA = "srs/stats/1"
SEED = 0
"""Chance in simulations comes from here, so that a look can be repeated."""

DAILY = (
    Column(name="study day", key="study_day", unit="date"),
    Column(name="reviews", key="reviews", unit="reviews"),
    Column(name="tests", key="tests", unit="tests"),
    Column(name="passed", key="passed", unit="tests"),
    Column(name="the model said", key="expected_passed", unit="tests"),
    Column(name="new cards", key="new_cards", unit="cards"),
    Column(name="seconds", key="study_seconds", unit="seconds"),
    Column(name="of these for known cards", key="upkeep_seconds", unit="seconds"),
    Column(name="learned", key="learned_cards", unit="cards"),
    Column(name="known", key="known_cards", unit="cards"),
    Column(name="with no review after day one", key="read_once_cards", unit="cards"),
)


class Look:
    """Figures and tables of one choice of reviews at one instant."""

    def __init__(
        self,
        report: "Report",
        *,
        source: Mapping[str, Any],
        remember: Callable[[Mapping[str, Any]], None] | None = None,
    ) -> None:
        """Look at what the statistics have made of some reviews.

        Args:
            report: It.
            source: What the figures are about, for the head of the JSON.
            remember: Keeps what a simulation comes to.
        """
        self._report = report
        self._source = source
        self._remember = remember

    @property
    def reviews(self) -> int:
        """How many reviews there are."""
        return int(self._report["study"]["reviews"])

    @property
    def knows_ahead(self) -> bool:
        """Whether it is known already what comes of going on."""
        return self._report.ahead is not None

    def simulate(
        self,
        *,
        seed: int = SEED,
        repetitions: int | None = None,
        told: Callable[[float], None] | None = None,
    ) -> None:
        """Work out what comes of going on reviewing; this takes long.

        Args:
            seed: The same one gives the same result.
            repetitions: None for as many as a steady mean takes.
            told: Called with the share that is done, from 0 to 1, now and then; what
                it raises ends the work, and nothing is changed.
        """
        from srs.stats.ahead import simulate

        if not len(self._report.now.here):
            return
        found = simulate(
            self._report.now, seed=seed, repetitions=repetitions, told=told
        )
        self._report = self._report.with_ahead(found)
        if self._remember is not None:
            self._remember(found)

    def figures(self, views: Sequence[str] = ()) -> dict[str, Any]:
        """Return the figures of some views, or all, under stable keys."""
        from srs.stats.figures import figures

        return {**self._source, **figures(self._report, tuple(views))}

    def tables(self, view: str) -> list[Table]:
        """Return a view as tables."""
        return REPORTS[view](self._report)


# -- a collection -----------------------------------------------------------------


def report(
    collection: Collection,
    view: str,
    *,
    filters: Filters | None = None,
    at: datetime | None = None,
) -> list[Table]:
    """Return a view of a collection as tables; see `look`."""
    whole = view in WHOLE_VIEWS
    return look(collection, filters=filters, at=at, whole=whole).tables(view)


def figures(
    collection: Collection,
    views: Sequence[str] = (),
    *,
    filters: Filters | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Return figures of a collection under stable keys; of some views, or all."""
    whole = not views or any(view in WHOLE_VIEWS for view in views)
    return look(collection, filters=filters, at=at, whole=whole).figures(views)


def look(
    collection: Collection,
    *,
    filters: Filters | None = None,
    at: datetime | None = None,
    whole: bool = True,
) -> Look:
    """Return a look at a collection.

    Args:
        collection: It.
        filters: Which part of it; all by default.
        at: The instant of which everything is said; now by default.
        whole: Whether every day of the past is wanted, or the last months only.

    Raises:
        InputError: If a filter names what is not there.
    """
    from srs.stats.figures import Report

    gather = _gather(collection, filters, at)
    now, ahead = gather.standing(whole=whole)
    return Look(
        Report(
            now,
            whole=now.yesterday.whole,
            ahead=ahead,
            days=gather.days,
            anki=lambda: anki_figures(gather),
            bets=gather.bets,
        ),
        source=_source(collection.calendar, gather.at),
        remember=gather.keep_simulation,
    )


def _gather(
    collection: Collection, filters: Filters | None, at: datetime | None
) -> Gather:
    chosen, now = filters or Filters(), at or collection.clock()
    if chosen.last is not None:
        following = collection.calendar.begins(chosen.last + timedelta(days=1))
        now = min(now, following - timedelta(milliseconds=1))
    return Gather(collection, chosen, now)


def daily(
    collection: Collection,
    *,
    filters: Filters | None = None,
    at: datetime | None = None,
) -> Table:
    """Return a row for each study day that is over, as it looked on its evening."""
    rows = _gather(collection, filters, at).days()
    return Table(
        id="daily",
        title="Days",
        columns=DAILY,
        rows=tuple((day_of_number(row[0]), *row[1:]) for row in rows),
        needs="" if rows else "needs a day of study that is over",
        topic="known",
    )


def _source(calendar: Calendar, at: datetime) -> dict[str, Any]:
    """Return the head of the JSON."""
    return {
        "schema": SCHEMA,
        "generated_at": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "tz": calendar.timezone.key,
        "rollover_hour": calendar.rollover,
    }


# -- any review log -----------------------------------------------------------------


def from_log(
    file: Path,
    timezone: ZoneInfo,
    rollover: int,
    parameters: Sequence[float] = (),
    at: datetime | None = None,
    *,
    desired_retention: float = 0.9,
) -> Look:
    """Return a look at a review log of any program; no collection is needed.

    Args:
        file: CSV, with the columns that `review_log` reads.
        timezone: The learner's.
        rollover: The hour at which a study day ends.
        parameters: The 21 parameters of FSRS-6; none for the defaults.
        at: The instant of which everything is said; noon after the last review by
            default.
        desired_retention: The chance of recall to be asked at.

    Raises:
        InputError: The file cannot be read, or holds no review before the instant.
    """
    from srs.stats.figures import Report
    from srs.stats.state import standing

    rows = review_log.read_rows(file)
    if not rows or (at is not None and rows[0].at >= at):
        raise InputError(
            f"{safe_line(str(file))} holds no review{' before then' if at else ''}."
        )
    calendar = Calendar(timezone=timezone, rollover=rollover)
    now = at or review_log.noon_after(rows, calendar)
    weights = Weights(w=checked(parameters), desired_retention=desired_retention)
    inputs = review_log.log_inputs(rows, calendar=calendar, weights=weights, at=now)
    source = {
        **_source(calendar, now),
        "desired_retention": desired_retention,
        "log_sha256": review_log.digest(file),
    }
    return Look(Report(standing(inputs)), source=source)


# -- words of the command line ---------------------------------------------------------


def read_parameters(text: str) -> tuple[float, ...]:
    """Return the parameters that a text lists, separated by commas or spaces.

    Raises:
        InputError: If one is no number.
    """
    try:
        return tuple(float(word) for word in text.replace(",", " ").split())
    except ValueError as error:
        raise InputError(
            f"{safe_line(text)} lists no parameters.",
            next_step="Write 21 numbers with commas between them.",
        ) from error


def read_range(text: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last study day that a text names.

    Args:
        text: `30d`, `2024`, `2024-07`, a day, two days with `..` between them, one
            end of which may be missing, or `all`.
        today: The study day of now.

    Raises:
        InputError: If it names none.
    """
    word = text.strip()
    try:
        if word == "all":
            return None, None
        if word.endswith("d") and word[:-1].isdigit():
            return today - timedelta(days=int(word[:-1]) - 1), None
        first, dots, last = word.partition("..")
        begin = _span(first)[0] if first else None
        if not dots:
            return _span(word)
        return begin, _span(last)[1] if last else None
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{safe_line(text)} is no range of days.",
            next_step="Write 30d, 2024, 2024-07 or 2024-07-01..2024-08-15.",
        ) from error


def _span(word: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    parts = [int(part) for part in word.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    day = date.fromisoformat(word)
    return day, day
