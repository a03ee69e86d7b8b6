"""How does one sitting go?

A session holds the queue of a study day, shows one card after another, and
writes each rating durably before it turns to the next. It knows nothing of
screens: a face asks for `current`, shows it, and calls `answer`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from srs.core.card import CardId
from srs.core.day import day_number
from srs.core.interval import CLOSED, SIBLING_LOAD
from srs.core.leech import becomes_leech
from srs.core.log import (
    Bet,
    Buried,
    Decision,
    Flagged,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
)
from srs.core.memory import retrievability
from srs.core.preset import Preset
from srs.core.queue import Counts, Queue, estimate_minutes
from srs.core.schedule import (
    CardState,
    New,
    Scheduled,
    apply,
    decision,
    later,
    preview,
)
from srs.study.agenda import Scope, build_queue, seconds
from srs.study.cards import place_of, previous_text
from srs.study.collection import Collection
from srs.study.outcome import cards_of, count, refresh, undo_last
from srs.study.scan import ScanReport, scan
from srs.study.sitting import Shown, Tally
from srs.study.words import interval


class ReviewSession:
    """One sitting before a queue; keeps the study day on which it began."""

    def __init__(self, collection: Collection, scope: Scope | None = None) -> None:
        self.collection = collection
        self.scope = scope or Scope()
        self.began: datetime = collection.clock()
        self.day: date = collection.calendar.day(self.began)
        self.ends_at: datetime | None = None
        """When a sitting of so many minutes is over; None for one without end."""
        if self.scope.minutes is not None:
            self.ends_at = self.began + timedelta(minutes=self.scope.minutes)
        self.tally = Tally()
        self.current: Shown | None = None
        self._queue: Queue
        self._load: dict[int, int]
        self._version = -1
        self.reload()

    # -- the queue --------------------------------------------------------------

    def reload(self, *, keep: bool = True) -> None:
        """Build the queue anew, and keep the current card if it is still there.

        Args:
            keep: False after a plan, which may have moved the card to another day.
        """
        store = self.collection.store
        self._rebuild()
        kept = self.current.card if self.current and keep else None
        self.current = None
        if kept is not None and store.cards.is_active(kept):
            self.current = self._show(kept)
        else:
            self.advance()

    def _rebuild(self) -> None:
        self._version = self.collection.store.data_version()
        self._queue = build_queue(self.collection, self.scope, self.day)
        self._load = self.collection.store.schedules.load()
        self._pace = seconds(self.collection)

    def advance(self) -> Shown | None:
        """Turn to the next card, and return it; None when nothing is left."""
        self.current = None
        if self._queue_ended():
            return None
        if self.collection.store.data_version() != self._version:
            self.reload()
            return self.current
        card = self._queue.next(self.collection.clock())
        if card is not None:
            self.current = self._show(card)
        return self.current

    def _queue_ended(self) -> bool:
        limit = self.scope.limit
        return limit is not None and self.tally.answered >= limit

    @property
    def counts(self) -> Counts:
        """What is left: new, in steps, due."""
        return self._queue.counts(self.collection.clock())

    def left(self) -> int:
        """Return how many answers are left, the current card's included."""
        left = len(self._queue)
        if self.scope.limit is not None:
            left = min(left, self.scope.limit - self.tally.answered)
        return left

    def minutes_left(self) -> float:
        """Return about how many minutes the cards that are left take."""
        return estimate_minutes(self.counts, self._pace)

    def time_left(self) -> timedelta | None:
        """Return what is left of the planned minutes; None where none are planned."""
        if self.ends_at is None:
            return None
        return max(timedelta(), self.ends_at - self.collection.clock())

    def extend(self, minutes: int) -> None:
        """Go on for so many minutes from now."""
        self.ends_at = self.collection.clock() + timedelta(minutes=minutes)

    def study_days(self) -> int:
        """Return on how many of the last days there were reviews before today."""
        before = self.day - timedelta(days=1)
        days = self.collection.store.schedules.days(before - timedelta(days=60), before)
        return len(days)

    @property
    def held(self) -> tuple[CardId, ...]:
        """Siblings that wait for another day."""
        return self._queue.held

    def next_step_at(self) -> datetime | None:
        """Return when the next card in steps comes, where only such are left."""
        return self._queue.next_step_at()

    def _show(self, card: CardId) -> Shown:
        collection = self.collection
        place = place_of(collection, card)
        at = collection.clock()
        state = collection.store.schedules.state(card)
        preset = collection.preset_of(place.deck_number)
        return Shown(
            card=card,
            note=place.note,
            sides=place.note.sides[place.ordinal],
            place=place,
            preset=preset,
            state=state,
            at=at,
            futures=self._futures(card, state, preset, at),
            recall=self._recall(state, preset),
            changed_from=previous_text(collection, place)
            if isinstance(state.schedule, Scheduled)
            else None,
        )

    def _futures(
        self, card: CardId, state: CardState, preset: Preset, at: datetime
    ) -> dict[Rating, Scheduled]:
        siblings = set(self.collection.store.schedules.sibling_days(card).values())
        breaks = self.collection.breaks

        def load(day: date) -> float:
            if any(first <= day <= last for first, last in breaks):
                return CLOSED
            near = SIBLING_LOAD if preset.bury_siblings and day in siblings else 0.0
            return self._load.get(day_number(day), 0) + near

        return preview(
            state.schedule,
            card=card,
            at=at,
            day=self.day,
            preset=preset,
            model=self.collection.model(preset),
            load=load,
        )

    def _recall(self, state: CardState, preset: Preset) -> float | None:
        schedule = state.schedule
        if isinstance(schedule, New):
            return None
        elapsed = (self.collection.clock() - schedule.last_at) / timedelta(days=1)
        return retrievability(
            max(0.0, elapsed),
            schedule.memory.stability_days,
            decay=self.collection.model(preset).decay,
        )

    def consequence(self, shown: Shown, rating: Rating) -> str:
        """Return what a rating leads to, in a word: how long the card stays away."""
        return interval(shown.futures[rating], self.day, shown.at)

    # -- answering ----------------------------------------------------------------

    def answer(
        self, rating: Rating, *, duration_ms: int, sure: bool | None = None
    ) -> Logged:
        """Record the rating, durably, and turn to the next card.

        Args:
            rating: How the learner's memory did.
            duration_ms: From the question's appearance to the rating.
            sure: What the learner said before the answer was shown, if anything.

        Raises:
            ValueError: If no card is shown.
            StoreError: Nothing was written, and the same card is still shown.
        """
        shown = self._shown()
        store = self.collection.store
        with store.transaction():
            state = store.schedules.state(shown.card)
            entry = self.collection.log(
                Reviewed(
                    card=shown.card,
                    rating=rating,
                    duration_ms=duration_ms,
                    decision=self._decided(shown, state, rating),
                    bet=None if sure is None else _bet(shown, sure=sure),
                ),
                day=self.day,
            )
            model = self.collection.model(shown.preset)
            after = apply(state, entry, preset=shown.preset, model=model)
            first = store.schedules.first_day(shown.card)
            store.schedules.write(shown.card, after, first_day=first or self.day)
            count(self.collection, entry, introduced=first is None)
            leech = _became_leech(state, after, shown.preset)
            if leech and shown.preset.leech_suspend:
                self.collection.log(Suspended(card=shown.card), day=self.day)
                refresh(self.collection, [shown.card])
        self._settle(shown, state, after, entry, leech=leech)
        return entry

    def _decided(self, shown: Shown, state: CardState, rating: Rating) -> Decision:
        """Return what the rating's button said, its step counted from now on."""
        now = self.collection.clock()
        if state != shown.state:  # another program was quicker
            return decision(self._futures(shown.card, state, shown.preset, now)[rating])
        said = decision(shown.futures[rating])
        if said.due_at is None:
            return said
        return replace(said, due_at=later(said.due_at, now - shown.at))

    def _settle(
        self,
        shown: Shown,
        before: CardState,
        after: CardState,
        entry: Logged,
        *,
        leech: bool,
    ) -> None:
        """Bring queue, load and tally up to date after an answer was stored."""
        schedule = after.schedule
        if isinstance(schedule, Scheduled):
            self._move_load(before, -1)
            self._move_load(after, 1)
            if leech and shown.preset.leech_suspend:
                self._queue.drop(shown.card)
            else:
                self._queue.settle(shown.card, schedule, self.collection.clock())
        self.tally.add(entry, shown)
        if leech:
            self.tally.leeches.append(shown.card)
        self.advance()

    def _move_load(self, state: CardState, by: int) -> None:
        schedule = state.schedule
        if isinstance(schedule, Scheduled) and schedule.phase == "review":
            number = day_number(schedule.due_day)
            self._load[number] = self._load.get(number, 0) + by

    # -- other things that can be done to the current card --------------------------

    def bury(self) -> None:
        """Hide the current card until tomorrow."""
        card = self._shown().card
        self._put_away(Buried(card=card, until=self.day + timedelta(days=1)))

    def suspend(self) -> None:
        """Hide the current card until it is recalled."""
        self._put_away(Suspended(card=self._shown().card))

    def _put_away(self, event: Buried | Suspended) -> None:
        self._write(event)
        self._queue.drop(event.card)
        self.advance()

    def flag(self, flag: int, note: str = "") -> None:
        """Mark the current card, with a line to its author or without."""
        shown = self._shown()
        self._write(Flagged(card=shown.card, flag=flag, note=note))
        self.current = self._show(shown.card)

    def relearn(self) -> None:
        """Make the current card new again, for its text has changed."""
        shown = self._shown()
        self._write(Reset(card=shown.card))
        self.current = self._show(shown.card)

    def _write(self, event: Buried | Suspended | Flagged | Reset) -> None:
        with self.collection.store.transaction():
            self.collection.log(event, day=self.day)
            refresh(self.collection, [event.card])

    def undo(self) -> list[Logged]:
        """Take back the last thing done, on whatever day and screen it was done.

        Returns:
            What was taken back; empty where there is nothing. A card that was
            answered or put away is shown again.
        """
        taken = undo_last(self.collection)
        if not taken:
            return []
        self._untally(taken)
        cards = cards_of(taken)
        self.current = None
        self._rebuild()
        if len(cards) == 1 and self.collection.store.cards.is_active(cards[0]):
            self._queue.drop(cards[0])
            self._queue.give_back(cards[0])
            self.current = self._show(cards[0])
        else:
            self.advance()
        return taken

    def _untally(self, taken: Iterable[Logged]) -> None:
        ids = {entry.id for entry in taken}
        kept = [pair for pair in self.tally.answers if pair[0].id not in ids]
        if len(kept) == len(self.tally.answers):
            return
        tally = Tally()
        for entry, shown in kept:
            tally.add(entry, shown)
        self.tally = tally

    def rescan(self) -> ScanReport:
        """Read the decks again, after an edit, and show the same card as it is now."""
        report = scan(self.collection)
        self.reload()
        return report

    def look_again(self) -> Shown | None:
        """Return the current card as it is after a scan beside; None if it is gone.

        The queue is built anew with the next card, or at once where this one is gone.
        """
        card = self._shown().card
        if not self.collection.store.cards.is_active(card):
            self.reload()
            return None
        self.current = self._show(card)
        return self.current

    def _shown(self) -> Shown:
        if self.current is None:
            raise ValueError("no card is shown")
        return self.current


def _bet(shown: Shown, *, sure: bool) -> Bet:
    """Return a bet beside what the model says of a card in review."""
    schedule = shown.state.schedule
    if isinstance(schedule, New) or schedule.phase != "review" or shown.recall is None:
        return Bet(sure=sure)
    return Bet(sure=sure, said=round(shown.recall, 4))


def _became_leech(before: CardState, after: CardState, preset: Preset) -> bool:
    """Return whether the answer was a lapse that calls attention to the card."""
    old, new = before.schedule, after.schedule
    if isinstance(old, New) or isinstance(new, New) or new.lapses == old.lapses:
        return False
    return becomes_leech(new.lapses, preset)
