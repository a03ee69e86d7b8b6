"""Which cards are left unreviewed as a test, and when is each asked?

The model's line for "read once" can be settled by nothing else in a personal log:
one new card in 25 is met like any other, then left alone, and asked once after 30,
60 or 120 days. From then on it is a card like all others.
"""

from hashlib import blake2b

from srs.core.card import CardId

ONE_IN = 25
PAUSES_DAYS = (30, 60, 120)
_KEY = b"srs control"


def control_pause_days(card: CardId) -> int | None:
    """Return how long a card is left alone, in days; None for most cards.

    The choice follows from the card's id alone, so every device makes the same.
    """
    raw = int(card).to_bytes(8, "big")
    number = int.from_bytes(blake2b(raw, digest_size=8, key=_KEY).digest(), "big")
    chosen, rest = number % ONE_IN == 0, number // ONE_IN
    return PAUSES_DAYS[rest % len(PAUSES_DAYS)] if chosen else None
