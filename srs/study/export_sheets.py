"""What stands in the tables that others read: reviews, cards, days, concepts?

The names of the columns are promised: srs help exports.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number, instant
from srs.exchange.sheet import Field, Row, Sheet
from srs.study.export_choice import Choice
from srs.study.export_daily import daily
from srs.study.progress_gather import Gather
from srs.study.progress_inputs import chosen_cards
from srs.study.review_columns import History
from srs.study.review_history import Told, told

if TYPE_CHECKING:
    from srs.stats.each import CardFigures

OPTIMIZER = (
    Field(name="card_id", kind="int64"),
    Field(name="review_time", kind="int64"),
    Field(name="review_rating", kind="int8"),
    Field(name="review_state", kind="int8"),
    Field(name="review_duration", kind="int64"),
)
"""What fsrs-optimizer and the bindings of fsrs-rs read."""

BENCHMARK = (
    Field(name="card_id", kind="int64"),
    Field(name="day_offset", kind="int32"),
    Field(name="rating", kind="int8"),
    Field(name="state", kind="int8"),
    Field(name="duration", kind="int32"),
    Field(name="elapsed_days", kind="int32"),
    Field(name="elapsed_seconds", kind="int64"),
)
"""What srs-benchmark reads."""
LONGEST_COUNTED_MS = 60_000

REVIEWS = (
    Field(name="review_id"),
    Field(name="card_id"),
    Field(name="concept"),
    Field(name="deck"),
    Field(name="reviewed_at", kind="instant"),
    Field(name="study_day", kind="date"),
    Field(name="rating", kind="int8"),
    Field(name="duration_ms", kind="int32"),
    Field(name="state_before", kind="int8"),
    Field(name="elapsed_seconds", kind="int64", unit="seconds"),
    Field(name="elapsed_days", kind="int32", unit="days"),
    Field(name="is_test", kind="bool"),
    Field(name="predicted_recall", kind="double", unit="ratio"),
    Field(name="stability_before_days", kind="double", unit="days"),
    Field(name="stability_after_days", kind="double", unit="days"),
    Field(name="difficulty_before", kind="double"),
    Field(name="difficulty_after", kind="double"),
)

CARDS = (
    Field(name="card_id"),
    Field(name="deck"),
    Field(name="concept"),
    Field(name="first_reviewed_at", kind="instant"),
    Field(name="last_reviewed_at", kind="instant"),
    Field(name="due_on", kind="date"),
    Field(name="reviews", kind="int32", unit="reviews"),
    Field(name="tests", kind="int32", unit="tests"),
    Field(name="lapses", kind="int32", unit="count"),
    Field(name="passed_in_a_row", kind="int32", unit="count"),
    Field(name="stability_days", kind="double", unit="days"),
    Field(name="difficulty", kind="double"),
    Field(name="recall_now", kind="double", unit="ratio"),
    Field(name="proven_days", kind="double", unit="days"),
    Field(name="study_seconds", kind="double", unit="seconds"),
    Field(name="suspended", kind="bool"),
)

CONCEPTS = (
    Field(name="concept"),
    Field(name="deck"),
    Field(name="cards", kind="int32", unit="cards"),
    Field(name="seen", kind="int32", unit="cards"),
    Field(name="recall_mean", kind="double", unit="ratio"),
    Field(name="recall_min", kind="double", unit="ratio"),
    Field(name="stability_min_days", kind="double", unit="days"),
    Field(name="state"),
    Field(name="ready", kind="bool"),
    Field(name="blocked_by", kind="names"),
)


class Sheets(Choice):
    """The tables of one choice of cards and days at one instant."""

    def chosen(self) -> set[CardId] | None:
        """Return the cards of the choice, with those that count for them; None: all."""
        cards = chosen_cards(self.collection, self.filters)
        if cards is None:
            return None
        leaders = self.collection.store.cards.followers()
        return cards | {one for one, to in leaders.items() if to in cards}

    # -- reviews ------------------------------------------------------------------

    def told(self) -> Iterator[Told]:
        """Give the reviews of the choice, oldest first."""
        return told(self.collection, filters=self.filters, at=self.at)

    def optimizer(self) -> Sheet:
        """Return the reviews as fsrs-optimizer reads them."""
        rows = (
            (one.card, one.at_ms, one.rating, one.state, one.duration_ms)
            for one in self.told()
        )
        return Sheet(name="reviews", fields=OPTIMIZER, rows=rows)

    def benchmark(self) -> Sheet:
        """Return the reviews as srs-benchmark reads them."""
        return Sheet(name="reviews", fields=BENCHMARK, rows=self._benchmark_rows())

    def _benchmark_rows(self) -> Iterator[Row]:
        start: int | None = None
        for one in self.told():
            start = one.day if start is None else start
            yield (
                one.card,
                one.day - start,
                one.rating,
                one.state,
                min(one.duration_ms, LONGEST_COUNTED_MS),
                -1 if one.nights is None else one.nights,
                -1 if one.gap_ms is None else one.gap_ms // 1000,
            )

    def reviews(self) -> Sheet:
        """Return the reviews with what the model said of them."""
        return Sheet(name="reviews", fields=REVIEWS, rows=self._review_rows())

    def _review_rows(self) -> Iterator[Row]:
        from srs.stats.each import review_figures

        history = History(self.collection, self.filters, self.at)
        where = self._where
        day = self.filters.first
        first = None if day is None else day_number(day)
        figures = review_figures(history.inputs)
        for one, said in zip(history.told(), figures, strict=True):
            if first is not None and one.day < first:
                continue
            deck, concept = where.get(one.card, ("", ""))
            yield (
                one.id.hex(),
                str(one.card),
                concept,
                deck,
                instant(one.at_ms),
                day_of_number(one.day),
                one.rating,
                one.duration_ms or None,
                one.state,
                None if one.gap_ms is None else one.gap_ms // 1000,
                one.nights,
                said.is_test,
                said.chance,
                said.stability_before,
                said.stability_after,
                said.difficulty_before,
                said.difficulty_after,
            )

    @cached_property
    def _where(self) -> dict[int, tuple[str, str]]:
        """The deck's name and the concept of each card."""
        decks = self._decks
        return {
            row.card: (decks.get(row.deck, ""), row.concept)
            for row in self.collection.store.progress.places()
        }

    @cached_property
    def _decks(self) -> dict[int | None, str]:
        return {
            number: entry.deck.name for number, entry in self.collection.decks.items()
        }

    # -- cards and concepts -----------------------------------------------------------

    def cards(self) -> Sheet:
        """Return every card with what has become of it."""
        return Sheet(name="cards", fields=CARDS, rows=self._card_rows())

    def _card_rows(self) -> Iterator[Row]:
        from srs.stats.each import card_figures

        now, _ = Gather(self.collection, self.filters, self.at).standing(whole=False)
        ids = now.inputs.ids
        said = {int(ids[place]): figures for place, figures in card_figures(now)}
        chosen = chosen_cards(self.collection, self.filters)
        decks = self._decks
        for row in self.collection.store.progress.places():
            if chosen is not None and row.card not in chosen:
                continue
            due = None
            if row.phase and row.due_day is not None:
                due = day_of_number(row.due_day)
            yield (
                str(row.card),
                decks.get(row.deck, ""),
                row.concept,
                *_of_card(said.get(row.card) if row.phase else None, due),
                row.suspended,
            )

    def daily(self) -> Sheet:
        """Return every study day that is over."""
        return daily(self.collection, filters=self.filters, at=self.at)

    def concepts(self) -> Sheet:
        """Return every concept with its state."""
        return Sheet(name="concepts", fields=CONCEPTS, rows=self._concept_rows())

    def _concept_rows(self) -> Iterator[Row]:
        from srs.stats.concepts import concept_states

        now, _ = Gather(self.collection, self.filters, self.at).standing(whole=False)
        for one in concept_states(now, now.inputs.concepts):
            seen = len(one.concept.seen)
            yield (
                one.concept.id,
                one.concept.deck,
                one.concept.cards,
                seen,
                one.mean if seen else None,
                one.weakest,
                one.weakest_days,
                one.state,
                one.ready,
                one.blocked_by,
            )


def _of_card(said: "CardFigures | None", due: object) -> Row:
    """Return what a row of cards says between the concept and whether it is hidden."""
    if said is None:
        return (None, None, None, 0, 0, 0, 0, None, None, None, None, 0.0)
    return (
        instant(round(said.first_s * 1000)),
        instant(round(said.last_s * 1000)),
        due,
        said.reviews,
        said.tests,
        said.lapses,
        said.in_a_row,
        said.stability,
        said.difficulty,
        said.recall,
        said.proven_days,
        said.seconds,
    )
