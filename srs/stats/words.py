"""How are figures said, and what stands beneath every forecast?"""

from srs.stats.figures import Report
from srs.stats.state import Standing
from srs.stats.trust import BAND_TESTS, horizon, recent_calibration

OFF_POINTS = 0.02
"""A smaller difference between what was said and what happened is no matter."""


def count(value: float) -> str:
    """Return a whole number with commas: `1,109`."""
    return f"{value:,.0f}"


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share as per cent: `82.1%`; a dash for none."""
    return "–" if share is None else f"{share * 100:.{digits}f}%"


def days(value: float | None) -> str:
    """Return a length in days: `0.2 d`, `9 d`; a dash for none."""
    if value is None:
        return "–"
    return f"{value:.1f} d" if value < 2 else f"{value:,.0f} d"


def band(first: float, last: float) -> str:
    """Return a band of days: `30–60 d`, `480 d and more`."""
    if last > 1e6:
        return f"{first:g} d and more"
    return f"{first:g}–{last:g} d"


def verdict(report: Report) -> str:
    """Return in one sentence whether the forecast was right, gap by gap."""
    bands = [one for one in report["gap_audit"]["all"] if one["n"] >= BAND_TESTS]
    if not bands:
        tests = report["study"]["tests"]
        return f"needs {BAND_TESTS} tests after gaps alike, you have {tests} in all"
    off = [one for one in bands if is_off(one)]
    if not off:
        return f"right at every gap that was tested often{_lately(report)}"
    worst = max(off, key=lambda one: abs(one["actual"] - one["predicted"]))
    hopeful = [one for one in off if one["predicted"] > one["actual"]]
    start = (hopeful or off)[0]["from_days"]
    good = f"right up to {start:g} days{_lately(report)}; " if start else ""
    return (
        f"{good}{leaning(worst)} at {band(worst['from_days'], worst['to_days'])}: "
        f"it said {percent(worst['predicted'])}, you got {percent(worst['actual'])}"
    )


def _lately(report: Report) -> str:
    month = report["retention"]["last_30"]
    if not month["total"]:
        return ""
    said, got = percent(month["predicted"], 1), percent(month["rate"], 1)
    return f" (this month it said {said}, you got {got})"


def is_off(one: dict[str, float]) -> bool:
    """Return whether a band's interval leaves out what the model said, by much."""
    outside = not one["lo"] <= one["predicted"] <= one["hi"]
    return outside and abs(one["actual"] - one["predicted"]) > OFF_POINTS


def leaning(one: dict[str, float]) -> str:
    """Return in which way the model erred in a band; nothing where it did not."""
    if one["lo"] <= one["predicted"] <= one["hi"]:
        return ""
    return "too hopeful" if one["predicted"] > one["actual"] else "too cautious"


def reach(now: Standing) -> str:
    """Return how far ahead anything was measured."""
    far = horizon(now)
    if far is None:
        tests = int(now.tally.sums["classes"].total()[0])
        return f"How far a forecast reaches needs 30 tests, you have {tests}."
    return (
        f"Your longest tested gaps: {days(far)}. Beyond them nothing was measured (?)."
    )


def beneath(report: Report) -> tuple[str, ...]:
    """Return what stands beneath every forecast."""
    return f"Is the forecast right? {_capital(verdict(report))}.", reach(report.now)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def warned(title: str, report: Report) -> str:
    """Return a title that says so if the model was off in the last 90 days."""
    lately = recent_calibration(report.now, 90)
    if lately is None or lately["z_day"] is None:
        return title
    off = lately["actual"] - lately["predicted"]
    if abs(lately["z_day"]) <= 2 or abs(off) <= OFF_POINTS:
        return title
    word = "too hopeful" if off < 0 else "too cautious"
    return f"{title} – the model was {word} by {abs(off) * 100:.0f} points lately"
