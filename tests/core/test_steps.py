"""Which step follows a rating?"""

from datetime import timedelta

from srs.core.log import Rating
from srs.core.steps import Pause, next_step

MINUTE = timedelta(minutes=1)


def after(step: int, *minutes: int) -> list[Pause | None]:
    """Return what the four ratings lead to from a step of some."""
    steps = [minute * MINUTE for minute in minutes]
    return [next_step(step, steps, rating) for rating in Rating]


def test_two_steps_are_taken_as_in_anki() -> None:
    """Again starts over, Hard stays, Good goes on, Easy and the last Good leave."""
    assert after(0, 1, 10) == [
        (0, MINUTE),
        (0, 5.5 * MINUTE),
        (1, 10 * MINUTE),
        None,
    ]
    assert after(1, 1, 10) == [(0, MINUTE), (1, 10 * MINUTE), None, None]


def test_hard_on_an_only_step_is_half_as_long_again() -> None:
    """With one step of ten minutes Hard gives fifteen."""
    assert after(0, 10) == [(0, 10 * MINUTE), (0, 15 * MINUTE), None, None]
