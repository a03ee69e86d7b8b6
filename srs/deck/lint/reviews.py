"""What do the reviews say of a card? R34 and R35."""

from collections.abc import Iterator

from srs.deck.lint.model import CardFacts, Notes, ReviewFacts, Slip, Wording

LAPSES = (4, 8)
"""From the first it is information, from the second a warning."""
SLOW_SECONDS = 20


def no_leech(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield notes of which a card is forgotten again and again."""
    information, warning = LAPSES
    for it in notes.wordings:
        lapses = max((card.lapses for card in _known(it, facts)), default=0)
        if lapses >= information:
            yield it.slip(
                f"Forgotten {lapses} times: split it, reword it or suspend it.",
                "warning" if lapses >= warning else "information",
            )


def not_slow(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield notes of which a card takes long to answer."""
    for it in notes.wordings:
        timed = [card.median_seconds for card in _known(it, facts)]
        slowest = max((seconds for seconds in timed if seconds), default=0.0)
        if slowest > SLOW_SECONDS:
            yield it.slip(
                f"It takes {slowest:.0f} seconds, as a rule; {SLOW_SECONDS} are well.",
                "information",
            )


def _known(it: Wording, facts: ReviewFacts | None) -> list[CardFacts]:
    if facts is None:
        return []
    found = (facts.cards.get((it.note.fingerprint, side.key)) for side in it.note.sides)
    return [card for card in found if card is not None]
