"""What does the door say to what cannot be meant?"""

import subprocess
import sys
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import COMMANDS, FIRST, run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["revew"], "There is no command revew. Did you mean: srs review? "),
        (["review", "--limit", "0"], "Invalid value for '--limit'"),
        (["catch-up", "--days", "many"], "Type: srs catch-up --help"),
        (["break"], "Missing argument 'FIRST..LAST'. Type: srs break --help"),
        (["--nonsense"], "No such option '--nonsense'. Type: srs --help"),
        (["due", "--nonsense"], "No such option '--nonsense'. Type: srs due --help"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip costs one line that begins with the program's name, and code 2."""
    code = run(arguments, Door())

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith("srs: ")
    assert err.count("\n") == 1
    assert told in err


def test_without_a_collection_the_way_to_one_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no collection hears how one is made."""
    monkeypatch.chdir(tmp_path)

    assert run(["due"], Door()) == 2
    assert capsys.readouterr().err == (
        "srs: There is no collection yet."
        " Type: srs (it asks where), or: srs init DIR --starter\n"
    )


def test_a_question_without_an_answer_ends_its_line(tmp_path: Path) -> None:
    """A command that asks and hears nothing says so on a line of its own."""
    script = (
        "import sys, click\n"
        "from srs.cli import main\n"
        "main.srs.callback = lambda **_: click.confirm('Do it?', abort=True)\n"
        "sys.exit(main.run([], main.Door()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input="",
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 130
    assert done.stderr.endswith("\nsrs: stopped.\n")


def test_the_first_commands_are_commands() -> None:
    """What `srs --help` lists can be called."""
    assert set(FIRST) <= set(COMMANDS)
