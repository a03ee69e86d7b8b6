"""What does the program make of a clock that jumps?"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.core.log import Rating, Reviewed
from srs.study import replay
from srs.study.agenda import Scope
from srs.study.agreement import differences
from srs.study.collection import Collection, open_collection
from srs.study.overview import overview
from srs.study.review import ReviewSession
from srs.study.scan import scan
from tests.conftest import Clock
from tests.faults.world import cards


def at(text: str) -> datetime:
    """Return an instant of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


JUMPS = {
    "an hour back": ["2026-03-02T08:00", "2026-03-02T07:00", "2026-03-02T08:30"],
    "a day back": ["2026-03-02T08:00", "2026-03-01T08:00", "2026-03-03T08:00"],
    "to 2099 and back": ["2026-03-02T08:00", "2099-01-01T08:00", "2026-03-02T09:00"],
    "summer time begins": ["2026-03-28T23:30", "2026-03-29T00:30", "2026-03-29T02:30"],
    "summer time ends": ["2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T03:30"],
    "29 February": ["2028-02-28T08:00", "2028-02-29T08:00", "2028-03-01T08:00"],
    "2038": ["2038-01-19T03:14", "2038-01-19T03:15", "2038-01-20T03:15"],
    "the end of time": ["9999-12-29T08:00", "9999-12-30T08:00", "9999-12-30T20:00"],
    "1970": ["1970-01-02T08:00", "1970-01-02T07:00", "2026-03-02T08:00"],
}


@pytest.fixture
def collection(tmp_path: Path) -> Callable[[Clock], Collection]:
    """Open a collection of numbers with a clock."""

    def opened(clock: Clock) -> Collection:
        root = tmp_path / "decks"
        root.mkdir(exist_ok=True)
        (root / "numbers.md").write_text(cards(40), encoding="utf-8")
        made = open_collection(root, clock=clock)
        scan(made)
        return made

    return opened


@pytest.mark.parametrize("stops", JUMPS.values(), ids=JUMPS.keys())
def test_reviews_stay_in_order_and_days_are_those_lived(
    collection: Callable[[Clock], Collection], stops: list[str]
) -> None:
    """Wherever the clock jumps, nothing raises, and replay gives what the cache has."""
    clock = Clock(at(stops[0]))
    opened = collection(clock)
    lived: dict[date, int] = {}
    for stop in stops:
        clock.at = at(stop)
        session = ReviewSession(opened, Scope(new=20))
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD):
            if session.current is not None:
                entry = session.answer(rating, duration_ms=1000)
                lived[entry.day] = lived.get(entry.day, 0) + 1
        overview(opened)
    store = opened.store
    entries = list(store.log.all())
    found = differences(store, replay.presets_of(store, opened.preset_of))
    counted = {row.day: row.reviews for row in store.schedules.days(date.min, date.max)}
    opened.close()

    assert [entry.event.__class__ for entry in entries] == [Reviewed] * len(entries)
    assert all(one.at < two.at for one, two in pairwise(entries))
    assert counted == lived
    assert found == []


def test_one_stray_machine_does_not_drag_the_rest(
    collection: Callable[[Clock], Collection],
) -> None:
    """After a review in 2099 the next one is written as of its own time."""
    clock = Clock(at("2099-01-01T08:00"))
    opened = collection(clock)
    ReviewSession(opened).answer(Rating.EASY, duration_ms=1000)
    clock.at = at("2026-03-02T08:00")
    entry = ReviewSession(opened).answer(Rating.GOOD, duration_ms=1000)
    stray = opened.store.log.from_the_future(clock())
    opened.close()

    assert entry.at - at("2026-03-02T08:00") < timedelta(seconds=1)
    assert len(stray) == 1


@pytest.mark.parametrize("stop", sorted({stop for it in JUMPS.values() for stop in it}))
def test_commands_work_at_any_time(
    collection: Callable[[Clock], Collection],
    stop: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`due`, `doctor` and `list` say something at every instant."""
    clock = Clock(at("2026-03-02T08:00"))
    opened = collection(clock)
    session = ReviewSession(opened, Scope(new=12))
    while session.current is not None and session.tally.answered < 12:
        session.answer(Rating.EASY, duration_ms=1000)
    opened.close()
    clock.at = at(stop)

    codes = [
        run(["-C", str(opened.root), *words], Door(clock=clock))
        for words in (["due"], ["doctor"], ["list", "is:due"])
    ]

    assert all(code in (0, 1, 3) for code in codes)
    assert "Traceback" not in capsys.readouterr().err
