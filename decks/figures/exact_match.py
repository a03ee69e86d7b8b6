"""Why can a steady gain look like a sudden one?

Formula: if each of L tokens is right with chance p, independently, the whole answer
matches exactly with chance p^L, while the share of right tokens is p.
Source: Schaeffer, Miranda and Koyejo, Are emergent abilities of large language models
a mirage?, 2023, https://arxiv.org/abs/2304.15004
"""

LENGTHS = (1, 10, 30)


def exact_match(token_accuracy: float, tokens: int) -> float:
    """Return the chance that every token of an answer is right."""
    return float(token_accuracy**tokens)


def chart() -> str:
    """Return the chart of exact match against token accuracy."""
    head = (
        "title: Exact match as single tokens get better",
        "x: chance that a token is right (0 to 1)",
        "y: chance of an exact match (0 to 1)",
        "",
        "token accuracy,1 token,10 tokens,30 tokens",
    )
    rows = (
        (step / 20, *(exact_match(step / 20, length) for length in LENGTHS))
        for step in range(21)
    )
    return "\n".join(
        (*head, *(",".join(f"{round(v, 4):.4g}" for v in row) for row in rows))
    )


if __name__ == "__main__":
    print(chart())
