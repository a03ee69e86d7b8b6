"""How much more compute does best-of-n sampling cost at inference?

Formula: tax = share (n - 1): on that share of the tasks n samples are drawn instead
of one. Source: Leike, Distinguishing three alignment taxes, 2022,
https://aligned.substack.com/p/three-alignment-taxes; the post's own second example
leaves out the "- 1", as a reader of the linkpost noted,
https://www.lesswrong.com/posts/2BSHhH3DSeme8gBBC/
"""

from collections.abc import Iterable, Sequence


def tax_percent(samples: int, task_share: float) -> float:
    """Return the extra inference compute in percent."""
    return 100 * task_share * (samples - 1)


def chart() -> str:
    """Return the chart of the tax against the share of tasks that need it."""
    rows = [
        (tenth * 10, *(tax_percent(samples, tenth / 10) for samples in (2, 4, 8)))
        for tenth in range(11)
    ]
    return _body(
        "Inference tax of best-of-n sampling",
        "tasks that need it (%)",
        "extra compute (%)",
        ("tasks", "best of 2", "best of 4", "best of 8"),
        rows,
    )


def _body(
    title: str, x: str, y: str, header: Sequence[str], rows: Iterable[Sequence[float]]
) -> str:
    lines = [f"title: {title}", f"x: {x}", f"y: {y}", "", ",".join(header)]
    lines += [",".join(f"{round(cell, 4):.4g}" for cell in row) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(chart())
