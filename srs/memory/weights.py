"""Which numbers may the parameters of FSRS-6 be?

Both engines get the same numbers from here: one refuses what lies out of bounds,
the other cuts it silently, and the trained numbers of the second, which are
single precision, may lie a hair outside the bounds of the first.
"""

import math
from collections.abc import Sequence

from srs.core.errors import ConfigError

DEFAULT_W: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666,
    0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658,
    0.1542,
)  # fmt: skip
"""The parameters for a learner of whom nothing is known yet."""

LOWEST: tuple[float, ...] = (
    0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001, 0.001,
    0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.01, 0.1,
)  # fmt: skip

HIGHEST: tuple[float, ...] = (
    100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5, 5.0, 0.25, 0.9,
    4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8,
)  # fmt: skip

_HAIR = 1e-5
"""The rounding of single precision, well below what changes an interval."""


def checked(w: Sequence[float]) -> tuple[float, ...]:
    """Return the parameters that both engines understand alike.

    Args:
        w: The 21 parameters, or none for the defaults.

    Raises:
        ConfigError: If their number is another, or one lies out of its bounds.
    """
    if not w:
        return DEFAULT_W
    if len(w) != len(DEFAULT_W):
        raise _refusal(f"there are {len(w)} of {len(DEFAULT_W)}")
    for place, (value, low, high) in enumerate(zip(w, LOWEST, HIGHEST, strict=True)):
        # The second engine raises w19 to 0.01, the first allows less.
        low_enough = 0.0 if place == 19 else low - _HAIR
        if not (math.isfinite(value) and low_enough <= value <= high + _HAIR):
            raise _refusal(f"w{place} is {value:g}, not from {low:g} to {high:g}")
    return tuple(
        min(max(value, low), high)
        for value, low, high in zip(w, LOWEST, HIGHEST, strict=True)
    )


def _refusal(reason: str) -> ConfigError:
    return ConfigError(
        f"These FSRS-6 parameters cannot be used: {reason}.",
        next_step="Undo the change of parameters, or fit them again.",
    )
