"""Do the numbers on the cards about metaphors come from their scripts?"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = _DECKS / "metaphors.md"


def _figure(name: str) -> ModuleType:
    """Return the script of that name as a module."""
    path = _DECKS / "figures" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"numbers_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _part(phrase: str, marker: str) -> str:
    """Return one part (Q, A, C or X) of the only card that holds the phrase."""
    text = re.sub(
        r"\n```chart\n.*?\n```", "", _DECK.read_text("utf-8"), flags=re.DOTALL
    )
    blocks = re.split(r"\n(?=[QTC]: |#|---\n)", text)
    found = [block for block in blocks if phrase in block and block[:1] in "QTC"]
    assert len(found) == 1, f"{phrase!r} stands in {len(found)} cards"
    parts = re.split(r"\n(?=[ADSX]: )", found[0])
    return next(part for part in parts if part.startswith(f"{marker}: "))


_PAIR = _figure("joint_trigger")
_REWARD = _figure("reward_hitchhiking")
_SHIFT = _figure("recessive_phase_shift")
_DECAY = _figure("decay_threshold")
_COPY = _figure("error_threshold")

_JOINT = _REWARD.after(_REWARD.joint_policy(), 4000)
_NATURAL = _REWARD.after(_REWARD.joint_policy(natural=True), 4000)
_BELOW = [100 * _SHIFT.share_below(course, 0.1) for course in _SHIFT.courses()]


def _power(value: float) -> str:
    """Return a small number as the cards write it, one digit times a power of ten."""
    digit, _, exponent = f"{value:.0e}".partition("e")
    return rf"${digit} \cdot 10^{{{int(exponent)}}}$"


_TESTS = "Two independent conditions each occur"
_TOY = "Natural gradient, which acts like selection"
_FLAT = "allele grows from 0.01 to 0.9"
_LOST = "A sequence of 50 digits multiplies"
_GENOME = "genome of 4.6 million digits"

_NUMBERS = [
    (_TESTS, "A", f"{100 * _PAIR.chance_seen(0.001**2, 1000):.1f} %"),
    (_TESTS, "X", f"{100 * _PAIR.chance_seen(0.001, 1000):.0f} %"),
    (_TESTS, "X", f"{100 * _PAIR.chance_seen(0.001**2, 10**6):.0f} %"),
    (_TOY, "A", f"{_NATURAL[1]:.1f}"),
    (_TOY, "X", f"{_JOINT[1]:.3f}"),
    (_FLAT, "A", f"{_BELOW[2]:.0f} %"),
    (_FLAT, "X", f"{_BELOW[0]:.0f} %"),
    (_FLAT, "X", f"{_BELOW[1]:.0f} %"),
    (_LOST, "A", f"{_COPY.critical_error_rate(50, 10.0):.3f}"),
    (_LOST, "X", f"{100 * _COPY.master_share(0.04, 50, 10.0):.1f} %"),
    (_LOST, "X", f"{_COPY.mean_errors(0.047, 50, 10.0):.0f}"),
    (_GENOME, "A", _power(_COPY.critical_error_rate(4.6e6, 10.0))),
    (_GENOME, "X", f"{_COPY.critical_error_rate(200, 10.0):.3f}"),
    (_GENOME, "X", _power(_COPY.critical_error_rate(3.1e9, 10.0))),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_number_on_a_card_is_computed(phrase: str, marker: str, number: str) -> None:
    """A number must stand on its card as the script computes it, rounded."""
    part = _part(phrase, marker)

    assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)", part), part


def test_the_best_sequence_is_gone_past_the_threshold() -> None:
    """At error rate 0.047 the best of 50 digits has a share below 1e-13."""
    assert _COPY.master_share(0.047, 50, 10.0) < 1e-13


def test_the_exact_share_is_near_the_simple_one() -> None:
    """Back mutation adds little to the share below the threshold."""
    for rate in (0.0, 0.01, 0.02, 0.03):
        exact = _COPY.master_share(rate, 50, 10.0)
        assert exact == pytest.approx(_COPY.simple_share(rate, 50, 10.0), rel=0.02)


def test_the_length_formula_holds() -> None:
    """The longest sequence at error rate u is about ln(sigma) / u for small u."""
    assert _COPY.longest(0.001, 10.0) == pytest.approx(2302.6, rel=0.001)
    assert _COPY.longest(_COPY.critical_error_rate(50, 10.0), 10.0) == pytest.approx(50)


def test_a_recessive_with_a_loss_grows_only_above_the_threshold() -> None:
    """Ten per cent below d/s the allele fades, ten per cent above it spreads."""
    edge = _DECAY.rough_threshold(0.1, 0.001)

    assert edge == pytest.approx(0.01)
    assert _DECAY.frequencies(0.9 * edge, 0.1, 0.001, 20_000)[-1] < 1e-6
    assert _DECAY.frequencies(1.1 * edge, 0.1, 0.001, 20_000)[-1] > 0.9


@pytest.mark.parametrize("start", [0.1, 0.5, 0.9])
def test_a_recessive_with_a_great_loss_never_grows(start: float) -> None:
    """Above a quarter of s the loss wins from every start."""
    assert _DECAY.next_frequency(start, 0.1, 0.0251) < start


def test_many_layers_grow_by_the_recessive_law() -> None:
    """The shape of L layers tends to w**2 * (1 - w), that of two is w * (1 - w)."""
    many, two = _SHIFT.layered_speed(10**6), _SHIFT.layered_speed(2)

    for w in (0.01, 0.5, 0.9):
        assert many(w) / 10**6 == pytest.approx(_SHIFT.recessive_speed(w), rel=1e-4)
        assert two(w) / 2 == pytest.approx(w * (1 - w))
