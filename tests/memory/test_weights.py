"""Which numbers may the parameters of FSRS-6 be?"""

import fsrs.scheduler
import fsrs_rs_python as rs
import pytest

from srs.core.errors import ConfigError
from srs.memory.weights import DEFAULT_W, HIGHEST, LOWEST, checked


def test_defaults_and_bounds_are_those_of_both_engines() -> None:
    """What is written here is what the packages say, but for w19's lower bound."""
    fsrs_lowest = list(fsrs.scheduler.LOWER_BOUNDS_PARAMETERS)
    fsrs_lowest[19] = 0.01

    assert DEFAULT_W == fsrs.scheduler.DEFAULT_PARAMETERS
    assert pytest.approx(rs.DEFAULT_PARAMETERS, rel=1e-6) == DEFAULT_W
    assert list(LOWEST) == fsrs_lowest
    assert HIGHEST == fsrs.scheduler.UPPER_BOUNDS_PARAMETERS


def test_single_precision_does_not_make_a_bound_a_fault() -> None:
    """0.8 in single precision is 0.800000012, and means 0.8."""
    w = (*DEFAULT_W[:19], 0.800000011920929, 0.800000011920929)

    assert checked(w) == (*DEFAULT_W[:19], 0.8, 0.8)


def test_no_parameters_are_the_defaults() -> None:
    """An empty tuple stands for a learner of whom nothing is known."""
    assert checked(()) == DEFAULT_W


@pytest.mark.parametrize(
    "w",
    [DEFAULT_W[:20], (*DEFAULT_W, 0.1), (-1.0, *DEFAULT_W[1:])]
    + [(*DEFAULT_W[:20], value) for value in (0.9, float("nan"), float("inf"))],
)
def test_parameters_out_of_bounds_are_refused(w: tuple[float, ...]) -> None:
    """A wrong number of them and wrong ones are named before an engine sees them."""
    with pytest.raises(ConfigError, match="FSRS-6 parameters cannot be used"):
        checked(w)
