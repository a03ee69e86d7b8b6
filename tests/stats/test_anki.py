"""Do figures for people from Anki equal Anki's own, of the same collection?"""

import json
import math
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from srs.stats.anki import figures
from srs.stats.anki_answers import (
    Answers,
    both,
    kind_of,
    packed,
    rate,
    summed,
    unpacked,
)
from srs.stats.anki_cards import PHASES, Deck

HERE = Path(__file__).parent / "anki_history.json"
ROLLOVER_S = 4 * 3600
COLLECTION = json.loads(HERE.read_text(encoding="utf-8"))
NOW_S = datetime.fromisoformat(COLLECTION["now_utc"]).timestamp()
SCOPES = ("collection_all", "collection_365", "deck_spanish_all")


def day_of(at_s: float) -> int:
    """Return the study day of an instant; the collection lives in UTC."""
    return math.floor((at_s - ROLLOVER_S) / 86400)


TODAY = day_of(NOW_S)


def rows_of(scope: str) -> tuple[Answers, Deck]:
    """Return the columns of a scope's reviews and cards."""
    answers, deck = Answers(), Deck()
    chosen = set()
    for row in COLLECTION["cards"]:
        card = dict(zip(COLLECTION["card_columns"], row, strict=True))
        if scope != "deck_spanish_all" or card["deck"].split("::")[0] == "Spanish":
            chosen.add(card["id"])
            put_card(deck, card)
    for at_ms, cid, rating, last, took, kind in COLLECTION["reviews"]:
        if cid in chosen:
            put_review(answers, at_ms, rating, last, took, kind)
    return answers, deck


def put_card(deck: Deck, card: dict[str, Any]) -> None:
    """Put a card into the columns."""
    deck.note.append(card["note"])
    deck.phase.append(("new", "learning", "review", "relearning").index(card["type"]))
    deck.interval.append(card["ivl"])
    deck.stability.append(card["s"])
    deck.difficulty.append(card["d"])
    deck.decay.append(card["decay"])
    deck.last_s.append(card["last_s"])
    deck.due_day.append(day_of(COLLECTION["created_s"]) + card["due"])
    deck.suspended.append(card["queue"] == "suspended")
    deck.buried.append("buried" in card["queue"])
    deck.added_day.append(day_of(card["id"] / 1000))


