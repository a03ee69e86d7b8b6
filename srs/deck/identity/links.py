"""Which text belongs to which card, by what was decided before?

A fold over the `linked` and `link_rejected` events of the log. It is a function
of the set of events, whatever their order of arrival, so that all machines of a
learner come to the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from srs.core.card import CardId, Fingerprint
from srs.core.log import BatchId, Linked, LinkRejected, Logged, live
from srs.deck.identity.mint import mint

Asked = tuple[Fingerprint, str]
"""A handle and a key: one question, by its text."""

_CARRY, _CONFIRM = "carry-", "confirm-"


def carry_batch(origin: Fingerprint, handle: Fingerprint) -> BatchId:
    """Return the batch of a carry-over that a scan decides.

    All machines that see the same edit name it alike, so that one undo takes back
    what each of them wrote, also what arrives later.
    """
    return BatchId(f"{_CARRY}{origin[:16]}-{handle[:16]}")


def confirm_batch(at_ms: int) -> BatchId:
    """Return the batch of a doubtful match that the learner confirms."""
    return BatchId(f"{_CONFIRM}{at_ms}")


@dataclass(frozen=True, slots=True)
class Links:
    """What the log says about texts and cards."""

    begun: dict[Asked, list[CardId]] = field(default_factory=dict)
    """Cards that a text began anew, the first decision first."""
    carried: dict[Asked, list[CardId]] = field(default_factory=dict)
    """Cards that were carried over to a text, the first decision first."""
    barred: set[tuple[Fingerprint, Fingerprint]] = field(default_factory=set)
    """Old and new handles that the learner has told apart."""
    linked: set[CardId] = field(default_factory=set)
    """Every card that a live link names."""

    def __bool__(self) -> bool:
        return bool(self.begun or self.carried or self.barred)

    def candidates(self, handle: Fingerprint, key: str) -> list[CardId]:
        """Return the cards that a text may be, the best claim first."""
        asked = handle, key
        claims = [
            *self.begun.get(asked, ()),
            *self.carried.get(asked, ()),
            mint(handle, key),
        ]
        return list(dict.fromkeys(claims))

    def decided(self, handle: Fingerprint, key: str) -> CardId:
        """Return the card of a text, where no other text is that card too."""
        return self.candidates(handle, key)[0]

    def followers(self, handle: Fingerprint, key: str) -> list[CardId]:
        """Return cards whose reviews count for the card of this text.

        Two machines can take the same text for different cards, or one has met the
        text as a new card. The first link wins, and what was learnt follows it.
        """
        asked = handle, key
        if asked in self.begun or asked not in self.carried:
            return []
        return self.candidates(handle, key)[1:]


def fold(entries: Iterable[Logged]) -> Links:
    """Return what the events of links, and the undos, come to."""
    known = list(entries)
    alive = live(known)
    links = Links()
    for entry in alive:
        if isinstance(entry.event, Linked):
            _link(links, entry.event)
        elif isinstance(entry.event, LinkRejected):
            _reject(links, entry.event)
    _bar_undone(links, known, alive)
    return links


def _link(links: Links, event: Linked) -> None:
    asked = event.fingerprint, event.key
    table = links.begun if event.origin is None else links.carried
    if event.origin is not None and (event.origin, event.fingerprint) in links.barred:
        return
    cards = table.setdefault(asked, [])
    if event.card not in cards:
        cards.append(event.card)
    links.linked.add(event.card)


def _reject(links: Links, event: LinkRejected) -> None:
    if event.origin is None:
        return
    if event.card not in links.carried.get((event.fingerprint, event.key), ()):
        links.barred.add((event.origin, event.fingerprint))


def _bar_undone(links: Links, known: list[Logged], alive: list[Logged]) -> None:
    """Keep the scan from doing again what was taken back.

    A confirmation that is taken back is no judgement: the question is asked again.
    """
    lasting = {
        (entry.event.origin, entry.event.fingerprint)
        for entry in alive
        if isinstance(entry.event, Linked)
    }
    for entry in known:
        event = entry.event
        if not isinstance(event, Linked) or event.origin is None:
            continue
        pair = event.origin, event.fingerprint
        confirmed = event.batch is not None and event.batch.startswith(_CONFIRM)
        if pair not in lasting and not confirmed:
            links.barred.add(pair)
