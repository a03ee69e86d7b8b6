"""Which cards are forgotten again and again, and when is that said?"""

from srs.core.preset import Preset


def is_leech(lapses: int, preset: Preset) -> bool:
    """Return whether a card has been forgotten often enough to be a leech."""
    return 0 < preset.leech_threshold <= lapses


def becomes_leech(lapses: int, preset: Preset) -> bool:
    """Return whether this lapse calls attention: at the threshold, then each half.

    Args:
        lapses: The card's lapses, this one included.
        preset: The learner's wishes.
    """
    half = max(1, (preset.leech_threshold + 1) // 2)
    return is_leech(lapses, preset) and (lapses - preset.leech_threshold) % half == 0