def put_review(
    answers: Answers, at_ms: int, rating: int, last: int, took: int, kind: int
) -> None:
    """Put a review into the columns."""
    answers.day.append(day_of(at_ms // 1000))
    answers.hour.append(at_ms // 1000 // 3600 % 24)
    answers.rating.append(rating)
    answers.duration_ms.append(took)
    answers.kind.append(kind_of((1, 2, 3)[kind], max(last, 0)))


@cache
def ours(scope: str) -> dict[str, Any]:
    """Return our figures of a scope."""
    answers, deck = rows_of(scope)
    since = TODAY - 365 if scope == "collection_365" else None
    return figures(summed(answers), deck, today=TODAY, now_s=NOW_S, since=since)


def iso(back: str) -> str:
    """Return a day that is told as so many days from today."""
    day: date = date(1970, 1, 1) + timedelta(days=TODAY + int(back))
    return day.isoformat()


def some(counts: dict[str, int]) -> dict[str, int]:
    """Return what is not 0: Anki leaves those out."""
    return {key: n for key, n in counts.items() if n}


def leaves(value: Any, at: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], int]:
    """Return every number in nested counts that is not 0, by its place."""
    if isinstance(value, int):
        return {at: value} if value else {}
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return {
        place: n for key, one in pairs for place, n in leaves(one, (*at, key)).items()
    }


def missing(ours_: Any, theirs: Any) -> int:
    """Return how many answers Anki counts beyond ours; never is it the other way."""
    found, said = leaves(ours_), leaves(theirs)
    assert found.keys() <= said.keys()
    assert all(said[place] >= n for place, n in found.items())
    return sum(said.values()) - sum(found.values())


def counted(found: dict[str, Any], said: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the graphs of answers by range and window, ours beside Anki's."""
    pairs: dict[str, tuple[Any, Any]] = {
        "reviews": (
            {day: one["count"] for day, one in found["reviews"].items()},
            {iso(day): one for day, one in said["reviews"]["count"].items()},
        )
    }
    for name, one in found["true_retention"].items():
        pairs[f"retention {name}"] = one, said["true_retention"].get(name, {})
    for name, back in found["buttons"].items():
        pairs[f"buttons {name}"] = back, said["buttons"][name]
        hours = [
            [one.get("total", 0), one.get("correct", 0)] for one in said["hours"][name]
        ]
        pairs[f"hours {name}"] = found["hours"][name], hours
    return pairs


@pytest.mark.parametrize("scope", SCOPES)
def test_today_is_counted_as_anki_counts_it(scope: str) -> None:
    """Answers, time, what was right, and the kinds of review are equal."""
    today = COLLECTION["expected"][scope]["today"]
    assert ours(scope)["today"] == {
        "answers": today["answer_count"],
        "milliseconds": today["answer_millis"],
        "correct": today["correct_count"],
        "mature": today["mature_count"],
        "mature_correct": today["mature_correct"],
        "learn": today.get("learn_count", 0),
        "review": today["review_count"],
        "relearn": today["relearn_count"],
    }


def test_every_answer_of_a_deck_is_counted_as_anki_counts_it() -> None:
    """Reviews and time a day, true retention, buttons and hours are equal."""
    found, said = ours("deck_spanish_all"), COLLECTION["expected"]["deck_spanish_all"]
    for ours_, theirs in counted(found, said).values():
        assert leaves(ours_) == leaves(theirs)
    spent = {day: some(one["milliseconds"]) for day, one in found["reviews"].items()}
    assert spent == {iso(day): one for day, one in said["reviews"]["time"].items()}


@pytest.mark.parametrize("scope", ["collection_all", "collection_365"])
def test_of_a_collection_only_rows_of_deleted_cards_are_missing(scope: str) -> None:
    """Anki counts 18 more: rows of three deleted cards, which no package carries.

    They are young and mature reviews on 15 days and first answers; whichever graph
    one asks, just they are missing, and in windows without them nothing is.
    """
    pairs = counted(ours(scope), COLLECTION["expected"][scope])
    gone = {name: missing(*both_) for name, both_ in pairs.items()}
    assert {name: n for name, n in gone.items() if n} == {
        "reviews": 18,
        "retention month": 2,
        "retention year": 12,
        "retention all_time": 12,
        "buttons one_month": 2,
        "buttons three_months": 3,
        "buttons one_year": 18,
        "buttons all_time": 18,
        "hours one_month": 4,
        "hours three_months": 6,
        "hours one_year": 36,
        "hours all_time": 36,
    }


@pytest.mark.parametrize("scope", SCOPES)
def test_every_card_is_counted_as_anki_counts_it(scope: str) -> None:
    """Counts, intervals, stability, due days, the load and days of adding are equal."""
    found, said = ours(scope), COLLECTION["expected"][scope]
    names = {"newCards": "new"}
    for ours_, theirs in (
        ("all", "including_inactive"),
        ("apart", "excluding_inactive"),
    ):
        assert some(found["card_counts"][ours_]) == {
            names.get(name, name): n for name, n in said["card_counts"][theirs].items()
        }
    assert found["intervals"]["cards"] == said["intervals"]["intervals"]
    assert found["stability"]["cards"] == said["stability"]["intervals"]
    assert found["due"] == {
        "cards": {iso(day): n for day, n in said["future_due"]["future_due"].items()},
        "daily_load": said["future_due"].get("daily_load", 0),
    }
    assert found["added"] == {iso(day): n for day, n in said["added"]["added"].items()}


@pytest.mark.parametrize("scope", SCOPES)
def test_memory_is_said_as_anki_says_it(scope: str) -> None:
    """Difficulty and retrievability are equal, bin by bin; Anki rounds to 4 bytes."""
    found, said = ours(scope), COLLECTION["expected"][scope]
    hard, recall = found["difficulty"], found["retrievability"]
    assert hard["cards"] == said["difficulty"]["eases"]
    assert hard["median_percent"] == pytest.approx(
        said["difficulty"]["average"], abs=0.05
    )
    assert recall["cards"] == said["retrievability"]["retrievability"]
    theirs = said["retrievability"]
    assert recall["average"] * 100 == pytest.approx(theirs["average"], abs=1e-3)
    assert recall["known_cards"] == pytest.approx(theirs["sum_by_card"], abs=1e-2)
    assert recall["known_notes"] == pytest.approx(theirs["sum_by_note"], abs=1e-2)


def test_sums_can_be_kept_and_continued() -> None:
    """Two stretches of days, one of them from bytes, come to what all reviews do."""
    answers, deck = rows_of("collection_all")
    parts = Answers(), Answers()
    for row in zip(
        answers.day, answers.hour, answers.rating, answers.duration_ms, answers.kind,
        strict=True,
    ):  # fmt: skip
        part = parts[row[0] > TODAY - 40]
        for column, value in zip(
            (part.day, part.hour, part.rating, part.duration_ms, part.kind),
            row,
            strict=True,
        ):
            column.append(value)
    kept = unpacked(packed(summed(parts[0])))
    together = both(kept, summed(parts[1]))
    assert figures(together, deck, today=TODAY, now_s=NOW_S) == ours("collection_all")


def test_nothing_is_no_data() -> None:
    """An empty collection has counts of 0, and means that are nothing."""
    found = figures(summed(Answers()), Deck(), today=TODAY, now_s=NOW_S)
    assert found["today"]["answers"] == 0
    assert found["retrievability"] == {
        "cards": {},
        "average": None,
        "known_cards": 0.0,
        "known_notes": 0.0,
    }
    assert found["due"] == {"cards": {}, "daily_load": 0}
    assert rate(found["true_retention"]["month"], "young", "mature") == (0, 0)
    assert set(PHASES) == {"new", "learn", "review", "relearn"}


def test_the_copy_is_the_shared_collection() -> None:
    """The collection beside this test holds what Anki's own files say."""
    shared = Path(__file__).parents[3] / "shared/anki/fixtures/expected"
    if not shared.is_dir():
        pytest.skip("the shared folder with Anki's own figures is not here")
    said = json.loads((shared / "history_5k_anki_stats.json").read_text())
    whole = json.loads((shared / "history_5k_latest.apkg.json").read_text())
    assert COLLECTION["now_utc"] == said["now_utc"]
    assert {scope: said[scope] for scope in SCOPES} == COLLECTION["expected"]
    assert len(COLLECTION["reviews"]) == whole["revlog_count"]
    assert len(COLLECTION["cards"]) == whole["card_count"]
