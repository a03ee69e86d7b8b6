"""What does a learner tell a deck's author?

A line a card, `file:line fingerprint words`, which git can merge; `check_feedback`
reads them. It names nobody, and says counts only where they are asked for.
"""

from collections.abc import Sequence

from srs.core.card import CardId
from srs.core.log import Rating, Reviewed, live
from srs.core.text import folded, safe_line
from srs.study.cards import Place, place_of
from srs.study.collection import Collection
from srs.study.progress_inputs import chosen_decks
from srs.study.search import card_ids


def told(
    collection: Collection, decks: Sequence[str] = (), *, counts: bool = False
) -> list[str]:
    """Return a line for each card that was flagged with words, in order of place.

    Args:
        collection: The collection; scan the decks first.
        decks: Names of decks, or of folders of decks; all if empty.
        counts: Whether to say how many reviews failed, of other cards too.

    Raises:
        InputError: If a name is no deck and no folder of decks.
    """
    chosen = chosen_decks(collection, decks) if decks else set(collection.decks)
    query = "flag:any" + (" or prop:reviews>0" if counts else "")
    places = (place_of(collection, card) for card in card_ids(collection, query))
    found = [
        _of_card(collection, place, counts=counts)
        for place in places
        if place.deck_number in chosen
    ]
    return [line for _, _, line in sorted(one for one in found if one)]


def _of_card(
    collection: Collection, place: Place, *, counts: bool
) -> tuple[str, int, str] | None:
    card = place.card
    state = collection.store.schedules.state(card)
    words = [_failed(collection, card)] if counts else []
    words.append(folded(safe_line(state.flag_note)) if state.flag else "")
    said = "; ".join(word for word in words if word)
    if not said:
        return None
    path = safe_line(place.deck.path)
    line = f"{path}:{place.line} {place.note.fingerprint} {said}"
    return path, place.line, line


def _failed(collection: Collection, card: CardId) -> str:
    reviews = [
        entry.event
        for entry in live(collection.store.log.of(card))
        if isinstance(entry.event, Reviewed)
    ]
    failed = sum(review.rating is Rating.AGAIN for review in reviews)
    return f"{failed} of {len(reviews)} failed" if reviews else ""
