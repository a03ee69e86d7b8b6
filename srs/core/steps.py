"""Which learning or relearning step follows a rating?"""

from collections.abc import Sequence
from datetime import timedelta

from srs.core.log import Rating

Pause = tuple[int, timedelta]
"""Which step comes next, and after how long."""


def next_step(step: int, steps: Sequence[timedelta], rating: Rating) -> Pause | None:
    """Return the step after a rating, or None when the card leaves its steps.

    Args:
        step: The step that was waited for, from 0.
        steps: The pauses of all steps, at least one.
        rating: How the learner's memory did.
    """
    if rating is Rating.AGAIN:
        return 0, steps[0]
    if rating is Rating.HARD:
        return step, _hard_pause(step, steps)
    if rating is Rating.EASY or step + 1 >= len(steps):
        return None
    return step + 1, steps[step + 1]


def _hard_pause(step: int, steps: Sequence[timedelta]) -> timedelta:
    """Return the pause after Hard: the same again, on the first step a bit more.

    Source:
        Anki's manual, "Learning steps": halfway to the second step, or half as
        long again where there is only one.
    """
    if step > 0:
        return steps[step]
    if len(steps) > 1:
        return (steps[0] + steps[1]) / 2
    return steps[0] * 1.5
