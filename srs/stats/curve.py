"""How does a memory fade and grow? FSRS-6 over whole columns of cards.

Source:
    "The Algorithm", FSRS-6, wiki of open-spaced-repetition/awesome-fsrs. A
    same-day pass never shortens a memory, as in py-fsrs 6.3.2 and fsrs-rs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from srs.core.report import Weights
from srs.stats.arrays import Array, Floats, Ints, Real

LEAST_STABILITY = 0.001
LONGEST_INTERVAL = 36500


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The formulas with the parameters of one preset, or of each card's own.

    Every parameter is a number, or a column with one number a card.
    """

    w: tuple[Any, ...]
    desired_retention: Any
    decay: Any
    factor: Any

    def of(self, cards: Array) -> "Curve":
        """Return the formulas for some cards, in their order."""
        if isinstance(self.decay, float):
            return self
        return Curve(
            w=tuple(one[cards] for one in self.w),
            desired_retention=self.desired_retention[cards],
            decay=self.decay[cards],
            factor=self.factor[cards],
        )

    def recall(self, days: Real, stability: Floats) -> Floats:
        """Return the chance of recall some days, 0 or more, after a review."""
        import numpy as np

        grown = 1.0 + self.factor * np.maximum(days, 0.0) / stability
        chance: Floats = grown**-self.decay
        return chance

    def log_recall(self, days: Real, stability: Floats) -> Floats:
        """Return the logarithm of what `recall` returns."""
        import numpy as np

        scale = self.factor / stability
        log: Floats = -self.decay * np.log(1.0 + scale * np.maximum(days, 0.0))
        return log

    def held(self, days: Real, stability: Floats) -> Floats:
        """Return the card-days known from a review up to some days after it."""
        import numpy as np

        rest = 1.0 - self.decay
        grown = 1.0 + self.factor * np.maximum(days, 0.0) / stability
        area: Floats = stability / (self.factor * rest) * (grown**rest - 1.0)
        return area

    def held_given(self, days: Floats, stability: Floats, chance: Floats) -> Floats:
        """Return what `held` does where the chance after these days is known."""
        import numpy as np

        scale = self.factor / stability
        grown = 1.0 + scale * np.maximum(days, 0.0)
        area: Floats = (grown * chance - 1.0) / (scale * (1.0 - self.decay))
        return area

    def held_from(self, start: Real, days: Real, stability: Floats) -> Floats:
        """Return the card-days known in some days that begin after a pause."""
        rest = 1.0 - self.decay
        scale = self.factor / stability
        late = (1 + scale * (start + days)) ** rest
        area: Floats = (late - (1 + scale * start) ** rest) / (scale * rest)
        return area

    def interval_days(self, stability: Floats) -> Floats:
        """Return the whole days until recall falls to what is desired."""
        import numpy as np

        reach = self.desired_retention ** (-1.0 / self.decay) - 1.0
        days: Floats = np.clip(
            np.round(stability / self.factor * reach), 1, LONGEST_INTERVAL
        )
        return days

    def first(self, rating: Ints) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a first review."""
        import numpy as np

        w = self.w
        stability = np.choose(rating - 1, [w[0], w[1], w[2], w[3]])
        difficulty = w[4] - np.exp(w[5] * (rating - 1)) + 1
        return np.maximum(stability, LEAST_STABILITY), np.clip(difficulty, 1, 10)

    def harder(self, difficulty: Floats, rating: "Ints | int") -> Floats:
        """Return the difficulty after another review."""
        import numpy as np

        w = self.w
        easiest = w[4] - np.exp(w[5] * 3) + 1
        moved = difficulty + (10.0 - difficulty) * (-(w[6] * (rating - 3))) / 9.0
        kept: Floats = np.clip(w[7] * easiest + (1 - w[7]) * moved, 1.0, 10.0)
        return kept

    def same_day(self, stability: Floats, rating: "Ints | int") -> Floats:
        """Return the stability after another review on the same study day."""
        import numpy as np

        w = self.w
        change = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        change = np.where(np.asarray(rating) >= 2, np.maximum(change, 1.0), change)
        kept: Floats = np.maximum(stability * change, LEAST_STABILITY)
        return kept

    def passed(
        self,
        stability: Floats,
        difficulty: Floats,
        chance: Floats,
        rating: "Ints | int",
    ) -> Floats:
        """Return the stability after a recall on a later study day."""
        import numpy as np

        w, given = self.w, np.asarray(rating)
        bonus = np.where(given == 2, w[15], np.where(given == 4, w[16], 1.0))
        growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
        growth = growth * (np.exp((1 - chance) * w[10]) - 1) * bonus
        kept: Floats = np.maximum(stability * (1 + growth), LEAST_STABILITY)
        return kept

    def forgot(self, stability: Floats, difficulty: Floats, chance: Floats) -> Floats:
        """Return the stability after a lapse on a later study day."""
        import numpy as np

        w = self.w
        left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
        left = left * np.exp((1 - chance) * w[14])
        most = stability / np.exp(w[17] * w[18])
        kept: Floats = np.maximum(np.minimum(left, most), LEAST_STABILITY)
        return kept


def curve(weights: Sequence[Weights], weights_of: "Array | None" = None) -> Curve:
    """Return the formulas for cards with these parameters.

    Args:
        weights: The presets' parameters.
        weights_of: For each card its place among them; None where there is one.
    """
    import numpy as np

    if len(weights) == 1 or weights_of is None:
        one = weights[0]
        decay = float(one.w[20])
        return Curve(
            w=tuple(map(float, one.w)),
            desired_retention=float(one.desired_retention),
            decay=decay,
            factor=0.9 ** (-1.0 / decay) - 1.0,
        )
    table = np.array([one.w for one in weights])[weights_of]
    wished = np.array([one.desired_retention for one in weights])[weights_of]
    return Curve(
        w=tuple(table.T),
        desired_retention=wished,
        decay=table[:, 20],
        factor=0.9 ** (-1.0 / table[:, 20]) - 1.0,
    )
