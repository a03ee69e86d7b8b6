"""Which cards are left unreviewed as a test?"""

from collections import Counter

from srs.core.card import CardId
from srs.core.control import PAUSES_DAYS, control_pause_days


def test_one_card_in_25_is_chosen_for_each_pause_alike() -> None:
    """Of many cards a twenty-fifth is chosen, a third of these for each pause."""
    found = Counter(control_pause_days(CardId(number)) for number in range(75_000))

    assert found.keys() == {None, *PAUSES_DAYS}
    for pause in PAUSES_DAYS:
        assert 900 < found[pause] < 1100


def test_the_choice_follows_from_the_id_alone() -> None:
    """Every device makes the same choice, for the largest ids too."""
    cards = [CardId(2**63 - 1 - number) for number in range(300)]

    assert [control_pause_days(card) for card in cards] == [
        control_pause_days(card) for card in cards
    ]
    assert any(control_pause_days(card) for card in cards)
