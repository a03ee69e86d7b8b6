"""How are statistics worked out while the keyboard goes on?

A thread of its own opens the collection a second time, imports numpy there and
answers one question after another. What it has worked out stays until the log, the
decks or the study day change.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from srs.core.report import Table
from srs.study.card_names import with_questions
from srs.study.collection import Collection, open_collection
from srs.study.progress import AHEAD_VIEWS, Filters, Look, look
from srs.study.progress_shown import keep_shown

LONGEST_NAME = 200
"""So much of a question names its card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A view, worked out."""

    tables: tuple[Table, ...]
    reviews: int
    knows_ahead: bool
    """Whether what comes of going on is in it, or need not be."""


class StoppedError(Exception):
    """Nobody waits for a simulation any more."""


class Beside:
    """Looks at a collection from a thread of its own."""

    def __init__(self, collection: Collection) -> None:
        """Get ready; nothing is opened before the first question.

        Args:
            collection: What the questions are about; it stays with its own thread.
        """
        self._root, self._clock = collection.root, collection.clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="progress")
        self._ended = Event()
        self._wanted = Event()
        """Set for as long as somebody waits for a simulation."""
        # What follows is touched by that thread alone.
        self._own: Collection | None = None
        self._stamp: object = None
        self._looks: dict[Filters, Look] = {}
        self._answers: dict[tuple[Filters, str, bool], Answer] = {}

    def ask(self, view: str, filters: Filters) -> "Future[Answer]":
        """Ask for a view; what comes of going on is in it only where that is known."""
        return self._thread.submit(self._answer, view, filters)

    def simulate(
        self, filters: Filters, told: Callable[[float], None]
    ) -> "Future[None]":
        """Work out what comes of going on.

        Args:
            filters: For which part of the collection.
            told: Called in the other thread with the share that is done.
        """
        self._wanted.set()
        return self._thread.submit(self._simulate, filters, told)

    def stop(self) -> None:
        """End a simulation that is going on."""
        self._wanted.clear()

    def export(
        self, view: str, form: str, folder: Path, filters: Filters
    ) -> "Future[Path]":
        """Write a view into a folder; gives where it stands."""
        return self._thread.submit(self._export, view, form, folder, filters)

    def close(self) -> None:
        """Let go of the collection once the question at hand is answered."""
        if not self._ended.is_set():
            self._ended.set()
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)

    # -- in the other thread ----------------------------------------------------------

    def _answer(self, view: str, filters: Filters) -> Answer:
        seen = self._look(filters)
        ahead = seen.knows_ahead
        key = filters, view, ahead
        if key not in self._answers:
            self._answers[key] = Answer(
                tables=tuple(
                    with_questions(self._opened(), table, longest=LONGEST_NAME)
                    for table in seen.tables(view)
                ),
                reviews=seen.reviews,
                knows_ahead=ahead or view not in AHEAD_VIEWS or not seen.reviews,
            )
            if view == "now" and filters == Filters():
                keep_shown(self._opened(), self._answers[key].tables)
        return self._answers[key]

    def _look(self, filters: Filters) -> Look:
        collection = self._opened()
        stamp = collection.store.data_version(), collection.today()
        if stamp != self._stamp:
            collection.forget_caches()
            self._looks.clear()
            self._answers.clear()
            self._stamp = stamp
        if filters not in self._looks:
            self._looks[filters] = look(collection, filters=filters, whole=False)
        return self._looks[filters]

    def _simulate(self, filters: Filters, told: Callable[[float], None]) -> None:
        def going(share: float) -> None:
            if self._ended.is_set() or not self._wanted.is_set():
                raise StoppedError
            told(share)

        seen = self._look(filters)
        if not seen.knows_ahead:
            seen.simulate(told=going)

    def _export(self, view: str, form: str, folder: Path, filters: Filters) -> Path:
        from srs.study.exports import SEVERAL, write

        to = folder / view if (view, form) in SEVERAL else folder
        return write(self._opened(), view, to, form=form, filters=filters)

    def _opened(self) -> Collection:
        if self._own is None:
            self._own = open_collection(self._root, clock=self._clock)
        return self._own

    def _close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None
