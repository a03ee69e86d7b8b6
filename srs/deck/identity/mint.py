"""What number does a card have that nobody has met before?

It follows from the card's first text alone, so that two machines that meet the
same deck give the same numbers, and a new card needs no event.
"""

from hashlib import blake2b

from srs.core.card import CardId, Fingerprint, Note

DRAFT_KEYS = {"basic": ("",), "term": ("forward", "back")}
"""Keys of the cards that a draft, or a note with a fault, will have."""


def mint(handle: Fingerprint, key: str, counter: int = 0) -> CardId:
    """Return the number of the card that a text asks.

    Args:
        handle: The note's fingerprint, or the handle of its explicit id.
        key: Which side of the note.
        counter: Above 0 for a text that begins anew while the card that it once
            was lives on under another text.
    """
    seed = f"{handle}\0{key}\0{counter}" if counter else f"{handle}\0{key}"
    digest = blake2b(seed.encode(), digest_size=8).digest()
    return CardId(int.from_bytes(digest, "big") >> 1)


def handle_of_id(explicit_id: str) -> Fingerprint:
    """Return what stands for the fingerprint of a note with an id of its own."""
    seed = f"explicit id\0{explicit_id}".encode()
    return Fingerprint(blake2b(seed, digest_size=16).hexdigest())


def handle(note: Note) -> Fingerprint:
    """Return what a note is known by: its explicit id, else its text."""
    return handle_of_id(note.explicit_id) if note.explicit_id else note.fingerprint


def keys(note: Note) -> tuple[str, ...]:
    """Return the keys of a note's cards.

    A note whose answer is empty or faulty for a while keeps its cards: they are
    known by the keys that they will have again.
    """
    if note.sides:
        return tuple([side.key for side in note.sides])
    return DRAFT_KEYS.get(note.kind, ())
