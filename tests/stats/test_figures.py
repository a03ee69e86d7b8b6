"""Do figures equal their definition in code, on logs of all kinds?"""

import csv
import importlib.util
import math
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs.core.day import Calendar
from srs.core.report import Weights
from srs.memory.weights import DEFAULT_W
from srs.stats.figures import Report, figures
from srs.stats.state import standing
from srs.study.review_log import log_inputs, read_rows

SHARED = Path(__file__).parents[3] / "shared/reference"
LEFT_OUT = (
    "/projection/continue_m",  # a cross-check, and chance, which has its own test
    "/projection/mean_field",
    "/today/delay_",  # what waiting costs, surprising cards and hours of the day
    "/leeches/tested_cards",  # mean nothing, so they are not shown
    "/leeches/surprising",
    "/leeches/logit_shift",
    "/hours",
)
OTHER_W = (
    0.9, 1.1, 3.1, 14.0, 5.9, 0.6, 2.4, 0.02, 1.5, 0.12, 0.9, 1.8, 0.09, 0.31, 1.9,
    0.35, 2.3, 0.4, 0.2, 0.11, 0.31,
)  # fmt: skip


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The definition in code, which lies beside the checkout."""
    path = SHARED / "reference_stats.py"
    if not path.exists():
        pytest.skip("the definition of the statistics is not beside the checkout")
    spec = importlib.util.spec_from_file_location("reference_stats", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reference_stats"] = module
    spec.loader.exec_module(module)
    return module


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}/{place}")
    else:
        yield path, value


def different(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Return what is not equal as closely as it must be, by its path."""
    said = dict(leaves(ours))
    return {
        path: (said.get(path, "missing"), wanted)
        for path, wanted in leaves(theirs)
        if not path.startswith(LEFT_OUT)
        and not _alike(path, said.get(path, "missing"), wanted)
    }


def _alike(path: str, ours: Any, wanted: Any) -> bool:
    if not isinstance(wanted, float) or not isinstance(ours, int | float):
        return bool(ours == wanted)
    near = 1e-4 if path.startswith("/ladder") else 1e-6
    return math.isclose(ours, wanted, rel_tol=near, abs_tol=1e-8)


def write_log(path: Path, seed: int, cards: int, days: int) -> datetime:
    """Write a log by chance, and return an instant after its last review."""
    chance = random.Random(seed)
    start = datetime(2025, 2, 20, tzinfo=UTC)
    rows: list[tuple[str, str, int, str]] = []
    for card in range(cards):
        at = start + timedelta(days=chance.random() * days / 3)
        while at < start + timedelta(days=days):
            rating = chance.choices((0, 1, 2, 3, 4), (1, 20, 8, 60, 11))[0]
            spent = "" if chance.random() < 0.1 else str(chance.randint(500, 90_000))
            rows.append((f"c{card}", at.isoformat(), rating, spent))
            pause = chance.choice((0.004, 0.3, 1, 1, 2, 3.5, 8, 20, 45))
            at += timedelta(days=pause * chance.uniform(0.6, 1.5))
    rows.append(("c0", start.isoformat(), 3, "7000"))
    rows.append(("c0", (start + timedelta(days=2)).isoformat(), 3, "7000"))
    chance.shuffle(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("card_id", "review_time", "review_rating", "review_duration"))
        writer.writerows(rows)
    return start + timedelta(days=days + chance.random() * 9)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 2**32),
    cards=st.integers(8, 60),
    days=st.integers(20, 150),
    zone=st.sampled_from(("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia")),
    rollover=st.integers(0, 23),
    w=st.sampled_from((DEFAULT_W, OTHER_W)),
    wished=st.sampled_from((0.8, 0.9, 0.95)),
)
def test_figures_are_what_their_definition_says(
    reference: ModuleType,
    tmp_path: Path,
    seed: int,
    cards: int,
    days: int,
    zone: str,
    rollover: int,
    w: tuple[float, ...],
    wished: float,
) -> None:
    """In any zone, with any rollover and parameters, counts and formulas agree."""
    path = tmp_path / "log.csv"
    at = write_log(path, seed, cards, days)
    clock = reference.Clock(zone, rollover)
    model = reference.FSRS(w, wished)
    log = reference.Log(reference.load(path), clock, model, at)
    theirs = reference.compute(log, 0)

    inputs = log_inputs(
        read_rows(path),
        calendar=Calendar(timezone=ZoneInfo(zone), rollover=rollover),
        weights=Weights(w=w, desired_retention=wished),
        at=at,
    )
    ours = figures(Report(standing(inputs)))

    assert different(ours, theirs) == {}


@pytest.mark.parametrize("repetitions", [200, None])
def test_a_simulation_comes_to_what_it_must(
    reference: ModuleType, repetitions: int | None
) -> None:
    """Known after a year is right to 0.5 %, reviews in it to 3 %."""
    from srs.stats.ahead import simulate

    inputs = log_inputs(
        read_rows(SHARED / "acceptance/josh.csv"),
        calendar=Calendar(timezone=ZoneInfo("America/Los_Angeles")),
        weights=Weights(w=DEFAULT_W),
        at=datetime.fromisoformat("2024-10-07T12:00:00-07:00"),
    )
    found = simulate(standing(inputs), seed=7, repetitions=repetitions)["mc"]

    assert found["K_365_mean"] == pytest.approx(1145.830158, rel=0.005)
    assert found["reviews_365_mean"] == pytest.approx(13986.04, rel=0.03)


def test_the_same_seed_gives_the_same_future() -> None:
    """A simulation can be repeated."""
    from srs.stats.ahead import simulate

    log = Path(__file__).parent / "tiny.csv"
    inputs = log_inputs(
        read_rows(log),
        calendar=Calendar(timezone=ZoneInfo("America/New_York")),
        weights=Weights(w=DEFAULT_W),
        at=datetime.fromisoformat("2026-04-21T12:00:00-04:00"),
    )
    now = standing(inputs)

    assert simulate(now, seed=3, repetitions=20) == simulate(
        now, seed=3, repetitions=20
    )
    assert simulate(now, seed=3, repetitions=20) != simulate(
        now, seed=4, repetitions=20
    )
