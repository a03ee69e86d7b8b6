"""All figures under stable keys, as `srs stats --json` gives them.

The keys are promised; null stands for no data, never 0.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from srs.core.day import day_of_number
from srs.stats import compound, concepts, recall, stock, trust, upkeep
from srs.stats.daily import DayFigures, day_rows
from srs.stats.days import heat, streaks
from srs.stats.state import Standing
from srs.stats.tally import median_of

Figures = dict[str, Any]


def parameters(now: Standing) -> Figures:
    """Return what the model was given; of several presets the first, then all."""
    every = [
        {
            "name": one.name,
            "w": list(one.w),
            "desired_retention": one.desired_retention,
            "factor": 0.9 ** (-1.0 / one.w[20]) - 1.0,
            "decay": one.w[20],
        }
        for one in now.inputs.weights
    ]
    first = {key: value for key, value in every[0].items() if key != "name"}
    return first if len(every) == 1 else {**first, "presets": every}


def study(now: Standing) -> Figures:
    """Return how much was studied."""
    sums = now.tally.sums["days"]
    total = sums.total()
    lengths = now.tally.sums["lengths"]
    some = bool(len(sums.keys))
    since = sums.keys > now.today - 30
    return {
        "reviews": int(total[0]),
        "cards": int((now.cards.reviews > 0).sum()),
        "tests": int(now.tally.sums["classes"].total()[0]),
        "ratings": {str(rating): int(total[rating]) for rating in (1, 2, 3, 4)},
        "minutes": float(total[5]) / 60,
        "median_seconds": median_of(lengths.keys / 1000.0, lengths.values[:, 0])
        if some
        else None,
        "median_test_seconds": upkeep.median_test_seconds(now) if some else None,
        "first_day": _iso(int(sums.keys[0])) if some else None,
        "last_day": _iso(int(sums.keys[-1])) if some else None,
        "today": _iso(now.today),
        "cards_introduced_last_30": int(sums.values[since, 8].sum()),
    }


def _iso(day: int) -> str:
    return day_of_number(day).isoformat()


class Report:
    """The figures of one look; each section is worked out once, when asked for."""

    def __init__(
        self,
        now: Standing,
        *,
        whole: bool = True,
        ahead: Mapping[str, Any] | None = None,
        days: Callable[[], Sequence[DayFigures]] | None = None,
        anki: Callable[[], Figures] | None = None,
        bets: Callable[[], Sequence[trust.Laid]] | None = None,
    ) -> None:
        """Look at what the figures are said from.

        Args:
            now: It.
            whole: Whether every day of the past was worked out.
            ahead: What a simulation came to, once there was one.
            days: Gives the past days as they looked on their evenings; None to
                replay them with today's parameters.
            anki: Gives the figures of Anki's graphs; None where cards are not known.
            bets: Gives what was said before answers were shown; None for no bets.
        """
        self.now = now
        self.whole = whole
        self.ahead = ahead
        self._days = days
        self._anki = anki
        self._bets = bets
        self._made: Figures = {}

    def with_ahead(self, ahead: Mapping[str, Any]) -> "Report":
        """Return the same with what a simulation came to."""
        other = Report(
            self.now,
            whole=self.whole,
            ahead=ahead,
            days=self._days,
            anki=self._anki,
            bets=self._bets,
        )
        kept = {name: made for name, made in self._made.items() if name != "projection"}
        other._made.update(kept)
        return other

    def __getitem__(self, section: str) -> Any:
        """Return a section such as `retention`."""
        if section not in self._made:
            self._made[section] = SECTIONS[section](self)
        return self._made[section]

    def days(self) -> Sequence[DayFigures]:
        """Return every study day that is over."""
        if self._days is not None:
            return self._days()
        return day_rows(self.now, -(10**6), self.now.today - 1)

    def anki(self) -> Figures | None:
        """Return the figures of Anki's graphs; None for a log without cards."""
        return None if self._anki is None else self._anki()

    def bets(self) -> Sequence[trust.Laid]:
        """Return what was said before answers were shown."""
        return self._bets() if self._bets is not None else ()

    @property
    def concepts(self) -> list[concepts.ConceptState]:
        """The state of each concept of the decks."""
        if "states" not in self._made:
            every = self.now.inputs.concepts
            self._made["states"] = concepts.concept_states(self.now, every)
        states: list[concepts.ConceptState] = self._made["states"]
        return states


