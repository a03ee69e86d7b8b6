"""A collection on disk with a home of its own, and what its store holds afterwards."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.core.log import Logged, Reviewed
from srs.store.database import Store, open_store
from srs.study import replay
from srs.study.agreement import differences
from srs.study.collection import Collection, settings_of
from tests.bench.machine import environment
from tests.bench.terminal import Terminal

COUNT = int(os.environ.get("SRS_FAULTS", "40"))
"""How often the tests of chance roll their dice; 200 before a release."""

_HEAD = re.compile(r"(\d+) of \d+")


_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def as_user() -> tuple[str, ...]:
    """Return the words before a command that take root's rights away."""
    if os.geteuid() != 0:
        return ()
    if shutil.which(_NOBODY[0]) is None:
        pytest.skip("root may read and write everything, and there is no setpriv")
    return _NOBODY


def cards(count: int, *, start: int = 0) -> str:
    """Return a deck with so many questions."""
    notes = (
        f"Q: Question {number}: what comes after {number}?\nA: {number + 1}\n"
        for number in range(start, start + count)
    )
    return "# Numbers\n\n" + "\n".join(notes)


@dataclass
class World:
    """A directory with decks, home and clock."""

    folder: Path
    zone: str = "Europe/Berlin"
    more: dict[str, str] = field(default_factory=dict)
    """Variables of the environment besides."""

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        marker = self.root / "srs.toml"
        if not marker.exists():
            marker.write_text('id = "faults"\n', encoding="utf-8")

    @property
    def root(self) -> Path:
        """The collection's directory."""
        return self.folder / "decks"

    @property
    def data(self) -> Path:
        """The program's data directory."""
        return self.folder / "home" / "data"

    @property
    def store_path(self) -> Path:
        """The store's file."""
        return self.data / "srs" / "collections" / "faults" / "store.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """What the program finds around it."""
        clock = {"SRS_TEST_CLOCK": str(self.folder / "clock")}
        ours = environment(self.folder / "home")
        return {**ours, "TZ": self.zone, **clock, **self.more}

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a deck."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def set_clock(self, at: datetime) -> None:
        """Tell the time, for programs started with `clocked=True`."""
        (self.folder / "clock").write_text(at.isoformat(), encoding="ascii")

    def command(self, *arguments: str, clocked: bool = False) -> list[str]:
        """Return the words that start the program."""
        if clocked:
            script = Path(__file__).with_name("clocked.py")
            return [sys.executable, str(script), *arguments]
        return [sys.executable, "-m", "srs", *arguments]

    def run(
        self,
        *arguments: str,
        clocked: bool = False,
        before: Sequence[str] = (),
        stdin: str = "",
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command that needs no terminal."""
        return subprocess.run(
            [*before, *self.command(*arguments, clocked=clocked)],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            input=stdin,
            timeout=120,
            check=False,
        )

    def terminal(
        self,
        *arguments: str,
        clocked: bool = False,
        before: Sequence[str] = (),
        columns: int = 100,
        rows: int = 30,
    ) -> Terminal:
        """Start the program in a pseudo-terminal."""
        return Terminal(
            [*before, *self.command(*arguments, clocked=clocked)],
            environment=self.environment,
            folder=self.root,
            columns=columns,
            rows=rows,
        )

    def open(self) -> Store:
        """Open the store as it is: nothing is replayed."""
        return open_store(self.store_path, device="fa017fa0")

    def events(self) -> list[Logged]:
        """Return all events."""
        with self.open() as store:
            return list(store.log.all())

    def reviews(self) -> int:
        """Return how many ratings the log holds."""
        return sum(isinstance(entry.event, Reviewed) for entry in self.events())

    def unsound(self) -> list[str]:
        """Return what is wrong with the store: file, cache against log, key."""
        with self.open() as store:
            found = [
                str(row[0])
                for row in store.connection.execute("pragma integrity_check")
                if row[0] != "ok"
            ]
            collection = Collection(
                root=self.root,
                settings=settings_of(self.root),
                store=store,
                clock=lambda: datetime.now(UTC),
            )
            found += differences(store, replay.presets_of(store, collection.preset_of))
            if not replay.fits(store, collection.wishes):
                found.append("the schedules' key does not fit the log")
        return found


def answered(terminal: Terminal) -> int:
    """Return how many ratings the screen shows as saved: the head counts them."""
    found = _HEAD.search(terminal.text().splitlines()[0])
    return int(found.group(1)) - 1 if found else -1


def rate(terminal: Terminal, key: str) -> None:
    """Show the answer, rate it, and wait until the next card stands there."""
    before = answered(terminal)
    show(terminal)
    terminal.press(key)
    terminal.wait_until(
        lambda: answered(terminal) > before or "Done." in terminal.text(),
        "the next card",
    )


def show(terminal: Terminal) -> None:
    """Show the answer and wait for the ratings."""
    terminal.press(" ")
    terminal.wait_for("3 Good")


def dice(seed: int) -> random.Random:
    """Return a source of chance that a test can repeat."""
    return random.Random(seed)
