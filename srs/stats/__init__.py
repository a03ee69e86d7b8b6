"""What do the reviews say? Pure functions from a log's columns to figures and tables.

numpy lives in this wing alone and is imported inside functions, so that nobody
pays for it who asks for no statistic. A view is one more file and one more line here.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from srs.core.report import Table


def _view(name: str) -> Callable[[Any], list[Table]]:
    """Return a function that makes a view's tables; imported when it is called."""

    def tables(report: Any) -> list[Table]:
        made: list[Table] = import_module(f"srs.stats.view_{name}").tables(report)
        return made

    return tables


REPORTS: dict[str, Callable[[Any], list[Table]]] = {
    name: _view(name)
    for name in (
        "now", "known", "lasting", "cost", "recall", "trust", "concepts", "days"
    )
}  # fmt: skip
"""What makes the tables of each view from a `figures.Report`."""

VIEWS = tuple(REPORTS)
TITLES = {
    "now": "Now",
    "known": "Known over time",
    "lasting": "How long recalls last",
    "cost": "Cost",
    "recall": "Recall",
    "trust": "Is the forecast right?",
    "concepts": "Concepts",
    "days": "Days",
}
WHOLE_VIEWS = ("known",)
"""Views that ask about every day of the past, not only about the last months."""
AHEAD_VIEWS = ("known", "cost", "days")
"""Views that say what comes of going on, once `ahead.simulate` was called."""
