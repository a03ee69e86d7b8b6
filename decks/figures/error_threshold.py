"""At which copying-error rate is the best sequence lost?

Model: binary sequences of L digits, each copied wrongly with probability u. The best
one (the master) multiplies sigma times as fast as all others, which are equal.

Without back mutation the master is kept while sigma * (1 - u)**L > 1, so
L < ln(sigma) / -ln(1 - u), about ln(sigma) / u, and its share of the population is
(sigma * (1 - u)**L - 1) / (sigma - 1).

With back mutation the mean fitness is the largest root of
1 = (sigma - 1) * 2**-L * sum over k of C(L, k) * m_k / (fitness - m_k),
where m_k = (1 - 2u)**k are the eigenvalues of copying, and the master's share is
(fitness - 1) / (sigma - 1).

Source: Error threshold (evolution), https://en.wikipedia.org/wiki/Error_threshold_(evolution),
after Eigen 1971
"""

import math

LENGTH = 50
SUPERIORITY = 10.0


def critical_error_rate(length: float, sigma: float) -> float:
    """Return the error rate a digit above which the master is lost."""
    return -math.expm1(-math.log(sigma) / length)


def longest(u: float, sigma: float) -> float:
    """Return the greatest length in digits that can be kept at error rate `u`."""
    return math.log(sigma) / -math.log1p(-u)


def simple_share(u: float, length: int, sigma: float) -> float:
    """Return the master's share without back mutation, 0 above the threshold."""
    return max(0.0, (sigma * (1 - u) ** length - 1) / (sigma - 1))


def _excess_fitness(u: float, length: int, sigma: float) -> float:
    """Return the mean fitness above 1, by bisection on a logarithmic scale."""
    decay = [-math.expm1(k * math.log1p(-2 * u)) for k in range(length + 1)]
    weights = [math.comb(length, k) / 2**length for k in range(length + 1)]

    def supply(excess: float) -> float:
        terms = (
            w * (1 - x) / (excess + x) for w, x in zip(weights, decay, strict=True)
        )
        return float((sigma - 1) * sum(terms))

    low, high = math.log(1e-30), math.log(sigma - 1)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if supply(math.exp(middle)) > 1 else (low, middle)
    return math.exp(low)


def master_share(u: float, length: int, sigma: float) -> float:
    """Return the master's share of the population, back mutation included."""
    if u == 0:
        return 1.0
    return _excess_fitness(u, length, sigma) / (sigma - 1)


def mean_errors(u: float, length: int, sigma: float) -> float:
    """Return by how many digits a sequence differs from the master on average."""
    if u == 0:
        return 0.0
    fitness = 1 + _excess_fitness(u, length, sigma)
    return length * u / (1 - (1 - 2 * u) / fitness)


def chart() -> str:
    """Return the chart of the master's share and of the mean number of errors."""
    head = (
        f"title: Error threshold, {LENGTH} digits, superiority {SUPERIORITY:g}",
        "x: error rate (errors per digit and copy)",
        "y: share (0 to 1)",
        "",
        "error rate,best sequence,wrong digits",
    )
    rates = [step / 400 for step in range(25)]
    rows = (
        (
            u,
            master_share(u, LENGTH, SUPERIORITY),
            mean_errors(u, LENGTH, SUPERIORITY) / LENGTH,
        )
        for u in rates
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