def _days(report: Report) -> Mapping[int, int]:
    sums = report.now.tally.sums["days"]
    counts = sums.values[:, 0].astype(int).tolist()
    return dict(zip(sums.keys.tolist(), counts, strict=True))


def _stock(report: Report) -> Figures:
    return stock.stock(report.now, report["calibration"], whole=report.whole)


def _projection(report: Report) -> Figures:
    found = stock.projection(report.now)
    ahead = report.ahead
    return found if ahead is None else {**found, "continue_mc": ahead["mc"]}


SECTIONS: dict[str, Callable[[Report], Any]] = {
    "params": lambda report: parameters(report.now),
    "study": lambda report: study(report.now),
    "streaks": lambda report: streaks(_days(report), report.now.today),
    "retention": lambda report: recall.retention(report.now),
    "stock": _stock,
    "banked": lambda report: stock.banked(report.now),
    "projection": _projection,
    "durability": lambda report: stock.durability(report.now),
    "ladder": lambda report: compound.ladder(report.now),
    "staircase": lambda report: compound.staircase(report.now),
    "stability": lambda report: compound.stability(report.now),
    "proven": lambda report: compound.proven(report.now),
    "upkeep": lambda report: upkeep.upkeep(report.now),
    "seconds_per_test_all_in": lambda report: upkeep.seconds_per_test(report.now),
    "today": lambda report: upkeep.value_of_today(report.now),
    "backlog": lambda report: upkeep.backlog(report.now),
    "calibration": lambda report: trust.calibration(report.now.tally.sums),
    "gap_audit": lambda report: trust.gap_audit(report.now),
    "calibration_last_30": lambda report: trust.recent_calibration(report.now, 30),
    "bets": lambda report: trust.bets(report.bets()),
    "leeches": lambda report: upkeep.leeches(report.now),
    "forecast_30": lambda report: upkeep.forecast(report.now),
    "concepts": lambda report: concepts.concept_figures(report.now),
    "heatmap": lambda report: heat(_days(report)),
    "anki": lambda report: report.anki(),
}
"""Every section by its key; `concepts` is `concepts_blocks_of_5` without concepts."""

SECTIONS_OF: dict[str, tuple[str, ...]] = {
    "now": (
        "study", "streaks", "retention", "stock", "ladder", "proven", "upkeep",
        "backlog", "gap_audit", "concepts",
    ),
    "known": ("stock", "banked", "projection", "durability", "gap_audit"),
    "lasting": ("ladder", "staircase", "proven", "stability"),
    "cost": ("upkeep", "seconds_per_test_all_in", "backlog", "leeches", "banked"),
    "recall": ("retention", "anki"),
    "trust": ("calibration", "calibration_last_30", "gap_audit", "bets"),
    "concepts": ("concepts",),
    "days": ("study", "streaks", "heatmap", "backlog", "forecast_30", "today",
             "anki"),
}  # fmt: skip
"""The sections that belong to each view."""


def figures(report: Report, views: tuple[str, ...] = ()) -> Figures:
    """Return the sections of some views, or all, with what the model was given."""
    wanted = [name for view in views for name in SECTIONS_OF[view]] or list(SECTIONS)
    found: Figures = {"params": report["params"]}
    for name in dict.fromkeys(wanted):
        key = name
        if name == "concepts" and not report.now.inputs.concepts:
            key = "concepts_blocks_of_5"
        if name == "bets" and not report[name]:
            continue  # most learners never bet
        found[key] = report[name]
    return found
