"""How likely is it that nobody helps?

Formula: n bystanders who help independently, each with chance p, all fail to help
with chance (1 - p)^n. The two rates are the shares that reported a seizure before it
was over: of the participants who thought themselves alone with the victim (0.85) and
of those who thought that four others heard it (0.31).
Source of the rates: Darley and Latané, Bystander intervention in emergencies, 1968,
https://doi.org/10.1037/h0025589
"""

RATE_ALONE = 0.85
RATE_OF_FIVE = 0.31
MOST_BYSTANDERS = 10


def chance_nobody_helps(bystanders: int, rate: float) -> float:
    """Return the chance that none of the bystanders helps."""
    return float((1 - rate) ** bystanders)


def chart() -> str:
    """Return the chart of the chance that nobody helps, for both rates."""
    head = (
        "title: Chance that nobody helps, if each decides independently",
        "x: bystanders (count)",
        "y: chance that nobody helps (0 to 1)",
        "",
        f"bystanders,each helps at {RATE_OF_FIVE},each helps at {RATE_ALONE}",
    )
    rows = (
        (n, chance_nobody_helps(n, RATE_OF_FIVE), chance_nobody_helps(n, RATE_ALONE))
        for n in range(1, MOST_BYSTANDERS + 1)
    )
    return "\n".join(
        (*head, *(",".join(f"{round(v, 4):.4g}" for v in row) for row in rows))
    )


if __name__ == "__main__":
    print(chart())
