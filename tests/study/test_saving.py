"""Writing decks: whole or not at all, and never over what others have saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from srs.core.errors import DeckError
from srs.study.saving import make

_KILLED = """
import os, sys
from pathlib import Path
from srs.study.saving import make, write_atomically

left = int(sys.argv[1])
file = Path(sys.argv[2])

def die(event, _):
    global left
    if event.startswith(("open", "os.", "shutil.", "fcntl.")):
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(die)
if sys.argv[3] == "make":
    make(file, b"new")
else:
    write_atomically(file, b"new", expected=b"old")
"""


@pytest.mark.parametrize("how", ["make", "write"])
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path, how: str) -> None:
    """At whichever call the process dies, the file is whole: old, new or not there."""
    file = tmp_path / "deck.md"
    old = None if how == "make" else b"old"
    seen = set()
    for calls in range(40):
        file.unlink(missing_ok=True)
        if old is not None:
            file.write_bytes(old)
        words = [sys.executable, "-c", _KILLED, str(calls), str(file), how]
        code = subprocess.run(words, check=False).returncode
        seen.add(file.read_bytes() if file.exists() else None)
        if code == 0:
            break

    assert code == 0
    assert seen == {old, b"new"}


def test_a_file_that_is_there_is_not_made(tmp_path: Path) -> None:
    """It is as it was, and nothing is left beside it; an empty one counts too."""
    file = tmp_path / "deck.md"
    file.write_bytes(b"")
    with pytest.raises(DeckError, match="is there already"):
        make(file, b"new")

    assert [*tmp_path.glob("*deck*")] == [file]
    assert file.read_bytes() == b""


_ADDS = """
import sys
from pathlib import Path
from srs.core.errors import DeckError
from srs.study.author import Draft, add_card

sys.stdin.readline()
done = 0
while done < 25:
    draft = Draft(kind="basic", asked=f"{sys.argv[2]} {done}?", answered="yes")
    try:
        add_card(Path(sys.argv[1]), draft)
    except DeckError as error:
        assert "another program" in str(error)
    else:
        done += 1
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no lock on folders")
def test_two_programs_lose_no_card(tmp_path: Path) -> None:
    """Both add to one deck at the same time: every card that was told is there."""
    file = tmp_path / "deck.md"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _ADDS, str(file), name], stdin=subprocess.PIPE
        )
        for name in ("one", "two")
    ]
    for one in both:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.close()

    assert [one.wait() for one in both] == [0, 0]
    text = file.read_text()
    assert [
        f"Q: {name} {at}?\nA: yes\n" in text
        for name in ("one", "two")
        for at in range(25)
    ] == [True] * 50
