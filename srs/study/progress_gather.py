"""How does one look come about: from what is kept, and from the log?"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number, milliseconds
from srs.core.errors import StoreError
from srs.core.log import ParametersChanged
from srs.core.report import Inputs
from srs.store.bets import bets
from srs.store.progress_rows import DayRow
from srs.study.collection import Collection
from srs.study.progress_concepts import concepts
from srs.study.progress_inputs import (
    Filters,
    Lives,
    Presets,
    chosen_cards,
    empty_inputs,
    fill,
    fingerprint,
    finish,
    planned_days,
    resets,
)

if TYPE_CHECKING:
    from srs.stats.state import Standing

MEANING = 1
"""Raise it when what is kept comes to mean something else."""

Simulation = Mapping[str, Any]


@dataclass(slots=True)
class Gather:
    """Reads what one look takes, and keeps it for the next."""

    collection: Collection
    filters: Filters
    at: datetime
    worth_keeping: tuple[str, str] | None = None
    """What was read of the concepts anew: a stamp and a text."""

    def standing(self, *, whole: bool) -> "tuple[Standing, Simulation | None]":
        """Return what the figures are said from, and a simulation that still fits.

        Args:
            whole: Whether every day of the past is wanted, or the last months only.
        """
        from srs.stats.state import standing

        cards = chosen_cards(self.collection, self.filters)
        presets = Presets(self.collection)
        if not self.may_keep():
            inputs, _ = self._read(presets, cards)
            return standing(inputs, whole=whole), None
        found = self._continued(presets, cards, whole=whole)
        if found is None:
            inputs, lives = self._read(presets, cards)
            found = standing(inputs, whole=whole), None
            self._keep(found[0], lives, presets, cards)
        elif self.worth_keeping is not None:
            self._put(self._put_concepts)
        return found

    def may_keep(self) -> bool:
        """Return whether the look is about all there is up to now."""
        if self.filters.first or self.filters.last:
            return False
        return not self.is_past()

    def is_past(self) -> bool:
        """Return whether something happened since the instant: cards have moved on."""
        last = self.collection.store.log.last_id()
        return last is not None and int(last[:12], 16) >= milliseconds(self.at)

    def bets(self) -> list[tuple[bool, bool, float]]:
        """Return the bets on cards in review: sure, passed, what the model said."""
        first, last = self.filters.first, self.filters.last
        return bets(
            self.collection.store,
            before_ms=milliseconds(self.at),
            days=(
                day_number(first) if first else -(10**6),
                day_number(last) if last else 10**6,
            ),
            cards=chosen_cards(self.collection, self.filters),
        )

    def days(self) -> list[DayRow]:
        """Return every past study day, as it looked on its evening.

        A day's figures come from the parameters that were live at its end.
        """
        from srs.stats.daily import day_rows

        now, _ = self.standing(whole=True)
        rows, keeps = self.collection.store.progress, self.may_keep()
        kept = rows.days(self.filters.scope) if keeps else []
        series = now.yesterday.series
        if series is None:
            return []
        if not kept or kept[0].day != series.first_day:
            kept = self._by_epochs(now)
            self._put_days(kept)
        elif kept[-1].day < series.through:
            new = day_rows(now, kept[-1].day + 1, series.through)
            self._put_days([DayRow(*row) for row in new])
            kept += [DayRow(*row) for row in new]
        return kept

    def _by_epochs(self, now: "Standing") -> list[DayRow]:
        """Return the days, each replayed with the parameters of its evening."""
        from srs.stats.daily import day_rows
        from srs.stats.state import standing

        found: list[DayRow] = []
        cards = chosen_cards(self.collection, self.filters)
        first = -(10**6)
        for end, w_of in self._epochs():
            epoch = now
            if end < now.today:
                inputs, _ = self._read(Presets(self.collection, w_of), cards)
                epoch = standing(inputs)
            found += [DayRow(*row) for row in day_rows(epoch, first, end - 1)]
            first = end
        return found

    def _epochs(self) -> list[tuple[int, dict[str, tuple[float, ...]]]]:
        """Return the parameters by preset, each with the first day without them."""
        calendar = self.collection.calendar
        w_of: dict[str, tuple[float, ...]] = {}
        found: list[tuple[int, dict[str, tuple[float, ...]]]] = []
        for entry in self.collection.store.log.live_of("parameters_changed"):
            if isinstance(entry.event, ParametersChanged):
                day = day_number(calendar.day(entry.at))
                if found and found[-1][0] == day:
                    found.pop()  # an evening knows the day's last parameters only
                found.append((day, dict(w_of)))
                w_of[entry.event.preset] = entry.event.w
        return [*found, (10**6, w_of)]

    # -- the log ----------------------------------------------------------------------

    def _read(
        self, presets: Presets, cards: set[CardId] | None
    ) -> tuple[Inputs, Lives]:
        """Return all reviews before the instant."""
        collection, store = self.collection, self.collection.store
        inputs = empty_inputs(collection, self.at, presets)
        if self.filters.first is not None:
            inputs.since = day_number(self.filters.first)
        leaders = store.cards.followers()
        lives = Lives(leaders=leaders, resets=resets(collection))
        wanted = cards
        if cards is not None and leaders:
            wanted = cards | {one for one, to in leaders.items() if to in cards}
        parts = store.progress.reviews(
            before_ms=milliseconds(self.at), dead=store.log.dead(), cards=wanted
        )
        fill(inputs, parts, lives)
        self._finish(inputs, lives, presets, cards)
        return inputs, lives

    def _finish(
        self,
        inputs: Inputs,
        lives: Lives,
        presets: Presets,
        cards: set[CardId] | None,
    ) -> None:
        finish(inputs, self.collection, lives, presets)
        if not self.is_past():
            inputs.due = planned_days(
                self.collection, lives, day_of_number(inputs.today)
            )
        found = concepts(self.collection, self.filters, lives, cards)
        inputs.concepts, self.worth_keeping = found

    # -- what is kept ------------------------------------------------------------------

    def _fits(self, through: int, presets: Presets, cards: set[CardId] | None) -> str:
        """Return what the kept state depends on besides the days since."""
        store, calendar = self.collection.store, self.collection.calendar
        several = len(presets.weights) > 1
        return fingerprint(
            MEANING,
            calendar.timezone.key,
            calendar.rollover,
            [(one.w, one.desired_retention) for one in presets.weights],
            sorted(presets.place_of_deck.items()) if several else 0,
            store.progress.sums_through(through),
            sorted(resets(self.collection).items()),
            sorted(store.cards.followers().items()),
            None if cards is None else store.progress.met(cards, through),
        )

    def _continued(
        self, presets: Presets, cards: set[CardId] | None, *, whole: bool
    ) -> "tuple[Standing, Simulation | None] | None":
        """Return what comes of the kept state and the days since, if it fits."""
        from srs.stats.ahead import fitting
        from srs.stats.snapshot import unpacked
        from srs.stats.state import standing

        collection, store = self.collection, self.collection.store
        kept = store.progress.kept(self.filters.scope)
        today = day_number(collection.calendar.day(self.at))
        if kept is None or kept.through >= today:
            return None
        if kept.fits != self._fits(kept.through, presets, cards):
            return None
        found = unpacked(kept.state)
        if found is None or (whole and not found[0].whole):
            return None
        state, columns = found
        leaders = store.cards.followers()
        lives = Lives(
            leaders=leaders,
            resets=resets(collection),
            ids=columns["ids"].tolist(),
            life=columns["life"].tolist(),
        )
        inputs = empty_inputs(collection, self.at, presets)
        begins = collection.calendar.begins(day_of_number(kept.through + 1))
        parts = store.progress.reviews_since(
            milliseconds(begins), after_day=kept.through, dead=store.log.dead()
        )
        fill(inputs, parts, lives, cards=cards, leaders=leaders)
        self._finish(inputs, lives, presets, cards)
        now = standing(inputs, before=state, whole=state.whole)
        if kept.through < today - 1:
            self._keep(now, lives, presets, cards)
        simulation = json.loads(kept.simulation) if kept.simulation else None
        return now, fitting(simulation, now)

    def _keep(
        self,
        now: "Standing",
        lives: Lives,
        presets: Presets,
        cards: set[CardId] | None,
    ) -> None:
        """Keep what the reviews up to yesterday came to."""
        from srs.stats.compound import rungs
        from srs.stats.curve import curve
        from srs.stats.snapshot import packed

        store, through = self.collection.store, now.today - 1
        if not store.writable:
            return
        state = now.yesterday
        if state.tally.sums:
            shape = curve(presets.weights[:1])
            state.rungs = rungs(state.tally.sums, shape, known=state.rungs)
        fits = self._fits(through, presets, cards)
        raw = packed(state, {"ids": lives.ids, "life": lives.life})
        try:
            with store.transaction():
                kept = store.progress.kept(self.filters.scope)
                if kept is not None and kept.fits != self._fits(
                    kept.through, presets, cards
                ):
                    store.progress.forget_days(self.filters.scope)
                store.progress.keep(
                    self.filters.scope,
                    fits=fits,
                    through=through,
                    state=raw,
                    at_ms=milliseconds(self.at),
                )
                self._put_concepts()
        except StoreError:
            return  # what is kept saves time and nothing else

    def _put(self, write: Callable[[], None]) -> None:
        """Keep something, where that can be done."""
        store = self.collection.store
        if not (store.writable and self.may_keep()):
            return
        with suppress(StoreError), store.transaction():
            write()

    def _put_concepts(self) -> None:
        if self.worth_keeping is not None:
            rows = self.collection.store.progress
            rows.keep_concepts(self.filters.scope, *self.worth_keeping)
            self.worth_keeping = None

    def _put_days(self, rows: list[DayRow]) -> None:
        progress = self.collection.store.progress
        self._put(lambda: progress.put_days(self.filters.scope, rows))

    def keep_simulation(self, found: Simulation) -> None:
        """Keep what a simulation came to."""
        progress, text = self.collection.store.progress, json.dumps(found)
        self._put(lambda: progress.keep_simulation(self.filters.scope, text))
