"""How much true value hides behind a proxy score?

Model: true value V ~ N(0, 1), noise X ~ N(0, s), proxy U = V + X, all independent.
Formula: E[V | U = u] = u / (1 + s^2), the regression of V on U for jointly normal
variables. Source of the model: regressional Goodhart in Manheim and Garrabrant,
Categorizing variants of Goodhart's law, 2018, https://arxiv.org/abs/1803.04585.
"""

from collections.abc import Iterator, Sequence

NOISE_LEVELS = (0.5, 1.0, 2.0)
PROXY_SCORES = tuple(step / 2 for step in range(9))


def expected_value(proxy: float, noise_sd: float) -> float:
    """Return the mean of V among candidates whose proxy score is `proxy`."""
    return proxy / (1 + noise_sd**2)


def chart() -> str:
    """Return the chart of expected true value against proxy score."""
    rows = (
        (score, *(expected_value(score, noise) for noise in NOISE_LEVELS))
        for score in PROXY_SCORES
    )
    names = ["proxy score", *(f"noise {noise:g}" for noise in NOISE_LEVELS)]
    return "\n".join(
        [
            "title: True value behind a proxy score U = V + X",
            "x: proxy score U (sd of V)",
            "y: expected true value V (sd of V)",
            "",
            *_csv(names, rows),
        ]
    )


def _csv(names: Sequence[str], rows: Iterator[tuple[float, ...]]) -> list[str]:
    """Return a CSV header and rows at four significant digits."""
    return [
        ",".join(names),
        *(",".join(f"{value:.4g}" for value in row) for row in rows),
    ]


if __name__ == "__main__":
    print(chart())
