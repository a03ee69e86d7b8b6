"""Which ideas incubate, which are asked about today, and what does an answer do?

Ideas are never right or wrong: they have a short queue of their own, after the
reviews, and no statistic knows them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from srs.core.card import CardId, Note
from srs.core.day import instant
from srs.core.errors import InputError
from srs.core.idea import Idea, fold, heat, thought_day
from srs.core.log import IdeaJudged, Logged, Verdict
from srs.deck.parser import read_note
from srs.store.ideas import IdeaRow, idea_rows
from srs.study.cards import place_of
from srs.study.collection import Addition, Collection, DeckEntry
from srs.study.outcome import refresh
from srs.study.scan import scan
from srs.study.thoughts import write_thought

SCHEMA = "srs/ideas/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incubating:
    """An idea as it stands in its deck, and what became of it."""

    card: CardId
    entry: DeckEntry
    line: int
    concept: str
    breadcrumb: tuple[str, ...]
    note: Note
    idea: Idea
    heat: float
    """One for each day on which it gave something, fading."""
    due: bool
    """Whether it is asked about today."""

    @property
    def state(self) -> str:
        """`due`, `incubating`, `let go`, or `waits` in a deck that was not begun."""
        if self.idea.let_go:
            return "let go"
        if not self.entry.started:
            return "waits"
        return "due" if self.due else "incubating"

    def to_json(self) -> dict[str, Any]:
        """Return it as other programs read it."""
        idea, deck = self.idea, self.entry.deck
        return {
            "card_id": str(self.card),
            "deck": deck.name,
            "concept": self.concept,
            "file": deck.path,
            "line": self.line,
            "text": self.note.asked,
            "tags": list(dict.fromkeys((*deck.tags, *self.note.tags))),
            "thoughts": list(self.note.thoughts),
            "state": self.state,
            "heat": round(self.heat, 4),
            "since": idea.since.isoformat(),
            "due": idea.due.isoformat(),
            "interval_days": idea.interval_days,
            "last": idea.last.isoformat() if idea.last else None,
            "not_now": idea.not_now,
            "fruitful": len(idea.fruitful),
        }


def ideas(collection: Collection, *, day: date | None = None) -> list[Incubating]:
    """Return every idea of the decks, the hottest first, those let go last.

    Args:
        collection: The collection; scan the decks first.
        day: The study day; today by default.
    """
    rows = idea_rows(collection.store)
    if not rows:
        return []
    today = collection.today() if day is None else day
    events = _events(collection, [row.card for row in rows])
    found = [_incubating(collection, row, events[row.card], today) for row in rows]
    return sorted(found, key=lambda one: (one.idea.let_go, -one.heat))


def to_json(found: Sequence[Incubating], day: date) -> dict[str, Any]:
    """Return ideas as other programs read them."""
    return {
        "schema": SCHEMA,
        "day": day.isoformat(),
        "count": len(found),
        "ideas": [one.to_json() for one in found],
    }


def due_ideas(collection: Collection, *, day: date | None = None) -> list[Incubating]:
    """Return the ideas that are asked about on a study day, the hottest first."""
    return [one for one in ideas(collection, day=day) if one.state == "due"]


def _events(collection: Collection, cards: list[CardId]) -> dict[CardId, list[Logged]]:
    """Return the events of each idea, and of the cards whose events count for it."""
    followers = collection.store.cards.followers()
    own = set(cards)
    joined = [card for card, leader in followers.items() if leader in own]
    events = collection.store.log.of_cards([*cards, *joined])
    for card in joined:
        events[followers[card]] += events[card]
    return events


def _incubating(
    collection: Collection, row: IdeaRow, events: list[Logged], today: date
) -> Incubating:
    entry = collection.decks[row.deck]
    note = read_note(row.body, entry.deck)
    met = today
    if row.first_seen_ms is not None:
        met = collection.calendar.day(instant(row.first_seen_ms))
    idea = fold(events, met=met)
    thoughts = [day for text in note.thoughts if (day := thought_day(text))]
    return Incubating(
        card=row.card,
        entry=entry,
        line=row.line,
        concept=row.concept,
        breadcrumb=tuple(json.loads(row.breadcrumb)),
        note=note,
        idea=idea,
        heat=heat([idea.since, *idea.fruitful, *thoughts], today),
        due=idea.due <= today and not idea.let_go and entry.started,
    )


def judge(
    collection: Collection, card: CardId, verdict: Verdict, *, day: date | None = None
) -> Logged:
    """Record an answer on an idea, durably.

    Raises:
        StoreError: Nothing was written.
    """
    with collection.store.transaction():
        entry = collection.log(IdeaJudged(card=card, verdict=verdict), day=day)
        refresh(collection, [card])
    return entry


def think(
    collection: Collection, card: CardId, text: str, *, day: date | None = None
) -> int:
    """Write a dated thought beneath an idea, which was fruitful then; return its line.

    One undo in this program takes back both.

    Raises:
        DeckError: The file cannot be read or written; nothing happened.
        InputError: There is no text, no place for it, or no such idea any more.
        StoreError: The thought is written and nothing was recorded.
    """
    place = place_of(collection, card)
    if place.note.kind != "idea":
        raise InputError("This is no idea any more.", next_step="Look at its deck.")
    written = write_thought(
        place.file,
        place.note.fingerprint,
        line=place.line,
        text=text,
        day=collection.today() if day is None else day,
    )
    entry = judge(collection, card, "fruitful", day=day)
    collection.additions.append(
        Addition(
            file=place.file,
            line=written.line,
            before=written.before,
            after=written.after,
            last_deed=entry.id,
            what="thought",
            deed=entry.id,
        )
    )
    scan(collection)
    return written.line


def looked_after(
    collection: Collection, card: CardId, thoughts: int, *, day: date | None = None
) -> bool:
    """Record that an idea was fruitful if its deck holds more thoughts on it now.

    Args:
        collection: The collection, whose decks were read after an edit.
        card: The idea.
        thoughts: How many there were before.
        day: The study day; today by default.
    """
    row = collection.store.cards.place(card)
    if row is None or row.kind != "idea":
        return False
    note = read_note(row.body, collection.decks[row.deck].deck)
    if len(note.thoughts) <= thoughts:
        return False
    judge(collection, card, "fruitful", day=day)
    return True
