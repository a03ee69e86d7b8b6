"""How little does a pathway lose when one of its enzymes is halved?

Model: a chain of enzymes far from saturation. Each step resists the flow by
1 / activity, so the flux is J = 1 / sum(1 / e_i). If an enzyme holds the share c of
the whole resistance (its control coefficient), then
J(e) / J(1) = 1 / (c / e + 1 - c), with e its activity as a share of normal.

Source: Kacser, Burns, The molecular basis of dominance, 1981,
https://pmc.ncbi.nlm.nih.gov/articles/PMC1214416
"""

ACTIVITIES_PERCENT = (0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


def relative_flux(activity: float, control: float) -> float:
    """Return the flux as a share of normal.

    Args:
        activity: The enzyme's activity as a share of normal, 0 to 1.
        control: Its control coefficient, above 0 and at most 1.
    """
    if activity == 0:
        return 0.0
    return 1 / (control / activity + 1 - control)


def chart() -> str:
    """Return the chart of flux against activity for three lengths of pathway."""
    head = (
        "title: Flux of a pathway against the activity of one enzyme",
        "x: activity of the enzyme (% of normal)",
        "y: flux of the pathway (% of normal)",
        "",
        "activity,a lone enzyme,one of 3 equal,one of 10 equal",
    )
    rows = (
        (percent, *(100 * relative_flux(percent / 100, 1 / n) for n in (1, 3, 10)))
        for percent in ACTIVITIES_PERCENT
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
