"""Is a week of study kept as it was lived, with all that happens in a week?

Seven days in the real app: reviews, an edit in an editor, an undo, a deck that moves
to another folder, two days missed, and a catching up.
"""

import json
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from srs.core.log import Linked, Reviewed, Undone, live
from tests.bench.terminal import Gone, Terminal
from tests.faults.world import World, answered, cards, show

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLANTS = """# Plants

Q: What turns light into sugar?
A: Photosynthesis

Q: What carries water upwards in a tree?
A: The xylem

C: Sugar travels down in the [phloem].
"""


class Week:
    """A learner's week: a world, its clock, and what was seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.diary: list[str] = []
        self.day(0)

    def day(self, number: int) -> None:
        """Let it be eight in the morning of a day."""
        self._at = MONDAY + timedelta(days=number)
        self.world.set_clock(self._at)
        self.diary.append(f"\n===== {self._at:%A} =====")

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self._at += timedelta(**amount)
        self.world.set_clock(self._at)

    def command(self, *words: str) -> str:
        """Run a command and return what it says."""
        done = self.world.run(*words, clocked=True)
        self.diary.append(f"$ srs {' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def seen(self, terminal: Terminal, what: str) -> str:
        """Return what stands on the screen, and keep it in the diary."""
        terminal.settle(quiet=0.25)
        text = terminal.text()
        lines = "\n".join(line for line in text.splitlines() if line.strip())
        self.diary.append(f"--- {what}\n{lines}")
        return text

    def answer(self, terminal: Terminal, key: str) -> None:
        """Look at a card, answer it in ten seconds, and wait for what comes."""
        before = answered(terminal)
        show(terminal)
        self.later(seconds=10)
        terminal.press(key)
        terminal.wait_until(
            lambda: answered(terminal) > before or "Done." in terminal.text(),
            "the next card",
        )

    def plants(self) -> list[str]:
        """Learn the plants; undo the first answer, edit a card that comes back."""
        said, turn = [], 0
        arguments = ("review", "plants")
        with self.world.terminal(*arguments, clocked=True, columns=80) as terminal:
            terminal.wait_for("show")
            while "Done." not in self.text_of(terminal):
                again = "sugar?" in terminal.text() and turn > 2
                if again:
                    terminal.press("e")
                    terminal.wait_for("history kept")
                    said.append(self.seen(terminal, "back from the editor"))
                self.answer(terminal, "3")
                turn += 1
                if turn == 1:
                    terminal.press("u")
                    terminal.wait_for("Taken back")
                    said.append(self.seen(terminal, "after an undo"))
            self.leave(terminal)
        return said

    def study(self, keys: str, *, what: str) -> str:
        """Review in the app until all is done for now, one key after another."""
        turn = 0
        with self.world.terminal(clocked=True, columns=80, rows=24) as terminal:
            terminal.wait_for("review")
            self.seen(terminal, f"{what}: home")
            terminal.press("\r")
            terminal.wait_for("show")
            self.seen(terminal, f"{what}: the first card")
            while "Done." not in self.text_of(terminal):
                self.answer(terminal, keys[turn % len(keys)])
                turn += 1
            done = self.seen(terminal, f"{what}: done")
            self.leave(terminal)
        return done

    def text_of(self, terminal: Terminal) -> str:
        """Return the screen once it has come to rest."""
        terminal.settle()
        return terminal.text()

    def leave(self, terminal: Terminal) -> None:
        """Leave by the usual key, from wherever the app is."""
        # The program may let go of the terminal at any of these moments.
        with suppress(Gone):
            for _ in range(3):
                terminal.press("q")
                terminal.settle()
        self.diary.append("--- the last line\n" + terminal.tail(200).splitlines()[-1])


@pytest.fixture
def week(tmp_path: Path) -> Week:
    """Two decks, and an editor that makes one question clearer."""
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "text = file.read_text(encoding='utf-8')\n"
        "file.write_text(text.replace('into sugar?', 'into sugar in leaves?'))\n",
        encoding="utf-8",
    )
    world = World(tmp_path, more={"EDITOR": f"{sys.executable} {editor}"})
    world.write("numbers.md", cards(20))
    world.write("plants.md", PLANTS)
    return Week(world)


def test_a_week_is_kept_as_it_was_lived(week: Week) -> None:
    """What was said holds, no review is lost, and histories follow their cards."""
    world = week.world
    assert "10 cards met" in week.study("343", what="Monday")
    week.day(1)
    undone, edited = week.plants()
    before = reviews_of_plants(world)
    week.day(2)
    (world.root / "bio").mkdir()
    (world.root / "plants.md").rename(world.root / "bio" / "plants.md")
    moved = week.command("scan")
    assert "held" in week.study("3", what="Wednesday")
    away = week.command("break", "2026-03-05..2026-03-06", "--yes")
    week.day(5)
    due = week.command("due")
    caught = week.command("catch-up", "--days", "3", "--yes")
    assert "Done." in week.study("33243", what="Saturday")
    week.day(6)
    assert "Done." in week.study("3", what="Sunday")
    nothing = week.command("due")
    sound = week.command("doctor")

    assert "Taken back: Good." in undone
    assert "Same card. Edited, history kept." in edited
    assert "3 moved" in moved
    assert "Done." in away
    assert "Done." in caught
    assert "Together" in due
    assert nothing.startswith("Nothing is due.")
    assert "BAD" not in sound
    check_store(world, before)


def check_store(world: World, before: dict[str, int]) -> None:
    """Check that the log holds the week, and that plants kept their histories."""
    entries = world.events()
    days = {entry.day for entry in live(entries) if isinstance(entry.event, Reviewed)}

    assert days == {date(2026, 3, day) for day in (2, 3, 4, 7, 8)}
    assert sum(isinstance(entry.event, Undone) for entry in entries) == 1
    assert sum(isinstance(entry.event, Linked) for entry in entries) == 1
    assert len(before) == 3
    after = reviews_of_plants(world)
    assert before.keys() == after.keys()
    assert all(after[card] >= count > 0 for card, count in before.items())
    assert world.unsound() == []


def reviews_of_plants(world: World) -> dict[str, int]:
    """Return how many live reviews each card of the deck on plants has."""
    found = world.run("list", "deck:plants", "--json", clocked=True)
    ids = [row["card_id"] for row in json.loads(found.stdout)["rows"]]
    counts = dict.fromkeys(ids, 0)
    for entry in live(world.events()):
        if isinstance(entry.event, Reviewed) and str(entry.event.card) in counts:
            counts[str(entry.event.card)] += 1
    return counts
