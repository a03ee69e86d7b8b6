"""Ideas: a month of use, no trace of it in any statistic, and undo."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle, repeat

import pytest

from srs.core.errors import InputError
from srs.core.log import Rating, Verdict
from srs.study.adding import take_back
from srs.study.agenda import Scope, build_queue, start_deck
from srs.study.collection import Collection
from srs.study.exports import pieces
from srs.study.ideas import due_ideas, ideas, judge, looked_after, think
from srs.study.outcome import call_back, undo, undo_last
from srs.study.overview import overview
from srs.study.progress import figures
from srs.study.review import ReviewSession
from srs.study.scan import scan
from srs.study.told import undone_words
from tests.conftest import Clock, Open

CARDS = "# Knots\n\n" + "\n".join(f"Q: Knot {n}?\nA: Loop {n}\n" for n in range(12))
WHY = "\n## Questions\n\nI: Why {}? #open\n"


def deck(*names: str) -> dict[str, str]:
    """Return a deck with cards and with an idea for each name."""
    return {"knots.md": CARDS + "".join(WHY.format(name) for name in names)}


def evening(collection: Collection, clock: Clock) -> int:
    """Answer all that is due, and return how many answers that took."""
    session = ReviewSession(collection)
    while session.current is not None:
        clock.sleep(seconds=6)
        forgot = session.tally.answered % 5 == 4
        session.answer(Rating.AGAIN if forgot else Rating.GOOD, duration_ms=6000)
    return session.tally.answered


def test_a_month_of_use_keeps_the_pauses(collect: Open, clock: Clock) -> None:
    """Four ideas, each answered in its way whenever it is due, for 31 days."""
    collection = collect(deck("later", "fruit", "gone", "mixed"))
    first = clock.at.date()
    seen: dict[str, list[int]] = {}
    mixed: tuple[Verdict, ...] = ("not now", "fruitful")
    answers: dict[str, Iterator[Verdict]] = {
        "later": repeat("not now"),
        "fruit": repeat("fruitful"),
        "gone": repeat("let go"),
        "mixed": cycle(mixed),
    }
    for _ in range(31):
        evening(collection, clock)
        for one in due_ideas(collection):
            name = one.note.asked.removeprefix("Why ").rstrip("?")
            days = seen.setdefault(name, [])
            days.append((collection.today() - first).days)
            judge(collection, one.card, next(answers[name]))
        clock.at += timedelta(days=1)

    assert seen == {
        "later": [7, 21],
        "fruit": [7, 10, 13, 16, 19, 22, 25, 28],
        "gone": [7],
        "mixed": [7, 21, 24, 30],
    }


def test_ideas_leave_no_trace_in_any_statistic(collect: Open, clock: Clock) -> None:
    """With every idea answered for a month, all figures and exports stay the same."""
    collection = collect(deck("later", "fruit", "gone"))
    verdicts: list[Verdict] = ["not now", "fruitful", "let go"]
    for day in range(31):
        evening(collection, clock)
        for one, verdict in zip(ideas(collection), verdicts, strict=True):
            if day > 6:
                judge(collection, one.card, verdict)
        clock.at += timedelta(days=1)
    evening_after = clock.at + timedelta(hours=2)
    with_ideas = _all_that_is_said(collection, clock, evening_after)
    clock.at = evening_after - timedelta(hours=1)
    answers = collection.store.log.live_of("idea")
    for entry in answers:
        undo(collection, entry.id, day=entry.day)

    assert len(answers) == 24 * 3
    assert all(one.idea.last is None for one in ideas(collection))
    assert _all_that_is_said(collection, clock, evening_after) == with_ideas
    # Replay in bulk works with 32 bits: five digits are the same.
    collection.replay_all()
    replayed = _all_that_is_said(collection, clock, evening_after)
    assert _five_digits(replayed) == _five_digits(with_ideas)


def _five_digits(said: object) -> object:
    """Return what is said with its fractions cut to five digits."""
    if isinstance(said, dict):
        return {key: _five_digits(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_five_digits(value) for value in said]
    return f"{said:.5g}" if isinstance(said, float) else said


def _all_that_is_said(
    collection: Collection, clock: Clock, moment: datetime
) -> dict[str, object]:
    """Return figures, exports, counts and queue as of one moment."""
    at = clock.at = moment.replace(minute=0, second=0, microsecond=0)
    queue = build_queue(collection, Scope(), collection.today())
    said: dict[str, object] = {
        "figures": figures(collection, at=at),
        "counts": overview(collection),
        "queue": (queue.counts(at), len(queue)),
        "days": collection.store.schedules.days(date(2026, 1, 1), date(2027, 1, 1)),
    }
    for what in ("reviews", "daily", "concepts"):
        clock.at = at
        said[what] = b"".join(pieces(collection, what, form="csv")[0])
    return said


def test_ideas_take_no_place_in_queue_and_limits(collect: Open, clock: Clock) -> None:
    """A deck of ideas alone has nothing due, new or in steps, ever."""
    collection = collect({"ideas.md": "I: One?\n\nI: Two?\n"})
    for _ in range(3):
        found = overview(collection, charts=False)

        assert (found.left, sum(found.counts)) == (0, 0)
        assert ReviewSession(collection).current is None
        clock.sleep(days=10)
    assert len(due_ideas(collection)) == 2


def test_undo_takes_back_the_last_answer(collect: Open, clock: Clock) -> None:
    """One undo, one answer; the idea is due again, and it is told in words."""
    collection = collect(deck("not"))
    clock.sleep(days=8)
    (one,) = due_ideas(collection)
    judge(collection, one.card, "let go")

    assert [it.state for it in ideas(collection)] == ["let go"]
    assert (
        undone_words(undo_last(collection), collection.today())
        == "Taken back: Idea: let go."
    )
    assert due_ideas(collection) == [one]


def test_an_idea_that_was_let_go_can_be_called_back(
    collect: Open, clock: Clock
) -> None:
    """As a suspended card it is found, and called back."""
    collection = collect(deck("not"))
    clock.sleep(days=8)
    (one,) = due_ideas(collection)
    judge(collection, one.card, "let go")
    call_back(collection, [one.card])

    assert [it.card for it in due_ideas(collection)] == [one.card]


def test_a_thought_is_written_and_taken_back_with_its_answer(
    collect: Open, clock: Clock
) -> None:
    """The deck holds the thought, the idea was fruitful; one undo takes both back."""
    collection = collect(deck("not"))
    file = collection.root / "knots.md"
    before = file.read_bytes()
    clock.sleep(days=8)
    (one,) = due_ideas(collection)
    line = think(collection, one.card, "Because.")
    (then,) = ideas(collection)

    assert file.read_bytes() == before + b"> 2026-03-10 Because.\n"
    assert then.note.thoughts == ("2026-03-10 Because.",)
    assert (then.card, then.idea.fruitful) == (one.card, (date(2026, 3, 10),))
    assert take_back(collection) == f"Taken back: the thought at knots.md:{line}."
    assert file.read_bytes() == before
    assert ideas(collection)[0] == one


def test_a_thought_on_what_is_no_idea_is_refused(collect: Open, clock: Clock) -> None:
    """Nothing is written beneath a card."""
    collection = collect(deck())
    card = ReviewSession(collection).current
    assert card is not None
    with pytest.raises(InputError, match="no idea"):
        think(collection, card.card, "Because.")


def test_a_thought_from_the_editor_counts(collect: Open, clock: Clock) -> None:
    """Where the deck holds one thought more after an edit, the idea was fruitful."""
    collection = collect(deck("not"))
    file = collection.root / "knots.md"
    (one,) = ideas(collection)
    with file.open("a", encoding="utf-8") as open_file:
        open_file.write("> 2026-03-02 Because.\n")
    scan(collection)

    assert looked_after(collection, one.card, 0)
    assert not looked_after(collection, one.card, 1)
    assert [it.idea.fruitful for it in ideas(collection)] == [(date(2026, 3, 2),)]


def test_an_edited_idea_is_as_old_as_before(collect: Open, clock: Clock) -> None:
    """A better wording starts no new week."""
    collection = collect({"a.md": "I: Why do wrong ideas outlive a refutation?\n"})
    (one,) = ideas(collection)
    clock.sleep(days=5)
    text = "I: Why do wrong ideas outlive their refutation?\n"
    (collection.root / "a.md").write_text(text, encoding="utf-8")
    scan(collection)
    (same,) = ideas(collection)

    assert (same.card, same.idea) == (one.card, one.idea)


def test_the_hottest_comes_first_and_a_waiting_deck_waits(
    collect: Open, clock: Clock
) -> None:
    """Order by heat; ideas of a deck that was not begun are listed, not asked."""
    waits = "---\nname = 'waits'\nstart = 'manual'\n---\nI: Later?\n"
    thought = "I: Warm?\n> 2026-03-01 Yes.\n> 2026-02-28 And more.\n"
    collection = collect({"a.md": f"I: Cold?\n\n{thought}", "waits.md": waits})
    clock.sleep(days=8)

    assert [(it.note.asked, it.state) for it in ideas(collection)] == [
        ("Warm?", "due"),
        ("Cold?", "due"),
        ("Later?", "waits"),
    ]
    start_deck(collection, "waits")
    assert len(due_ideas(collection)) == 3
