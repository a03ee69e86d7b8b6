"""Who looks for cards while the learner goes on typing?

A thread of its own, with a store of its own. A newer question ends the statement of
an older one; what nobody waits for any more is not told. Deeds to many cards are done
here too, so that no key waits for them. When nothing is asked, the thread goes on
with the index of words.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Thread

from srs.core.errors import SrsError
from srs.store.database import open_store
from srs.store.engine import Connection, Interrupted
from srs.study.collection import Collection
from srs.study.lookup import Lookup, Wanted

PIECE = 300
"""How many notes go into the index at once: others wait no longer than that takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found so far."""

    wanted: Wanted
    keys: Sequence[int]
    """Of cards, in order; below zero of drafts without a card."""
    whole: bool
    """Whether these are all; else the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """The question cannot be answered."""

    wanted: Wanted
    error: SrsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A deed is done, or was refused."""

    sentence: str
    error: SrsError | None = None


Told = Answer | Wrong | Done
Deed = Callable[[Collection], str]
"""What is done to many cards; it returns a sentence on it."""


class Finder:
    """Answers one question at a time, the newest."""

    def __init__(
        self, collection: Collection, tell: Callable[[Told], object], *, most: int = 100
    ) -> None:
        """Begin at once.

        Args:
            collection: Of the caller's thread; only its settings are used.
            tell: Called in the finder's thread.
            most: How many keys the first answer to a question holds.
        """
        self._beside = collection
        self._tell = tell
        self._most = most
        self._state = Condition()
        self._wanted: Wanted | None = None
        self._deeds: deque[Deed] = deque()
        self._closing = False
        self._ended = False
        self._looking: Connection | None = None
        self._thread = Thread(target=self._run, name="finder", daemon=True)
        self._thread.start()

    def look(self, wanted: Wanted) -> None:
        """Look for something, and for nothing that was asked before."""
        with self._state:
            self._wanted = wanted
            self._hurry()

    def do(self, deed: Deed) -> None:
        """Do something to the collection, after what was ordered before."""
        with self._state:
            self._deeds.append(deed)
            self._hurry()

    def close(self) -> None:
        """End when the deeds are done, and wait for that."""
        with self._state:
            self._closing = True
            self._hurry()
        self._thread.join()

    def _hurry(self) -> None:
        if self._looking is not None:
            self._looking.interrupt()
        self._state.notify()

    # -- in the thread ----------------------------------------------------------------

    def _run(self) -> None:
        try:
            collection = _opened_beside(self._beside)
        except SrsError as error:
            self._tell(Done(sentence="", error=error))
            return
        try:
            self._serve(collection)
        finally:
            collection.close()

    def _serve(self, collection: Collection) -> None:
        lookup = Lookup(collection)
        indexing = True
        while True:
            task = self._next(wait=not indexing)
            if self._ended:
                return
            if isinstance(task, Wanted):
                self._answer(collection, lookup, task)
            elif task is None:
                indexing = _index_a_piece(collection)
            else:
                self._perform(collection, task)
                lookup.forget()

    def _next(self, *, wait: bool) -> "Wanted | Deed | None":
        """Return what is to be done next; None for nothing."""
        with self._state:
            while True:
                if self._deeds:
                    return self._deeds.popleft()
                if self._closing:
                    self._ended = True
                    return None
                if self._wanted is not None:
                    wanted, self._wanted = self._wanted, None
                    return wanted
                if not wait:
                    return None
                self._state.wait()

    def _answer(self, collection: Collection, lookup: Lookup, wanted: Wanted) -> None:
        with self._state:
            self._looking = collection.store.connection
        try:
            for found in lookup.answers(wanted, self._most):
                if self._is_old():
                    break
                self._tell(Answer(wanted=wanted, keys=found.keys, whole=found.whole))
        except Interrupted:
            pass
        except SrsError as error:
            self._tell(Wrong(wanted=wanted, error=error))
        finally:
            with self._state:
                self._looking = None

    def _is_old(self) -> bool:
        with self._state:
            return self._wanted is not None or self._closing or bool(self._deeds)

    def _perform(self, collection: Collection, deed: Deed) -> None:
        try:
            self._tell(Done(sentence=deed(collection)))
        except SrsError as error:
            self._tell(Done(sentence="", error=error))


def _opened_beside(collection: Collection) -> Collection:
    """Return the same collection with a store for this thread."""
    store = open_store(collection.store.path, device=collection.store.device)
    return Collection(
        root=collection.root,
        settings=collection.settings,
        store=store,
        clock=collection.clock,
    )


def _index_a_piece(collection: Collection) -> bool:
    """Take some notes into the index of words; return whether more wait."""
    try:
        return not collection.store.cache.add_to_index(PIECE)
    except SrsError:
        return False  # without it words are found too, only more slowly
