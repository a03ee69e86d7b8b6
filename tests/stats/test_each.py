"""Each review and each card: what columns say, the engine says one by one."""

import math

import pytest

from srs.core.log import Rating
from srs.core.memory import Memory
from srs.memory import model
from srs.stats import each
from srs.stats.each import card_figures, review_figures
from srs.stats.state import standing
from tests.stats.logs import log, of_card


@pytest.mark.parametrize("presets", [1, 2])
def test_reviews_are_what_the_engine_makes_of_them(presets: int) -> None:
    """Stability and difficulty go on, review by review, as py-fsrs has them."""
    inputs, _ = log(3, presets=presets)
    found = list(review_figures(inputs))

    assert len(found) == len(inputs)
    for card in range(20):
        engine = model("fsrs-6", inputs.weights[card % presets].w)
        memory: Memory | None = None
        last = 0
        for at in of_card(inputs, card):
            said, day = found[at], inputs.day[at]
            before = memory
            assert said.is_test == (before is not None and day > last)
            if before is None:
                assert said.chance is said.stability_before is None
                assert said.difficulty_before is None
            else:
                assert said.stability_before == pytest.approx(before.stability_days)
                assert said.difficulty_before == pytest.approx(before.difficulty)
            memory = engine.after(
                before,
                Rating(inputs.rating[at]),
                elapsed_days=day - last if before else 0,
            )
            assert said.stability_after == pytest.approx(memory.stability_days)
            assert said.difficulty_after == pytest.approx(memory.difficulty)
            wished = inputs.weights[card % presets].desired_retention
            assert said.interval_days == max(
                1, round(engine.interval_days(memory, desired_retention=wished))
            )
            last = day


def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are replayed in groups, however large."""
    inputs, _ = log(4)
    whole = list(review_figures(inputs))
    monkeypatch.setattr(each, "PART", 10)
    monkeypatch.setattr(each, "_AT_ONCE", 7)

    assert list(review_figures(inputs)) == whole


def test_cards_end_where_their_reviews_end() -> None:
    """A card's figures are those of its last review; sums are over all."""
    inputs, _ = log(5)
    reviews = list(review_figures(inputs))
    found = dict(card_figures(standing(log(5)[0])))

    for card, said in found.items():
        places = of_card(inputs, card)
        last = reviews[places[-1]]
        assert (said.stability, said.difficulty) == pytest.approx(
            (last.stability_after, last.difficulty_after)
        )
        tests = [at for at in places if reviews[at].is_test]
        assert (said.reviews, said.tests) == (len(places), len(tests))
        assert said.lapses == sum(inputs.rating[at] == 1 for at in tests)
        assert said.first_s == inputs.at_ms[places[0]] / 1000
        assert said.last_s == inputs.at_ms[places[-1]] / 1000
        assert math.isclose(
            said.seconds, sum(inputs.duration_ms[at] for at in places) / 1000
        )
        assert 0 < said.recall < 1
    assert sorted(found) == sorted(set(inputs.card))


def test_no_review_is_no_figure() -> None:
    """An empty log has nothing to say."""
    assert list(review_figures(log(1, days=0)[0])) == []
