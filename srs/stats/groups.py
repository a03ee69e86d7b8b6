"""Who knows what in a study group, what hangs on one person, and what if?

Coverage is counted. The threshold model is never fitted: a shared syllabus looks
just like contagion. It is drawn only when asked for, and says that it is a guess.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import erf, sqrt

from srs.core.group import KNOWN, Week
from srs.core.report import Cell, Column, Table

LEAST_PAIRS = 30
"""With fewer concepts followed over a week, forgetting is not measured."""
WEEKS_AHEAD = 52
UPTAKE = 0.3
"""In the what-if: the share of the willing who get round to it in a week."""


def tables(weeks: Sequence[Week]) -> list[Table]:
    """Return the coverage of concepts, and what forgetting allows at the most."""
    return [_coverage(_latest(weeks)), _ceiling(weeks)]


def _latest(weeks: Sequence[Week]) -> Mapping[str, Week]:
    return {one.member: one for one in sorted(weeks, key=lambda one: one.week)}


def _coverage(latest: Mapping[str, Week]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name in sorted({name for one in latest.values() for name in one.concepts}):
        state_of = {
            member: one.concepts[name].state
            for member, one in sorted(latest.items())
            if name in one.concepts
        }
        know = [member for member, state in state_of.items() if state in KNOWN]
        fading = [member for member, state in state_of.items() if state == "fading"]
        risk = f"only {know[0]}" if len(know) == 1 and len(latest) > 1 else ""
        risk = "nobody" if not know else risk
        rows.append((name, len(know), ", ".join(know), ", ".join(fading), risk))
    rows.sort(key=lambda row: (row[1], row[0]))
    few = f"{len(latest)} {'member' if len(latest) == 1 else 'members'}. " + (
        "Among fewer than five, counts tell who is who." if len(latest) < 5 else ""
    )
    return Table(
        id="group_coverage",
        title="Who knows what",
        columns=(
            Column(name="concept", key="concept"),
            Column(name="know it", key="known", unit="count"),
            Column(name="who", key="who"),
            Column(name="fading", key="fading"),
            Column(name="risk", key="risk"),
        ),
        rows=tuple(rows),
        notes=(few.strip(),) if rows else (),
        needs="" if rows else "needs a file of a member: srs export group",
    )


def weekly(weeks: Sequence[Week]) -> tuple[int, int, int, int]:
    """Return how often a known concept was lost in a week, and one was learned.

    First known concepts that were followed and those lost, then the others and those
    learned. Only a member's files of weeks that follow each other count.
    """
    known = lost = other = learned = 0
    by_member: dict[str, dict[str, Week]] = {}
    for one in weeks:
        by_member.setdefault(one.member, {})[one.week] = one
    for own in by_member.values():
        for before, after in pairwise(own[week] for week in sorted(own)):
            if not _follows(before.week, after.week):
                continue
            for name in before.concepts.keys() & after.concepts.keys():
                was = before.concepts[name].state in KNOWN
                now = after.concepts[name].state in KNOWN
                known, lost = known + was, lost + (was and not now)
                other, learned = other + (not was), learned + (now and not was)
    return known, lost, other, learned


def _follows(one: str, other: str) -> bool:
    year, week = int(one[:4]), int(one[6:])
    if other == f"{year}-W{week + 1:02}":
        return True
    return week >= 52 and other == f"{year + 1}-W01"


def _ceiling(weeks: Sequence[Week]) -> Table:
    known, lost, other, learned = weekly(weeks)
    few = min(known, other) < LEAST_PAIRS or not (lost or learned)
    rows: list[tuple[Cell, ...]] = []
    if not few:
        forgetting, uptake = lost / known, learned / other
        rows = [
            ("known concepts lost in a week", forgetting, known),
            ("others learned in a week", uptake, other),
            (
                "known at the most, if that goes on",
                uptake / (uptake + forgetting),
                None,
            ),
        ]
    return Table(
        id="group_ceiling",
        title="What forgetting allows",
        columns=(
            Column(name="", key="what"),
            Column(name="share", key="share", unit="ratio"),
            Column(name="followed", key="followed", unit="count"),
        ),
        rows=tuple(rows),
        notes=("Reviewing lowers what is lost, and so lifts the ceiling.",)
        if rows
        else (),
        needs=""
        if rows
        else f"needs {LEAST_PAIRS} concepts known and {LEAST_PAIRS} not, each followed"
        f" over a week; you have {known} and {other}",
    )


def what_if(mean: float, spread: float, forgetting: float) -> Table:
    """Return where a group of thresholds would go; made up, fitted to nothing.

    Args:
        mean: The share of others at which a member joins on average.
        spread: The standard deviation of that.
        forgetting: The share of knowers who forget in a week.
    """
    starts = (0.05, 0.1, 0.2, 0.4)
    shares, rows = list(starts), list[tuple[Cell, ...]]()
    for week in range(WEEKS_AHEAD + 1):
        rows.append((week, *shares))
        shares = [_next(share, mean, spread, forgetting) for share in shares]
    return Table(
        id="group_what_if",
        title="What if: a model of thresholds, measured on nobody",
        columns=(
            Column(name="week", key="week"),
            *(
                Column(
                    name=f"begins at {one:.0%}",
                    key=f"from_{round(one * 100)}",
                    unit="ratio",
                )
                for one in starts
            ),
        ),
        rows=tuple(rows),
        shape="line",
        notes=(
            f"Threshold {mean:g} ± {spread:g}, {forgetting:.0%} forget in a week,"
            f" {UPTAKE:.0%} of the willing join. Not fitted to your group.",
        ),
    )


def _next(share: float, mean: float, spread: float, forgetting: float) -> float:
    willing = (1 + erf((share - mean) / (spread * sqrt(2)))) / 2
    return share * (1 - forgetting) + UPTAKE * max(0.0, willing - share)
