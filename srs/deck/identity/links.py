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


def is_judgement(event: Linked | LinkRejected) -> bool:
    """Return whether the learner decided it, and not a scan."""
    confirmed = (event.batch or "").startswith(_CONFIRM)
    return isinstance(event, LinkRejected) or confirmed


@dataclass(frozen=True, slots=True)
class Links:
    """What the log says about texts and cards."""

    begun: dict[Asked, list[CardId]] = field(default_factory=dict)
    """Cards that a text began anew, the first decision first."""
    carried: dict[Asked, list[CardId]] = field(default_factory=dict)
    """Cards that were carried over to a text, the first decision first."""
    barred: set[tuple[Fingerprint, Fingerprint]] = field(default_factory=set)
    """Old and new handles that the learner has told apart."""
    pairs: dict[tuple[Fingerprint, Fingerprint], None] = field(default_factory=dict)
    """Old and new texts that are linked, in the order of the decisions."""
    reopened: dict[tuple[Fingerprint, Fingerprint], dict[str, CardId]] = field(
        default_factory=dict
    )
    """Pairs about which a judgement was taken back, with the cards by key."""
    handles: set[Fingerprint] = field(default_factory=set)
    """Every text that was ever linked or told apart."""
    linked: set[CardId] = field(default_factory=set)
    """Every card that a live link names."""

    def __bool__(self) -> bool:
        return bool(self.handles)

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
    lasting = {_pair(entry.event) for entry in alive}
    for entry in known:
        if isinstance(entry.event, Linked | LinkRejected):
            links.handles.add(entry.event.fingerprint)
            if _pair(entry.event) not in lasting:
                _take_back(links, entry.event)
    return links


def _link(links: Links, event: Linked) -> None:
    if _pair(event) in links.barred:
        return
    table = links.begun if event.origin is None else links.carried
    cards = table.setdefault((event.fingerprint, event.key), [])
    if event.card not in cards:
        cards.append(event.card)
    links.linked.add(event.card)
    if event.origin is not None:
        links.pairs.setdefault((event.origin, event.fingerprint))


def _reject(links: Links, event: LinkRejected) -> None:
    claims = links.carried.get((event.fingerprint, event.key), ())
    if event.origin is not None and event.card not in claims:
        links.barred.add((event.origin, event.fingerprint))


def _take_back(links: Links, event: Linked | LinkRejected) -> None:
    """Keep the scan from doing again what was taken back.

    A judgement of the learner's that is taken back is none: it is asked again.
    """
    if event.origin is None:
        return
    if is_judgement(event):
        cards = links.reopened.setdefault((event.origin, event.fingerprint), {})
        cards[event.key] = event.card
    else:
        links.barred.add((event.origin, event.fingerprint))


def _pair(event: object) -> tuple[Fingerprint, Fingerprint] | None:
    if not isinstance(event, Linked | LinkRejected) or event.origin is None:
        return None
    return event.origin, event.fingerprint
