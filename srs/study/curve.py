"""How did one card's memory grow, review by review?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from srs.core.card import CardId
from srs.core.log import Rating, Reset, Reviewed
from srs.core.memory import retrievability
from srs.core.schedule import CardState, New, Scheduled, apply
from srs.study.cards import history
from srs.study.collection import Collection
from srs.study.outcome import preset_of_card

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A card's reviews since it was last new, with what the model made of them."""

    reviews: tuple[tuple[float, Rating, float], ...]
    """Days since the first review, the rating, and the stability after it in days."""
    now: float
    """Days from the first review to now."""
    decay: float
    desired_retention: float

    @property
    def recall(self) -> float:
        """The chance of recall now, 0 to 1."""
        last, _, stability = self.reviews[-1]
        return retrievability(max(0.0, self.now - last), stability, decay=self.decay)


def life(collection: Collection, card: CardId) -> Life | None:
    """Return the card's reviews since it was last new; None before there is one."""
    preset = preset_of_card(collection, card)
    model = collection.model(preset)
    state = CardState(schedule=New())
    reviews: list[tuple[datetime, Rating, float]] = []
    for entry in history(collection, card):
        state = apply(state, entry, preset=preset, model=model)
        if isinstance(entry.event, Reset):
            reviews = []
        elif isinstance(entry.event, Reviewed) and isinstance(
            state.schedule, Scheduled
        ):
            stability = state.schedule.memory.stability_days
            reviews.append((entry.at, entry.event.rating, stability))
    if not reviews:
        return None
    first = reviews[0][0]
    return Life(
        reviews=tuple(((at - first) / _DAY, rating, s) for at, rating, s in reviews),
        now=max(0.0, (collection.clock() - first) / _DAY),
        decay=model.decay,
        desired_retention=preset.desired_retention,
    )
