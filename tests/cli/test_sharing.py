"""new, ids and preview, as typed."""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def srs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in a collection; give its code, its output and its errors."""
    root = tmp_path / "decks"
    root.mkdir()
    (root / "one.md").write_text("Q: a\nA: b\n", encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def typed(*words: str) -> tuple[int, str, str]:
        door = Door(clock=lambda: datetime(2026, 3, 2, 8, tzinfo=UTC))
        code = run(["-C", str(root), *words], door)
        told = capfd.readouterr()
        return code, told.out, told.err

    return typed


def test_new_prints_where_to_write(srs: Run) -> None:
    """The place of the draft; a second time the deck is as it was."""
    code, out, err = srs("new", "history/rome", "--title", "Rome")
    text = Path("history/rome.md").read_text(encoding="utf-8")

    assert (code, out, err) == (0, "history/rome.md:25\n", "")
    assert text.split("\n")[24] == "Q: Which question does Rome answer first?"
    code, _, err = srs("new", "history/rome")
    assert code == 5
    assert "history/rome.md is there already" in err
    where = ("--deck", "history/rome", "--under", "first concept")
    assert srs("add", "Who?", "Caesar", *where)[0] == 0
    assert srs("scan")[0] == 0


def test_new_says_that_a_file_is_ignored(srs: Run) -> None:
    """A deck that would never be asked is told."""
    Path(".gitignore").write_text("private/\n")
    _, out, _ = srs("new", "private/a")

    assert out.endswith("is taken for no deck: an ignore file names it.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a shell's")
def test_new_opens_the_editor(srs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it saves is the deck."""
    script = Path("editor.sh").absolute()
    script.write_text('#!/bin/sh\necho "A: Yes" >> "$2"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    assert srs("new", "b", "--edit")[0] == 0

    assert Path("b.md").read_text(encoding="utf-8").endswith("A:\nA: Yes\n")
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert srs("new", "c", "-e")[0] == 5
    assert not Path("c.md").exists()


def test_ids_are_shown_and_written_with_the_word(srs: Run) -> None:
    """Without it nothing is written, and the code is 1."""
    code, out, err = srs("ids", "add", ".")
    assert code == 1
    assert out.split("\n")[:2] == ["--- a/one.md", "+++ b/one.md"]
    assert out.split("\n")[3:5] == [" Q: a", " A: b"]
    assert out.split("\n")[5].startswith("+<!-- id: ")
    assert err == "Nothing was written. To write it: add --yes\n"
    assert Path("one.md").read_text(encoding="utf-8") == "Q: a\nA: b\n"

    code, _, err = srs("ids", "add", "one.md", "--yes")
    assert (code, err) == (0, "1 id written into 1 file.\n")
    assert srs("ids", "add", ".") == (
        *(0, ""),
        "Every note has an id that can have one.\n",
    )


def test_preview_in_a_pipe_is_plain_text(srs: Run) -> None:
    """Cards to the output, problems to the errors; no collection is needed."""
    Path("one.md").write_text("Q: a\nA: b\n\nQ: c\n\nC: x [y]\n", encoding="utf-8")
    code, out, err = srs("preview", "one.md")

    assert (code, out) == (
        0,
        "one.md:1\na\n---\nb\n\none.md:6\nx […]\n---\nx y\n",
    )
    assert "error: one.md:4:1: A question without an `A:` line. [R01]\n" in err
