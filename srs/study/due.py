"""What is due? As last worked out where that still holds, else worked out anew."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from srs.study.glance import Glance, grounds_of, read


def due_today(root: Path, *, clock: Callable[[], datetime], words: bool) -> Glance:
    """Return what a collection has for today.

    Args:
        root: The collection's directory.
        clock: Gives the time.
        words: Whether the sentence on the next cards is needed.

    Raises:
        SrsError: If settings or store cannot be used; the sentence says what to do.
    """
    # Before the settings are read, so that a later edit of them is a difference.
    grounds = grounds_of(root)
    kept = None if grounds is None else read(grounds, root, at=clock())
    if kept is not None and (kept.left or kept.next_words or not words):
        return kept
    from srs.study.glance_anew import work_out  # it loads all that a glance spares

    return work_out(root, clock=clock, grounds=grounds)
