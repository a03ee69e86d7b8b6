"""What has become of a card, once it was hidden and called back?"""

from srs.study.outcome import call_back, undo_last
from srs.study.review import ReviewSession
from tests.conftest import Open

DECK = "Q: one?\nA: 1\n\nQ: two?\nA: 2\n"


def test_suspended_cards_come_back_and_one_undo_hides_them(collect: Open) -> None:
    """Calling cards back is one deed, and leaves others as they are."""
    collection = collect({"one.md": DECK})
    session = ReviewSession(collection)
    assert session.current is not None
    first = session.current.card
    session.suspend()
    assert session.current is not None
    second = session.current.card
    session.suspend()
    both = [first, second]

    assert call_back(collection, both) == both
    assert call_back(collection, both) == []
    assert ReviewSession(collection).counts.new == 2
    undo_last(collection)
    hidden = [collection.store.schedules.state(card).suspended for card in both]
    assert hidden == [True, True]
    assert ReviewSession(collection).current is None
