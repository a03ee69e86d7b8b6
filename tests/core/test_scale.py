"""Scale: which numbers stand at an axis, and how short they are."""

import pytest

from srs.core.scale import number, scale


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 3.2, (0, 1, 2, 3, 4)),
        (0, 1, (0, 0.25, 0.5, 0.75, 1)),
        (-5, 5, (-5, -2.5, 0, 2.5, 5)),
        (2, 2, (1.8, 1.9, 2, 2.1, 2.2)),
        (0, 1e6, (0, 250_000, 500_000, 750_000, 1_000_000)),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: tuple[float, ...]) -> None:
    """The numbers at an axis are ones that people count in."""
    assert scale(low, high, 5, whole=True).ticks == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        (0.1, 0.1, "0.1"),
        (2.5, 2.5, "2.5"),
        (1000, 500, "1000"),
        (3.0, 0, "3"),
        (0.75, 0.25, "0.75"),
        (-0.0, 1, "0"),
        (1e9, 0, "1e9"),
        (2.5e-7, 0, "2.5e-7"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(
    value: float, step: float, expected: str
) -> None:
    """No zeros without meaning, and no digits without end."""
    assert expected == number(value, step)
