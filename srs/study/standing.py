"""How do the cards of a text stand, which need not have been saved?

A note that is as it was scanned has its cards. For one that is not, the rules of
identity say whose history it would keep if the file were saved now.
"""

from collections.abc import Collection as Some
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from srs.core.card import CardId, Fingerprint, Note
from srs.core.memory import retrievability
from srs.core.schedule import CardState, Scheduled
from srs.deck.identity.align import FileChange
from srs.deck.identity.alike import Text
from srs.deck.identity.match import Scene, match
from srs.deck.identity.mint import handle
from srs.store.card_rows import NoteRow
from srs.study.collection import Collection
from srs.study.scan_entries import row_handle
from srs.study.scan_scene import read_texts
from srs.study.scan_texts import text_of

History = Literal["kept", "edited", "doubtful", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStanding:
    """One card of a note."""

    key: str
    state: CardState
    recall: float | None
    """The chance of recall now, 0 to 1; None before the first review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStanding:
    """A note of a text, and the cards that it has or would have."""

    history: History
    cards: tuple[CardStanding, ...] = ()

    @property
    def reviews(self) -> int:
        """How many reviews its cards have."""
        return sum(
            it.state.schedule.reviews
            for it in self.cards
            if isinstance(it.state.schedule, Scheduled)
        )


class _Deck:
    """One deck as it was last scanned."""

    def __init__(self, collection: Collection, path: str) -> None:
        self._collection = collection
        cards = collection.store.cards
        file = cards.files().get(path)
        self.deck = file.deck if file is not None else None
        rows = [] if self.deck is None else cards.notes_of(self.deck)
        self.rows: dict[Fingerprint, NoteRow] = {row_handle(row): row for row in rows}
        self._cards: dict[int, list[tuple[str, CardId]]] = {}
        for card in [] if self.deck is None else cards.cards_of(self.deck):
            self._cards.setdefault(card.note, []).append((card.key, card.id))

    def standing(self, name: Fingerprint, history: History) -> NoteStanding:
        row, at = self.rows[name], self._collection.clock()
        return NoteStanding(
            history="doubtful" if row.doubtful else history,
            cards=tuple(
                self._card(key, card, at) for key, card in self._cards.get(row.id, ())
            ),
        )

    def _card(self, key: str, card: CardId, at: datetime) -> CardStanding:
        state = self._collection.store.schedules.state(card)
        recall = None
        if isinstance(state.schedule, Scheduled):
            assert self.deck is not None
            model = self._collection.model(self._collection.preset_of(self.deck))
            days = max(0.0, (at - state.schedule.last_at).total_seconds() / 86400)
            stability = state.schedule.memory.stability_days
            recall = retrievability(days, stability, decay=model.decay)
        return CardStanding(key=key, state=state, recall=recall)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The texts that stand in the file as they stood."""

    texts: Mapping[Fingerprint, Text]

    def text(self, name: Fingerprint) -> Text | None:
        return self.texts.get(name)

    def saying(self, names: Some[Fingerprint], text: Text) -> list[Fingerprint]:
        found = [(name, self.texts[name]) for name in names if name in self.texts]
        return [
            name
            for name, it in found
            if it.asked == text.asked or (it.answered and it.answered == text.answered)
        ]


def standings(
    collection: Collection, path: str, notes: Sequence[Note], *, whole: bool = True
) -> list[NoteStanding]:
    """Return how each note of a deck's text stands, in their order.

    Args:
        collection: The collection.
        path: The deck's, relative to the collection.
        notes: What its text holds now.
        whole: Whether these are all its notes; else edits are not looked for.
    """
    deck = _Deck(collection, path)
    continued = _continued(collection, deck, path, notes) if whole else {}
    found = []
    for note in notes:
        name = handle(note)
        if name in deck.rows:
            found.append(deck.standing(name, "kept"))
        elif name in continued:
            origin, sure = continued[name]
            found.append(deck.standing(origin, "edited" if sure else "doubtful"))
        else:
            found.append(NoteStanding(history="new"))
    return found


def _continued(
    collection: Collection, deck: _Deck, path: str, notes: Sequence[Note]
) -> dict[Fingerprint, tuple[Fingerprint, bool]]:
    """Return what each new text would continue, and whether that is sure."""
    now = {handle(note): text_of(note) for note in notes}
    appeared = {name: text for name, text in now.items() if name not in deck.rows}
    vanished = {name: row for name, row in deck.rows.items() if name not in now}
    if not appeared or not vanished:
        return {}
    texts = read_texts(collection.store, [it.fingerprint for it in vanished.values()])
    scene = Scene(
        changes=[FileChange(path=path, before=list(deck.rows), after=list(now))],
        vanished={
            name: texts[row.fingerprint]
            for name, row in vanished.items()
            if row.fingerprint in texts
        },
        appeared=appeared,
        standing=_Beside({name: it for name, it in now.items() if name in deck.rows}),
    )
    return {it.handle: (it.origin, it.sure) for it in match(scene)}
