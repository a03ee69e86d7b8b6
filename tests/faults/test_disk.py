"""What happens when the disk is full, or may not be written?"""

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.terminal import Terminal
from tests.faults.world import World, answered, as_user, cards, rate, show

FULL = "The disk took no more"


def refuse(terminal: Terminal) -> int:
    """Rate while nothing can be stored; return what the head still counts."""
    before = answered(terminal)
    show(terminal)
    terminal.press("3")
    terminal.wait_for(FULL)
    terminal.settle()
    assert answered(terminal) == before
    return before


def go_on(terminal: Terminal) -> None:
    """Rate the card that still stands there; the answer is shown already."""
    before = answered(terminal)
    terminal.press("3")
    terminal.wait_until(lambda: answered(terminal) > before, "the next card")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "home" / "data"
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "srs-test", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_rating_is_not_shown_as_saved(
    small_disk: Path, tmp_path: Path
) -> None:
    """The card stays, a sentence says why; with room again it goes on, no restart."""
    world = World(tmp_path)
    world.write("numbers.md", cards(60))
    with world.terminal("review", "--new", "50") as terminal:
        terminal.wait_for("show")
        rate(terminal, "3")
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"0" * 4096)
            except OSError:
                pass
        # What the journal had room for is used up first.
        for _ in range(200):
            before = answered(terminal)
            show(terminal)
            terminal.press("3")

            def told(before: int = before) -> bool:
                return answered(terminal) > before or FULL in terminal.text()

            terminal.wait_until(told, "an answer")
            if FULL in terminal.text():
                break
        saved = answered(terminal)
        assert FULL in terminal.text()
        ballast.unlink()
        go_on(terminal)

    assert world.reviews() == saved + 1
    assert world.unsound() == []


def test_a_quota_is_told_like_a_full_disk(tmp_path: Path) -> None:
    """A file that may not grow stops the rating, not the program."""
    world = World(tmp_path)
    world.write("numbers.md", cards(60))
    with world.terminal("review", "--new", "50") as terminal:
        terminal.wait_for("show")
        rate(terminal, "3")
        before = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (1024, before[1]))
        saved = refuse(terminal)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, before)
        go_on(terminal)

    assert world.reviews() == saved + 1
    assert world.unsound() == []


# -- read-only ------------------------------------------------------------------------


@pytest.fixture
def locked() -> Iterator[World]:
    """A collection whose data directory nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="srs-test-"))
    folder.chmod(0o755)
    world = World(folder)
    world.write("numbers.md", cards(20))
    with world.terminal("review") as terminal:
        terminal.wait_for("show")
        rate(terminal, "3")
    _set_modes(folder, file=0o444, directory=0o555)
    yield world
    _set_modes(folder, file=0o644, directory=0o755)
    shutil.rmtree(folder)


def _set_modes(folder: Path, *, file: int, directory: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(directory if path.is_dir() else file)


def test_what_is_due_can_be_asked_of_a_read_only_store(locked: World) -> None:
    """`srs due` answers, or refuses in one line."""
    done = locked.run("due", before=as_user())

    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 4)
    assert (done.stdout if done.returncode == 0 else done.stderr).strip()
    assert len(done.stderr.splitlines()) <= 1


def test_a_read_only_store_can_be_looked_at_but_not_rated(locked: World) -> None:
    """Home and cards stand there; a rating is refused with a reason."""
    before = locked.store_path.read_bytes()
    with locked.terminal(before=as_user()) as terminal:
        terminal.wait_for("new")
        terminal.press("\r")
        terminal.wait_for("show")
        shown = answered(terminal)
        show(terminal)
        terminal.press("3")
        terminal.wait_for("Check the rights")
        assert answered(terminal) == shown
        terminal.press("q")
        terminal.settle()
        terminal.press("qq")
        terminal.wait_for_end()
        said = terminal.stream.decode("utf-8", "replace")

    assert "Traceback" not in said
    assert locked.store_path.read_bytes() == before
