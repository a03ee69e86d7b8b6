"""What every test may ask for: a home of its own, a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from srs.study.collection import Collection, open_collection
from srs.study.scan import scan


class Clock:
    """A clock that a test sets; every look moves it on by a millisecond."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the time."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def sleep(self, **amount: float) -> None:
        """Let time pass, as `timedelta` counts it."""
        self.at += timedelta(**amount)


Open = Callable[[dict[str, str]], Collection]
"""From decks, path to text, to an open collection that has read them."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of the test's own, with no wish and no editor in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    for variable in ("SRS_COLLECTION", "EDITOR", "VISUAL", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning in Berlin, on a Monday."""
    return Clock(datetime(2026, 3, 2, 8, tzinfo=UTC))


@pytest.fixture
def collect(tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """Make and open collections in a directory of the test's own."""
    opened: list[Collection] = []

    def make(decks: dict[str, str]) -> Collection:
        root = tmp_path / "decks"
        for name, text in decks.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        collection = open_collection(root, clock=clock)
        opened.append(collection)
        scan(collection)
        return collection

    yield make
    for collection in opened:
        collection.close()
