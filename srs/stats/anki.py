"""What do Anki's graphs say? The same figures, from plain columns of a collection.

They count as Anki 26.9 does, so that somebody who comes from there finds what they
know: every answer of a study day, young and mature by the interval before it, `R` by
the seconds since the last review. Nothing here knows where a column came from.
"""

from typing import Any

from srs.stats import anki_answers, anki_cards
from srs.stats.anki_answers import Summed
from srs.stats.anki_cards import Deck


def figures(
    sums: Summed,
    deck: Deck | None,
    *,
    today: int,
    now_s: float,
    since: int | None = None,
) -> dict[str, Any]:
    """Return every graph's figures.

    Args:
        sums: The reviews, of all days.
        deck: The cards; None where it is not known what they were.
        today: The study day of now.
        now_s: Now, in seconds.
        since: The first study day whose reviews count; None for all.
    """
    nothing = dict.fromkeys(anki_cards.GRAPHS)
    of_cards = nothing if deck is None else anki_cards.figures(deck, today, now_s)
    return {**anki_answers.figures(sums, today=today, since=since), **of_cards}
