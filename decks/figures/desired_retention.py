"""How long may a memory rest if you are content to forget more often?

Formula: with stability S the chance of recall after t days is
R(t) = (1 + F t / S)^(-w20), F = 0.9^(-1 / w20) - 1, w20 = 0.1542. Solved for t, the
interval at a desired retention r is S (r^(-1 / w20) - 1) / F, before it is rounded
and shifted by a little.
Source: Ye and others, The Algorithm (FSRS-6),
https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
"""

W20 = 0.1542
FACTOR = 0.9 ** (-1 / W20) - 1
RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.88, 0.90, 0.92, 0.95, 0.97)
STABILITIES = (10.0, 30.0)


def interval_days(retention: float, stability: float) -> float:
    """Return the days after which the chance of recall has fallen to `retention`."""
    return float(stability * (retention ** (-1 / W20) - 1) / FACTOR)


def chart() -> str:
    """Return the chart of the interval against the desired retention."""
    head = (
        "title: Interval that a desired retention allows, FSRS-6",
        "x: desired retention (0 to 1)",
        "y: interval (days)",
        "",
        ",".join(("retention", *(f"stability {days:g}" for days in STABILITIES))),
    )
    rows = ((r, *(interval_days(r, days) for days in STABILITIES)) for r in RETENTIONS)
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
