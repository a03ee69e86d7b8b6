"""What do the commands of every morning say?"""

from srs.cli.daily import farewell
from srs.core.log import Rating
from srs.study.review import ReviewSession
from tests.conftest import Open

DECK = "Q: Which knot makes a loop that does not slip?\nA: The bowline\n"


def test_whoever_leaves_early_hears_what_is_left(collect: Open) -> None:
    """The line after the app tells of today's cards as long as there are any."""
    collection = collect({"knots.md": DECK})

    assert farewell(collection) == "Left today: 1 card, about 1 min. Type: srs"


def test_whoever_is_done_hears_when_to_come_back(collect: Open) -> None:
    """With nothing left today, the line after the app tells of the next cards."""
    collection = collect({"knots.md": DECK})
    ReviewSession(collection).answer(Rating.EASY, duration_ms=1000)

    told = farewell(collection)

    assert told.startswith("Next: the next card comes in ")
    assert told.endswith("d. Type: srs")
