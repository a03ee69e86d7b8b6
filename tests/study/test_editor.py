"""The learner's editor: which one, and how it is called at a line."""

import os
from pathlib import Path

import pytest

from srs.core.errors import InputError
from srs.study.editor import editor_command, editor_words, way_back

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are others there")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the programs `ed`, `code`, `vi` and `my editor`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("ed", "code", "vi", "my editor"):
        (folder / name).touch(mode=0o755)
    return folder


def words(programs: Path, **variables: str) -> list[str] | None:
    """Return the editor's words where only the test's programs are there."""
    return editor_words({"PATH": str(programs), **variables})


def test_visual_comes_before_editor(programs: Path) -> None:
    """`$VISUAL` decides, then `$EDITOR`, each with its own arguments."""
    ed, code = str(programs / "ed"), str(programs / "code")

    assert [code, "-n"] == words(programs, VISUAL="code -n", EDITOR="ed")
    assert [ed] == words(programs, EDITOR="ed", VISUAL=" ")
    assert [str(programs / "my editor"), "a b"] == words(
        programs, EDITOR="'my editor' 'a b'"
    )
    assert [ed] == words(programs, EDITOR=ed)


def test_vi_is_never_taken_unasked(programs: Path) -> None:
    """Without a variable nano or micro serve, and vi only when it is named."""
    assert words(programs) is None
    (programs / "micro").touch(mode=0o755)
    assert [str(programs / "micro")] == words(programs)
    (programs / "nano").touch(mode=0o755)
    assert [str(programs / "nano")] == words(programs)
    assert [str(programs / "vi")] == words(programs, EDITOR="vi")


@pytest.mark.parametrize("value", ["no-such-editor", "'unclosed", "/no/such/place"])
def test_editor_that_is_not_there_is_named(programs: Path, value: str) -> None:
    """A variable that names no program is told, with what to type."""
    with pytest.raises(InputError) as caught:
        words(programs, EDITOR=value)

    assert str(caught.value) == (
        f"$EDITOR says {value!r}, and there is no such program."
        " Set it to your editor: export EDITOR=nano"
    )


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        (["/bin/nvim"], ["/bin/nvim", "+41", "/decks/a b.md"]),
        (["/bin/nano", "-w"], ["/bin/nano", "-w", "+41", "/decks/a b.md"]),
        (["/bin/unheard-of"], ["/bin/unheard-of", "+41", "/decks/a b.md"]),
        (["/bin/hx"], ["/bin/hx", "/decks/a b.md:41"]),
        (["/bin/code"], ["/bin/code", "--wait", "--goto", "/decks/a b.md:41"]),
        (
            ["/bin/code", "--wait"],
            ["/bin/code", "--wait", "--goto", "/decks/a b.md:41"],
        ),
        (["/bin/kate"], ["/bin/kate", "--block", "--line", "41", "/decks/a b.md"]),
    ],
)
def test_each_editor_is_given_the_line_in_its_way(
    editor: list[str], expected: list[str]
) -> None:
    """The file is one argument, whatever it is called, and the line is known."""
    assert expected == editor_command(editor, Path("/decks/a b.md"), 41)


def test_file_can_never_be_taken_for_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name such as `-c:q.md` reaches the editor as an absolute path."""
    monkeypatch.chdir(tmp_path)
    command = editor_command(["/bin/vi"], Path("-c:{line}.md"), 7)

    assert ["/bin/vi", "+7", str(tmp_path / "-c:{line}.md")] == command


def test_way_back_is_known_where_it_is_odd() -> None:
    """Who is not used to an editor is told how to leave it; else nothing is said."""
    assert way_back(["/usr/bin/nvim"]) == "Type :wq and enter to save and come back."
    assert way_back(["/usr/bin/unheard-of"]) == ""
