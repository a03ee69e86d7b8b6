"""Which cards are forgotten again and again?"""

from srs.core.leech import becomes_leech, is_leech
from srs.core.preset import Preset


def test_attention_is_called_at_the_threshold_and_each_half_after_it() -> None:
    """With a threshold of 8: at 8, 12, 16; with 5: at 5, 8, 11."""
    called = {
        threshold: [
            lapses
            for lapses in range(17)
            if becomes_leech(lapses, Preset(leech_threshold=threshold))
        ]
        for threshold in (8, 5, 1)
    }

    assert called == {8: [8, 12, 16], 5: [5, 8, 11, 14], 1: list(range(1, 17))}


def test_a_leech_stays_one_and_a_threshold_of_zero_makes_none() -> None:
    """From the threshold on a card is a leech; 0 switches leeches off."""
    eight, never = Preset(), Preset(leech_threshold=0)

    assert [is_leech(n, eight) for n in (7, 8, 9)] == [False, True, True]
    assert not is_leech(99, never)
    assert not becomes_leech(99, never)
