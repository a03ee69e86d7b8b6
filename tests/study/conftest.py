"""A folder of decks that tests write, scan and learn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from srs.core.card import CardId
from srs.core.day import Calendar
from srs.core.log import Rating, Reviewed
from srs.store.database import Store, open_store
from srs.study.scan_files import scan_folder
from srs.study.scan_report import ScanReport


class Desk:
    """Decks, a store and a clock that goes on by an hour a scan."""

    calendar = Calendar(timezone=ZoneInfo("UTC"))

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self.store = store
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def write(self, **decks: str | None) -> None:
        """Write decks by their stems; None deletes one."""
        for stem, text in decks.items():
            path = self.root / f"{stem}.md"
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")

    def scan(self, *, force: bool = False, **decks: str | None) -> ScanReport:
        """Write decks and scan the folder an hour later."""
        self.write(**decks)
        self.at += timedelta(hours=1)
        return scan_folder(
            self.store, self.root, at=self.at, calendar=self.calendar, force=force
        )

    def counts(self, **decks: str | None) -> str:
        """Write decks, scan and return the sentence."""
        self.write(**decks)
        return self.scan().sentence()

    def cards(self) -> dict[str, CardId]:
        """Return the cards that may be asked, by question and key."""
        rows = self.store.connection.execute(
            "select n.body, c.key, c.id from card c join note n on n.id = c.note"
            " where c.active"
        )
        return {
            body.partition("\n")[0] + (f" | {key}" if key else ""): card
            for body, key, card in rows
        }

    def learn(self) -> dict[str, CardId]:
        """Review every card that may be asked, and return them."""
        cards = self.cards()
        self.at += timedelta(minutes=1)
        events = [
            Reviewed(card=card, rating=Rating.GOOD, duration_ms=1000)
            for card in cards.values()
        ]
        self.store.log.append_all(events, at=self.at, offset_min=0, day=self.at.date())
        return cards


def desk_in(folder: Path, *, device: str = "00000001") -> Desk:
    """Return an empty desk in a folder."""
    root = folder / "decks"
    root.mkdir(parents=True)
    return Desk(root, open_store(folder / "store.sqlite", device=device))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder of decks with an empty store."""
    made = desk_in(tmp_path / "one")
    yield made
    made.store.close()


@pytest.fixture
def other_desk(tmp_path: Path) -> Iterator[Desk]:
    """The same learner's other machine."""
    made = desk_in(tmp_path / "two", device="00000002")
    yield made
    made.store.close()
