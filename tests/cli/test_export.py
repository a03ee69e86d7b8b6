"""`srs export`: the log as lines of JSON, on standard output or in a file."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.core.card import CardId
from srs.core.log import Flagged, Rating, Reviewed, Undone
from srs.store.rows import from_json
from srs.study.collection import open_collection

Run = Callable[..., tuple[int, str, str]]

CARD = CardId(2**62 + 1)
"""More than the 53 bits that many readers of JSON keep."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A collection whose log holds a review, a flag and an undo, each on its day."""
    folder = tmp_path / "decks"
    folder.mkdir()
    days = iter((1, 2, 3))
    collection = open_collection(
        folder, clock=lambda: datetime(2026, 3, next(days), 8, tzinfo=UTC)
    )
    review = collection.log(Reviewed(card=CARD, rating=Rating.HARD, duration_ms=900))
    collection.log(Flagged(card=CARD, flag=3, note="née <b>\u2028"))
    collection.log(Undone(target=review.id))
    collection.close()
    return folder


@pytest.fixture
def srs(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in the collection; give its code, its output and its errors."""
    monkeypatch.chdir(root.parent)

    def typed(*words: str) -> tuple[int, str, str]:
        door = Door(clock=lambda: datetime(2026, 3, 4, 8, tzinfo=UTC))
        code = run(["-C", str(root), *words], door)
        told = capfd.readouterr()
        return code, told.out, told.err

    return typed


def test_every_event_is_a_line(srs: Run) -> None:
    """Undone events and undos are told too, oldest first, ids of cards as text."""
    code, out, err = srs("export", "events")
    lines = [json.loads(line) for line in out.split("\n")[:-1]]

    assert (code, err) == (0, "")
    assert [line["kind"] for line in lines] == ["reviewed", "flagged", "undone"]
    assert lines[0] == {
        "id": lines[0]["id"],
        "device": lines[0]["device"],
        "kind": "reviewed",
        "at": "2026-03-01T08:00:00.000Z",
        "offset_min": 60,
        "day": "2026-03-01",
        "card": str(CARD),
        "rating": 2,
        "duration_ms": 900,
    }
    assert lines[2]["target"] == lines[0]["id"]


def test_lines_are_read_back_as_the_same_events(srs: Run, root: Path) -> None:
    """What was exported makes the same log again."""
    _, out, _ = srs("export", "events", "--format", "jsonl")
    collection = open_collection(root, clock=lambda: datetime(2026, 3, 4, tzinfo=UTC))
    events = list(collection.store.log.all())
    collection.close()
    safe_ones = [from_json(json.loads(line)) for line in out.split("\n")[:-1]]

    assert [entry.id for entry in events] == [entry.id for entry in safe_ones]
    assert events[0] == safe_ones[0]
    assert events[2] == safe_ones[2]


def test_since_names_a_study_day(srs: Run) -> None:
    """Only events of that study day and later are told."""
    _, out, _ = srs("export", "events", "--since", "2026-03-02")

    assert [json.loads(line)["day"] for line in out.split("\n")[:-1]] == [
        "2026-03-02",
        "2026-03-03",
    ]
    assert srs("export", "events", "--since", "2027-01-01") == (0, "", "")
    assert srs("export", "events", "--since", "soon")[0] == 2


def test_output_is_a_file_of_the_learners_own(srs: Run, tmp_path: Path) -> None:
    """The file holds the same lines, whole, for its owner alone; `-` is the screen."""
    _, lines, _ = srs("export", "events", "--output", "-")
    file = tmp_path / "events.jsonl"
    file.write_text("old")

    assert srs("export", "events", "--output", "events.jsonl") == (
        0,
        "",
        f"events.jsonl: events as jsonl, {len(lines.encode())} bytes.\n",
    )
    assert file.read_text(encoding="utf-8") == lines
    assert list(tmp_path.glob("*.jsonl*")) == [file]
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600


def test_file_that_cannot_be_written_is_named(srs: Run, tmp_path: Path) -> None:
    """A folder, or a folder that is not there, is told, and nothing is left."""
    code, out, err = srs("export", "events", "--output", "none/events.jsonl")

    assert (code, out) == (5, "")
    assert err == (
        "srs: none/events.jsonl cannot be written: No such file or directory."
        " Name another file: --output FILE\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decks", "home"]


def test_a_folder_gets_a_file_of_the_usual_name(srs: Run, tmp_path: Path) -> None:
    """What is told is where the file stands."""
    (tmp_path / "out").mkdir()

    assert srs("export", "events", "-o", "out")[2].startswith("out/events.jsonl: ")
    assert srs("export", "cards", "-o", "out")[2].startswith("out/cards.csv: ")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "cards.csv",
        "cards.csv.meta.json",
        "events.jsonl",
    ]


def test_the_files_name_decides_the_format(srs: Run, tmp_path: Path) -> None:
    """An ending that stands for a format is meant so; another one is only a name."""
    _, lines, _ = srs("export", "cards", "--format", "jsonl")

    srs("export", "cards", "-o", "some.jsonl")
    assert (tmp_path / "some.jsonl").read_text(encoding="utf-8") == lines
    code, _, err = srs("export", "cards", "-o", "some.txt")
    assert (code, err.partition(",")[0]) == (0, "some.txt: cards as csv")
    code, _, err = srs("export", "cards", "--format", "docx\x1b")
    assert (code, "\x1b" in err) == (2, False)
    assert "There is: csv, json" in err


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_device_can_be_written_too(srs: Run) -> None:
    """What is no file, such as a pipe, is written and not replaced."""
    assert srs("export", "events", "--output", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("what", ["apkg", "everything", "\x1b[2J"])
def test_what_is_not_there_is_refused_with_what_is(srs: Run, what: str) -> None:
    """An export that does not exist is a matter of usage."""
    code, out, err = srs("export", what)

    assert (code, out) == (2, "")
    assert "There is: events, reviews," in err
    assert err.endswith("See: srs help exports\n")
    assert "\x1b" not in err
