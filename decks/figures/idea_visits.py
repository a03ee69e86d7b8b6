"""On which days does an idea come back when its gaps keep growing?

Formula: with first gap I and growth factor g the nth visit falls on day
I (g^n - 1) / (g - 1), the sum of a geometric series.
Source of the idea: Matuschak, Spaced repetition may be a helpful tool to incrementally
develop inklings,
https://notes.andymatuschak.org/z7iCjRziX6V6unNWL81yc2dJicpRw2Cpp9MfQ
"""

FIRST_GAP_DAYS = 1.0
GROWTHS = (1.5, 2.0)
VISITS = 8


def visit_day(visit: int, growth: float, first_gap: float = FIRST_GAP_DAYS) -> float:
    """Return the day of the nth visit, counted from 1."""
    return float(first_gap * (growth**visit - 1) / (growth - 1))


def chart() -> str:
    """Return the chart of the day of each visit."""
    head = (
        "title: Days on which an idea returns, first gap one day",
        "x: visit (count)",
        "y: time since it was written down (days)",
        "",
        ",".join(("visit", *(f"gaps x {growth:g}" for growth in GROWTHS))),
    )
    rows = (
        (visit, *(visit_day(visit, growth) for growth in GROWTHS))
        for visit in range(1, VISITS + 1)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
