"""The view Concepts: what is solid, what fades, what waits for what?"""

from srs.core.report import Cell, Column, Table
from srs.stats.concepts import ConceptState
from srs.stats.figures import Report
from srs.stats.words import percent

WORDS = {
    "unseen": "unseen",
    "partial": "begun",
    "fading": "fading",
    "known": "solid",
    "durable": "lasting",
}
ORDER = ("fading", "partial", "known", "durable", "unseen")
"""What needs the learner first comes first."""


def tables(report: Report) -> list[Table]:
    """Return the view."""
    states = report.concepts if report.now.inputs.concepts else []
    return [_states(states), _concepts(states)]


def _states(states: list[ConceptState]) -> Table:
    return Table(
        id="concept_states",
        title="Concepts by state",
        columns=(
            Column(name="state", key="state"),
            Column(name="concepts", key="concepts", unit="count"),
        ),
        rows=tuple(
            (WORDS[name], sum(one.state == name for one in states))
            for name in reversed(WORDS)
        )
        if states
        else (),
        shape="bars",
        topic="concepts",
        needs="" if states else "needs headings above cards: srs help writing-cards",
    )


def _concepts(states: list[ConceptState]) -> Table:
    ordered = sorted(states, key=lambda one: (ORDER.index(one.state), one.mean))
    return Table(
        id="concepts",
        title="Concepts",
        columns=(
            Column(name="concept", key="concept"),
            Column(name="deck", key="deck"),
            Column(name="cards", key="cards", unit="cards"),
            Column(name="weakest", key="recall_min", unit="ratio"),
            Column(name="average", key="recall_mean", unit="ratio"),
            Column(name="weakest card lasts", key="stability_min_days", unit="days"),
            Column(name="state", key="state"),
            Column(name="before it", key="blocked_by"),
        ),
        rows=tuple(_row(one) for one in ordered),
        notes=_notes(states),
        needs="" if states else "needs headings above cards: srs help writing-cards",
        topic="concepts",
    )


def _row(one: ConceptState) -> tuple[Cell, ...]:
    waits = len(one.blocked_by)
    whole = one.state not in ("unseen", "partial")
    return (
        one.concept.title,
        one.concept.deck,
        one.concept.cards,
        one.weakest if whole else None,
        one.mean if one.state != "unseen" else None,
        one.weakest_days,
        WORDS[one.state],
        "ready" if one.ready else f"after {waits} other{'s' if waits > 1 else ''}",
    )


def _notes(states: list[ConceptState]) -> tuple[str, ...]:
    fading = [one for one in states if one.state == "fading"]
    holding = {one.concept.id for one in fading}
    held = sum(bool(holding & set(one.blocked_by)) for one in states)
    notes = [
        "Solid: all cards seen, the weakest at 80 % or more. Lasting: and each lasts"
        " 21 days or more. Begun: some cards were never seen."
    ]
    if fading:
        names = ", ".join(
            f"{one.concept.title} ({percent(one.weakest)})" for one in fading[:3]
        )
        notes.append(f"Fading first: {names}; they hold back {held}.")
    return tuple(notes)
