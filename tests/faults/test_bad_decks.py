"""Does a bad deck cost only itself, and is its place named?"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.world import World, as_user, rate

GOOD = "Q: What is good?\nA: This deck\n"


def scan(world: World) -> dict[str, object]:
    """Return what `srs scan --json` says."""
    done = world.run("scan", "--json")
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def places(found: dict[str, object]) -> list[tuple[str, int]]:
    """Return file and line of each problem."""
    problems = found["problems"]
    assert isinstance(problems, list)
    return [(one["file"], one["line"]) for one in problems]


BAD: list[tuple[str, bytes, int, int | None]] = [
    # name, the file, how many cards there are to ask, the line that is named
    ("typo", b"Q: one?\na: two\n\nQ: three?\nA: four\n", 2, 2),
    ("empty-answer", b"Q: one?\nA:\n\nQ: three?\nA: four\n", 2, 1),
    ("nested", b"C: a [b [c] d]\n\nQ: three?\nA: four\n", 1, 1),
    ("no-gap", b"Q: three?\nA: four\n\nC: nothing is hidden\n", 1, 4),
    ("utf-8", b"Q: caf\xe9?\nA: yes\n", 0, 1),
    ("nul", b"Q: one\x00?\nA: two\n", 1, None),
    ("crlf", b"Q: one?\r\nA: two\r\n", 1, None),
    ("mark", b"\xef\xbb\xbfQ: one?\nA: two\n", 1, None),
    ("fence", b"Q: one?\nA: two\n\n```\nQ: no card\n---\n```\n", 1, None),
    ("heading", b"Q: one?\nA: two\n\n## Next\n\nQ: three?\nA: four\n", 2, None),
    ("case", b"Q: \\gamma?\nA: one\n\nQ: \\Gamma?\nA: two\n", 2, None),
    ("maths", b"C: the sum $x[n]$ of [all]\n", 2, 1),
    ("colons", b"Prose with std::path in it.\n\nQ: one?\nA: two\n", 1, None),
    ("unknown-key", b"---\nnamee = 'x'\n---\nQ: one?\nA: two\n", 1, 2),
    ("front-matter", b"---\nname = \n---\nQ: one?\nA: two\n", 1, 2),
    (
        "same-id",
        b"Q: a?\nA: b\n<!-- id: k1 -->\n\nQ: c?\nA: d\n<!-- id: k1 -->\n",
        2,
        7,
    ),
    ("twins", b"Q: a?\nA: b\n\nQ: a?\nA: b\n", 1, 4),
    ("chart", b"Q: a?\nA: b\n\n```chart\ntitle: x\n```\n", 1, 5),
]


@pytest.mark.parametrize(
    ("name", "text", "asked", "line"), BAD, ids=[b[0] for b in BAD]
)
def test_a_bad_deck_costs_only_itself(
    tmp_path: Path, name: str, text: bytes, asked: int, line: int | None
) -> None:
    """The faulty place is named by file and line, and all else is read."""
    world = World(tmp_path)
    world.write("good.md", GOOD)
    world.write(f"{name}.md", text)

    found = scan(world)

    assert found["cards"] == asked + 1
    if line is not None:
        assert (f"{name}.md", line) in places(found)


def test_what_is_no_deck_is_passed_over(tmp_path: Path) -> None:
    """A README without a card is none; loops, pipes and ways out are named."""
    world = World(tmp_path)
    world.write("good.md", GOOD)
    world.write("README.md", "# Read me\n\nThis explains the decks.\n")
    (world.root / "loop").symlink_to(world.root)
    (world.root / "out.md").symlink_to("/etc/passwd")
    (world.root / "gone.md").symlink_to("nowhere.md")
    os.mkfifo(world.root / "pipe.md")

    found = scan(world)

    assert (found["decks"], found["notes"]) == (1, 1)
    named = {file for file, _ in places(found)}
    assert {"loop", "out.md", "gone.md", "pipe.md"} <= named
    assert "root:" not in json.dumps(found)


def test_a_file_of_50_mb_costs_itself(tmp_path: Path) -> None:
    """A file past the limit is named; the others are read."""
    world = World(tmp_path)
    world.write("good.md", GOOD)
    world.write("huge.md", b"Q: one?\nA: " + b"x" * 50_000_000)

    found = scan(world)

    assert found["notes"] == 1
    assert ("huge.md", 1) in places(found)


@pytest.fixture
def shared() -> Iterator[World]:
    """A collection that another user than root may read and write."""
    folder = Path(tempfile.mkdtemp(prefix="srs-test-"))
    world = World(folder)
    world.write("good.md", GOOD)
    world.write("shut/deck.md", "Q: What was learnt?\nA: This\n")
    with world.terminal("review", "shut") as terminal:
        terminal.wait_for("show")
        rate(terminal, "4")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    yield world
    for name in ("shut", "shut/deck.md"):
        (world.root / name).chmod(0o777)
    shutil.rmtree(folder)


@pytest.mark.parametrize("shut", ["shut/deck.md", "shut"])
def test_what_may_not_be_read_is_not_gone(shared: World, shut: str) -> None:
    """Its cards are neither asked nor gone, and come back with the rights."""

    def said(*words: str) -> str:
        done = shared.run(*words, before=as_user())
        return done.stdout + done.stderr

    path = shared.root / shut
    path.chmod(0)
    closed = json.loads(said("scan", "--json"))
    purged = said("purge", "--yes")
    path.chmod(0o777)
    opened = json.loads(said("scan", "--json"))

    assert (closed["cards"], closed["gone"], closed["unread"]) == (1, 0, 1)
    assert closed["problems"][0]["code"] == "unreadable"
    assert f"{shut}" in purged
    assert "nobody can say which cards are gone" in purged
    assert (opened["cards"], opened["returned"], opened["new"]) == (2, 1, 0)
    assert shared.reviews() == 1


def test_a_directory_without_decks_is_no_collection(tmp_path: Path) -> None:
    """It is not made one in silence; one with decks can be read and is marked."""
    world = World(tmp_path)
    (world.root / "srs.toml").unlink()
    world.write("README.md", "# Read me\n\nNo card.\n")
    refused = world.run("due")
    named = world.run("-C", str(world.root), "due")

    world.write("good.md", GOOD)
    due = world.run("-C", str(world.root), "due", "--short")
    marked_by_due = (world.root / "srs.toml").exists()
    with world.terminal("-C", str(world.root)) as terminal:
        terminal.wait_for("srs.toml was written here")

    assert refused.returncode == 2
    assert named.returncode == 5
    assert f"srs init {world.root}" in named.stderr
    assert due.returncode == 0
    assert not marked_by_due
    assert (world.root / "srs.toml").exists()
