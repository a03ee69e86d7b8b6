"""Do the statistics say of known logs what they must?"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from srs.core.day import Calendar
from srs.core.report import Weights
from srs.memory.weights import DEFAULT_W
from srs.stats.figures import Report, figures
from srs.stats.state import standing
from srs.study.review_log import log_inputs, read_rows

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared/reference/acceptance"

LEFT_OUT = (
    "/projection/continue_m",  # a cross-check, and chance, which has its own bounds
    "/projection/mean_field",
    "/today/delay_",
    "/leeches/tested_cards",
    "/leeches/surprising",
    "/leeches/logit_shift",
    "/hours",
)
"""What is known to mean nothing, and so is not shown."""


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{place}")
    else:
        yield path, value


def _said(log: Path, zone: str, at: str) -> dict[str, Any]:
    """Return the figures of a log."""
    inputs = log_inputs(
        read_rows(log),
        calendar=Calendar(timezone=ZoneInfo(zone), rollover=4),
        weights=Weights(name="default", w=DEFAULT_W, desired_retention=0.9),
        at=datetime.fromisoformat(at),
    )
    return dict(_leaves(figures(Report(standing(inputs)))))


@pytest.mark.parametrize(
    ("log", "expected", "zone", "at"),
    [
        (
            HERE / "tiny.csv",
            HERE / "tiny.json",
            "America/New_York",
            "2026-04-21T12:00:00-04:00",
        ),
        (
            SHARED / "josh.csv",
            SHARED / "josh_day.json",
            "America/Los_Angeles",
            "2024-10-07T12:00:00-07:00",
        ),
    ],
    ids=["tiny", "josh"],
)
def test_every_figure_is_what_it_must_be(
    log: Path, expected: Path, zone: str, at: str
) -> None:
    """Counts are exact, closed forms and the ladder right to within 1e-4."""
    if not log.exists():
        pytest.skip(f"the folder shared with {log.name} is not beside the checkout")
    wanted = {
        path: value
        for path, value in _leaves(json.loads(expected.read_text(encoding="utf-8")))
        if not path.startswith(LEFT_OUT)
    }
    said = _said(log, zone, at)

    assert {path: said[path] for path in wanted} == {
        path: pytest.approx(value, rel=1e-4, abs=1e-4)
        if isinstance(value, float)
        else value
        for path, value in wanted.items()
    }
