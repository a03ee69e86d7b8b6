"""Do the numbers on the cards about population genetics come from their scripts?"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = _DECKS / "population-genetics.md"


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


def _rounded(value: float, digits: int) -> str:
    """Return a whole number, rounded to so many significant digits."""
    return f"{int(float(f'{value:.{digits}g}')):,}"


_FLUX = _figure("enzyme_flux")
_SPREAD = _figure("allele_frequency")
_FATE = _figure("fixation_probability")
_BALANCE = _figure("mutation_selection")
_BOTH = _figure("heterozygote_advantage")
_HYBRID = _figure("hybrid_vigour")
_RIDE = _figure("hitchhiking")

_GAINS = [_SPREAD.first_gain(0.001, 0.1, h) for h in (1.0, 0.0)]
_FATES = [_FATE.fixation_probability(10_000, 0.05, h) for h in (1.0, 0.0)]
_TIMES = {
    (h, start): _SPREAD.generations_between(start, end, 0.1, h)
    for h in (1.0, 0.0)
    for start, end in ((0.01, 0.1), (0.1, 0.99))
}
_ENDS = [_SPREAD.generations_between(0.99, 0.999, 0.05, h) for h in (0.0, 1.0)]

_HALVED = "Ten unsaturated enzymes"
_RATIO = "Frequency 0.001, equal advantage"
_WAIT = "favourable recessive allele starts at frequency 0.01"
_END = "has reached frequency 0.99"
_SIEVE = "One new favourable copy among 10,000"
_COMMON = "How many times commoner at balance"
_HIDDEN = "What share of its copies is hidden"
_SICKLE = "Malaria costs people"
_CROSS = "each fixed for harmful recessives"
_LINKED = "Haploids, neutral B at 0.20"

_NUMBERS = [
    (_HALVED, "A", f"{100 * _FLUX.relative_flux(0.5, 0.1):.0f} %"),
    (_RATIO, "A", _rounded(_GAINS[0] / _GAINS[1], 2)),
    (_WAIT, "A", _rounded(_TIMES[0.0, 0.01], 2)),
    (_WAIT, "X", _rounded(_TIMES[0.0, 0.1], 2)),
    (_WAIT, "X", f"{_TIMES[1.0, 0.01]}"),
    (_WAIT, "X", _rounded(_TIMES[1.0, 0.1], 3)),
    (_END, "A", _rounded(_ENDS[0], 1)),
    (_END, "X", _rounded(_ENDS[1], 2)),
    (_SIEVE, "A", f"{_FATES[0] / _FATES[1]:.0f} times"),
    (_SIEVE, "A", f"{100 * _FATES[0]:.2g} %"),
    (_SIEVE, "A", f"{100 * _FATES[1]:.2g} %"),
    (_SIEVE, "X", f"{100 * _FATE.neutral_probability(10_000):.3f} %"),
    (
        _COMMON,
        "A",
        _rounded(
            _BALANCE.recessive_balance(1e-6, 1.0)
            / _BALANCE.partial_balance(1e-6, 1.0, 0.5),
            3,
        ),
    ),
    (_HIDDEN, "A", f"{100 * _BALANCE.hidden_share(0.001):.1f} %"),
    (_HIDDEN, "X", _rounded(_BALANCE.generations_to_halve(0.001), 4)),
    (_SICKLE, "A", f"{_BOTH.equilibrium(0.2, 1.0):.3f}"),
    (_CROSS, "Q", f"{_HYBRID.parent_fitness(0.15):.2f}"),
    (_CROSS, "Q", f"{_HYBRID.first_generation_fitness(0.15):.2f}"),
    (_CROSS, "A", f"{_HYBRID.second_generation_fitness(0.15):.2f}"),
    (_LINKED, "A", f"{_RIDE.final_frequency(0.01):.2f}"),
    (_LINKED, "X", f"{_RIDE.final_frequency(0.0):.2f}"),
    (_LINKED, "X", f"{_RIDE.final_frequency(0.001):.2f}"),
    (_LINKED, "X", f"{_RIDE.final_frequency(0.05):.2f}"),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_number_on_a_card_is_computed(phrase: str, marker: str, number: str) -> None:
    """A number must stand on its card as the script computes it, rounded."""
    part = _part(phrase, marker)

    assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)", part), part


@pytest.mark.parametrize("h", [0.0, 0.5])
def test_the_balance_formulas_hold(h: float) -> None:
    """Long recursion must end where the formula on the card says."""
    formula = (
        _BALANCE.recessive_balance(1e-4, 0.1)
        if h == 0
        else _BALANCE.partial_balance(1e-4, 0.1, h)
    )

    for start in (0.0, 0.1):
        end = _BALANCE.frequency_after(5000, start, 1e-4, 0.1, h)
        assert end == pytest.approx(formula, rel=0.01)


def test_overdominance_settles_where_the_formula_says() -> None:
    """Both homozygotes' losses decide the frequency, not the start."""
    for start in (0.001, 0.5, 0.999):
        end = _BOTH.frequencies(start, 0.15, 0.9, 500)[-1]
        assert end == pytest.approx(_BOTH.equilibrium(0.15, 0.9), abs=1e-9)


def test_fixation_has_its_known_approximations() -> None:
    """The integral must agree with 2s, s and the square root for N = 10,000."""
    n, s = 10_000, 0.01

    assert _FATE.fixation_probability(n, s, 1.0) == pytest.approx(2 * s, rel=0.02)
    assert _FATE.fixation_probability(n, s, 0.5) == pytest.approx(s, rel=0.01)
    assert _FATE.fixation_probability(n, s, 0.0) == pytest.approx(
        (2 * s / (3.14159 * n)) ** 0.5, rel=0.01
    )
