"""Is the forecast right? Calibration, gaps, first tests, horizon (M11, M14)."""

import math
from collections.abc import Sequence
from typing import Any

from srs.stats.arrays import Floats, Sums
from srs.stats.recall import wilson
from srs.stats.state import Standing
from srs.stats.tally import GAPS, LEVELS, TAIL, Scored, recent_tests, score

Figures = dict[str, Any]
BAND_TESTS = 30
"""A band of gaps with fewer tests gives no verdict."""
AUDITED_TESTS = 100


def calibration(sums: dict[str, Sums]) -> Figures | None:
    """Return how well the model's chances fit what happened; None without tests.

    Args:
        sums: What `score` gives.
    """
    n, passed, said, loss, missed, spread = sums["score"].of(0).tolist()
    if not n:
        return None
    share = passed / n
    excess = passed - said
    days = float((sums["score_days"].values[:, 1] ** 2).sum())
    return {
        "n": int(n),
        "predicted": said / n,
        "actual": share,
        "log_loss": loss / n,
        "log_loss_constant": _entropy(share),
        "brier": missed / n,
        "rmse_bins": _cell_error(sums["cells"], n),
        "auc": _ranking(sums["chances"]),
        "excess_passes": excess,
        "z": excess / math.sqrt(spread) if spread else None,
        "z_day": excess / math.sqrt(days) if days else None,
        "bins": _bins(sums["levels"]),
    }


def _entropy(share: float) -> float:
    if not 0 < share < 1:
        return 0.0
    return -(share * math.log(share) + (1 - share) * math.log(1 - share))


def _cell_error(cells: Sums, total: float) -> float:
    """Return the root mean square difference over cells of tests alike."""
    count, passed, said = cells.values.T
    return math.sqrt(float((count * ((passed - said) / count) ** 2).sum()) / total)


def _ranking(chances: Sums) -> float | None:
    """Return the chance that a passed test was given the higher chance (AUC)."""
    import numpy as np

    count, passed = chances.values.T
    won, lost = passed.sum(), (count - passed).sum()
    if not won or not lost:
        return None
    below = np.cumsum(count - passed) - (count - passed)
    pairs = (passed * (below + (count - passed) / 2)).sum()
    return float(pairs / (won * lost))


def _bins(levels: Sums) -> list[Figures]:
    return [
        {"from": float(LEVELS[key]), "to": float(min(LEVELS[key + 1], 1)), **band}
        for key, band in _bands(levels)
    ]


def _bands(sums: Sums) -> list[tuple[int, Figures]]:
    found = []
    for key, row in zip(sums.keys.tolist(), sums.values.tolist(), strict=True):
        n, passed, said = row
        low, high = wilson(passed, n)
        band = {"n": int(n), "predicted": said / n, "actual": passed / n}
        found.append((key, {**band, "lo": low, "hi": high}))
    return found


def recent_calibration(now: Standing, days: int) -> Figures | None:
    """Return the calibration of the last study days, 90 at the most."""
    return calibration(_scores(recent_tests(now.tally, now.today - days + 1)))


def _scores(tests: Scored) -> dict[str, Sums]:
    return dict(score(tests))


def gap_audit(now: Standing) -> Figures:
    """Return what was said and what happened by the length of the gap before."""
    return {
        "all": _gap_bands(now, first=False),
        "first_test": _gap_bands(now, first=True),
        "horizon_days": horizon(now),
    }


def _gap_bands(now: Standing, *, first: bool) -> list[Figures]:
    sums = now.tally.sums["gaps"]
    rows: dict[int, Floats] = {}
    for key, row in zip(sums.keys.tolist(), sums.values, strict=True):
        band, is_first = divmod(key, 2)
        if is_first or not first:
            rows[band] = rows[band] + row if band in rows else row
    found = []
    for band, row in sorted(rows.items()):
        n, passed, said = row.tolist()
        low, high = wilson(passed, n)
        found.append(
            {
                "from_days": float(GAPS[band]),
                "to_days": float(GAPS[band + 1]),
                "n": int(n),
                "predicted": said / n,
                "actual": passed / n,
                "lo": low,
                "hi": high,
            }
        )
    return found


Laid = tuple[bool, bool, float]
"""A bet on a card in review: sure, passed, what the model said."""


def bets(laid: Sequence[Laid]) -> list[Figures]:
    """Return how often the learner was right when sure, and when unsure."""
    found = []
    for sure in (True, False):
        some = [(passed, said) for bet, passed, said in laid if bet is sure]
        if not some:
            continue
        passed = sum(held for held, _ in some)
        low, high = wilson(passed, len(some))
        found.append(
            {
                "sure": sure,
                "n": len(some),
                "passed": passed,
                "predicted": sum(said for _, said in some) / len(some),
                "actual": passed / len(some),
                "lo": low,
                "hi": high,
            }
        )
    return found


def control_cards(now: Standing) -> list[Figures]:
    """Return for each pause how many cards left unreviewed were asked, and passed.

    A card that was asked before its day, such as one met before the test began, is
    no part of it; nor does one wait that is suspended or gone.
    """
    found = []
    for pause in sorted(set(now.inputs.control.values())):
        chosen = [at for at, days in now.inputs.control.items() if days == pause]
        asked = [at for at in chosen if now.cards.tested_after[at] >= pause - 1]
        waiting = [
            at
            for at in chosen
            if not now.cards.tested_after[at] and at not in now.inputs.ended
        ]
        passed = int(sum(now.cards.tested_well[at] for at in asked))
        said = float(sum(now.cards.tested_chance[at] for at in asked))
        low, high = wilson(passed, len(asked)) if asked else (None, None)
        found.append(
            {
                "pause_days": pause,
                "waiting": len(waiting),
                "n": len(asked),
                "predicted": said / len(asked) if asked else None,
                "actual": passed / len(asked) if asked else None,
                "lo": low,
                "hi": high,
            }
        )
    return found


def horizon(now: Standing) -> float | None:
    """Return the 30th longest tested gap in days: beyond it nothing was measured."""
    longest = now.tally.longest
    if longest is None or len(longest) < TAIL:
        return None
    return float(longest[0])


def audited(now: Standing, judged: Figures | None) -> Figures:
    """Return K with each chance moved by what this learner got at its level (M2b)."""
    import numpy as np

    recall = now.recall
    covered = np.zeros(len(recall), bool)
    middle = low = high = 0.0
    for band in (judged or {"bins": []})["bins"]:
        if band["n"] < AUDITED_TESTS:
            continue
        some = (recall >= band["from"]) & (recall < band["to"])
        covered |= some
        count, known = int(some.sum()), float(recall[some].sum())
        middle += known + count * (band["actual"] - band["predicted"])
        low += known + count * (band["lo"] - band["predicted"])
        high += known + count * (band["hi"] - band["predicted"])
    rest = float(recall[~covered].sum())
    return {
        "K": middle + rest,
        "lo": low + rest,
        "hi": high + rest,
        "cards_covered": int(covered.sum()),
    }
