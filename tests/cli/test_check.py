"""`srs check` as typed: what it says, in which format, and what it writes."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.study.check import explain, known_codes, rule_codes
from srs.study.manual import page

Run = Callable[..., tuple[int, str, str]]

GOOD = "Q: What does drift change in a population?\nA: Allele frequencies.\nS: 1931\n"
LONG = "Q: What is osmosis in a cell?\nA: " + "word " * 25 + "word\nS: 1999\n"
CALLED = "Q: What calls for a source?\na: Doubt.\nS: 1999\n"


@pytest.fixture
def srs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in an empty directory; give its code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> tuple[int, str, str]:
        code = run(list(words), Door(clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)))
        told = capfd.readouterr()
        return code, told.out, told.err

    return typed


def test_a_good_deck_is_well(srs: Run, tmp_path: Path) -> None:
    """Nothing is found, and nothing is left behind."""
    (tmp_path / "a.md").write_text(GOOD)

    assert srs("check", "a.md") == (0, "1 deck, 1 note, 1 card: no problem.\n", "")
    assert [it.name for it in tmp_path.rglob("*") if it.is_file()] == ["a.md"]


def test_problems_are_told_with_their_place(srs: Run, tmp_path: Path) -> None:
    """A line a problem, then how often each rule is broken, then the total."""
    (tmp_path / "a.md").write_text(LONG + "\nQ: Lost?\n")

    assert srs("check", "a.md", "--select", "R01,r07") == (
        1,
        "a.md:2:1: warning: The answer has 26 words; up to 18 are well. [R07]\n"
        "a.md:5:1: error: A question without an `A:` line. [R01]\n"
        "\n"
        "R01     1  Finish the card\n"
        "R07     1  Keep the answer short\n"
        "1 deck, 2 notes, 1 card: 1 error, 1 warning.\n",
        "",
    )


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (GOOD, (), 0),
        (LONG, (), 0),
        (LONG, ("--strict",), 1),
        (LONG, ("--strict", "--ignore", "R07"), 0),
        (LONG, ("--strict", "--select", "R08"), 0),
        ("Q: Lost?\n", (), 1),
    ],
)
def test_exit_codes(
    srs: Run, tmp_path: Path, text: str, words: tuple[str, ...], code: int
) -> None:
    """Errors fail; warnings fail under --strict; information never does."""
    (tmp_path / "a.md").write_text(text)

    assert srs("check", "a.md", *words)[0] == code


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nowhere.md",), 5, "nowhere.md cannot be read: no such file or directory."),
        (("--select", "R77"), 2, "There is no rule R77. Did you mean R27?"),
        (("--explain", "tipo"), 2, "There is no rule tipo. Did you mean typo?"),
        ((), 2, "There is no collection here."),
        ((".", "--yes"), 2, "--yes belongs to --fix."),
        ((".", "--watch", "--fix"), 2, "--watch goes with neither --fix nor --format."),
    ],
)
def test_what_cannot_be_meant_is_told(
    srs: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """One sentence, and the exit code of its kind."""
    told = srs("check", *words)

    assert told[:2] == (code, "")
    assert told[2].startswith(f"srs: {sentence}")


def test_a_file_is_seen_with_its_collection(srs: Run, tmp_path: Path) -> None:
    """Twins and concepts of the other decks are known; their problems are not told."""
    (tmp_path / "srs.toml").write_text('id = "k7f3k7f3k7f3k7f3"\n')
    (tmp_path / "a.md").write_text(f"# A\n\n## Drift\n\n{GOOD}\n## Empty\n")
    (tmp_path / "b.md").write_text(
        f'---\nrequires.load = ["drift", "gone"]\n---\n# B\n\n## Load\n\n{GOOD}'
    )

    code, out, _ = srs("check", "b.md", "--select", "R03,R25")

    assert code == 0
    assert out.splitlines()[:2] == [
        "b.md:2:28: warning: `requires` names the concept `gone`, which no heading "
        "opens. [R25]",
        "b.md:8:1: warning: The same question stands at line 5 of a.md. [R03]",
    ]


def test_a_file_alone_knows_nothing_of_others(srs: Run, tmp_path: Path) -> None:
    """Outside of a collection, what a deck requires may stand anywhere."""
    (tmp_path / "b.md").write_text(
        f'---\nrequires.load = ["drift"]\n---\n# B\n\n## Load\n\n{GOOD}'
    )

    assert "no problem" in srs("check", "b.md", "--select", "R25")[1]
    assert "`drift`" in srs("check", ".", "--select", "R25")[1]


def test_prose_is_no_decks_business(srs: Run, tmp_path: Path) -> None:
    """Pages without a card are left alone, unless they are broken blocks."""
    (tmp_path / "README.md").write_text("# Read me \n\n## Drift\n\n[[gone]]\n")
    (tmp_path / "a.md").write_text(GOOD)

    assert srs("check", ".")[1] == "1 deck, 1 note, 1 card: no problem.\n"


def test_json_has_its_promised_shape(srs: Run, tmp_path: Path) -> None:
    """One object with counts, problems and what is waived."""
    waiver = "<!-- lint: allow R21 (a constant) -->\n"
    fast = f"Q: How fast is light then?\nA: 299792458 m/s\nS: 1983\n{waiver}"
    (tmp_path / "a.md").write_text(LONG + fast)

    code, out, _ = srs("check", "a.md", "--format", "json", "--ignore", "R30")

    assert code == 0
    assert json.loads(out) == {
        "schema": "srs/check/1",
        "decks": 1,
        "notes": 2,
        "cards": 2,
        "errors": 0,
        "warnings": 1,
        "information": 0,
        "rules": {"R07": 1},
        "problems": [
            {
                "file": "a.md",
                "line": 2,
                "column": 1,
                "code": "R07",
                "severity": "warning",
                "message": "The answer has 26 words; up to 18 are well.",
                "text": LONG.splitlines()[1],
                "suggestion": "",
            }
        ],
        "waived": [
            {
                "file": "a.md",
                "line": 5,
                "code": "R21",
                "message": "299792458 has 9 significant digits.",
                "reason": "a constant",
            }
        ],
    }


def test_github_annotates_lines(srs: Run, tmp_path: Path) -> None:
    """A workflow command a problem, with its special characters escaped."""
    (tmp_path / "a,b.md").write_text(
        "Q: Which share is the largest, at 5 % of all?\nA: One.\nS: 1999\n"
    )

    assert srs("check", "a,b.md", "--format", "github") == (
        0,
        "::warning file=a%2Cb.md,line=1,col=23,title=R06::“largest” will change: of "
        "which year is it?\n",
        "",
    )


def test_explaining_needs_no_deck(srs: Run) -> None:
    """A rule is told with its reason, its threshold, its source and two cards."""
    code, out, _ = srs("check", "--explain", "r19")

    assert (code, out) == (
        0,
        "R19  A cloze is no sieve\n\n"
        "With four gaps you guess the sentence and not the fact.\n\n"
        "Looks for more than 3 deletions in a cloze.\n\n"
        "Source: Wozniak 4.\n\n"
        "✗ C: [Iron] rusts when [water] and [oxygen] reach its [surface].\n\n"
        "✓ C: Iron rusts when both water and [oxygen] reach its surface.\n",
    )


@pytest.mark.parametrize("code", rule_codes())
def test_every_rule_is_explained(code: str) -> None:
    """The manual has a reason and two cards for each rule; forms have a sentence."""
    told = explain(code)

    assert told is not None
    assert told.title
    assert told.measures
    if code.startswith("R"):
        assert told.source
        assert told.bad != told.good != ""


def test_the_manual_has_every_rule() -> None:
    """The page on checking lists each rule and each code."""
    text = page("check") + page("deck-format")

    assert [code for code in known_codes() if f"`{code}`" not in text] == []


def test_a_check_loads_neither_screen_nor_numbers(tmp_path: Path) -> None:
    """Hooks run before each commit: what a check does not use is not imported."""
    (tmp_path / "a.md").write_text(LONG)
    code = (
        "import sys\nfrom srs.cli.door import Door\nfrom srs.cli.main import run\n"
        "run(['check', 'a.md'], Door())\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}

    heavy = {"textual", "rich", "numpy", "markdown_it", "watchfiles", "sqlite_utils"}
    assert loaded & heavy == set()


# -- mending --------------------------------------------------------------------


def test_fixing_shows_and_writes_only_with_the_word(srs: Run, tmp_path: Path) -> None:
    """A diff first; without a person or --yes nothing is written."""
    deck = tmp_path / "a.md"
    deck.write_text(CALLED)

    code, out, err = srs("check", "--fix", "a.md")

    assert (code, err) == (
        1,
        "Nothing was written. To write it: srs check --fix --yes\n",
    )
    assert out.splitlines() == [
        "--- a/a.md",
        "+++ b/a.md",
        "@@ -1,3 +1,3 @@",
        " Q: What calls for a source?",
        "-a: Doubt.",
        "+A: Doubt.",
        " S: 1999",
    ]
    assert deck.read_text() == CALLED

    code, out, err = srs("check", "--fix", "--yes", "a.md")

    assert (code, err) == (0, "Mended 1 slip in 1 file.\n")
    assert out.splitlines()[-1] == "1 deck, 1 note, 1 card: no problem."
    assert deck.read_text() == CALLED.replace("a: Doubt", "A: Doubt")
    assert srs("check", "--fix", "a.md")[2] == (
        "There is nothing that can be mended without you.\n"
    )


def test_a_mended_file_keeps_its_rights_and_its_link(srs: Run, tmp_path: Path) -> None:
    """The link stays a link, the file its mode, its mark and its line ends."""
    deck, link = tmp_path / "real.md", tmp_path / "link.md"
    raw = b"\xef\xbb\xbf" + CALLED.replace("\n", "\r\n").encode().rstrip()
    deck.write_bytes(raw)
    deck.chmod(0o640)
    link.symlink_to("real.md")

    assert srs("check", "--fix", "--yes", "link.md")[0] == 0

    assert link.is_symlink()
    assert deck.read_bytes() == raw.replace(b"a: ", b"A: ")
    assert stat.S_IMODE(deck.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_is_as_it_was(srs: Run, tmp_path: Path) -> None:
    """One sentence, exit code 5, and not a byte is lost."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "a.md").write_text(CALLED)
    folder.chmod(0o500)
    try:
        code, _, err = srs("check", "--fix", "--yes", "locked/a.md")
    finally:
        folder.chmod(0o700)

    assert code == 5
    assert "It is as it was." in err
    assert (folder / "a.md").read_text() == CALLED


_KILLED = """
import os, sys
from pathlib import Path
from srs.study.check import usual
from srs.study.check_mend import mends

left = int(sys.argv[1])
mend, = mends({"a.md": Path(sys.argv[2])}, wanted=usual)

def die(event, _):
    global left
    if event.startswith(("open", "os.", "shutil.")):
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(die)
mend.write()
"""


def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """At whichever call the process dies, the deck is whole."""
    deck = tmp_path / "a.md"
    mended = CALLED.replace("a: Doubt", "A: Doubt")
    seen = set()
    for calls in range(40):
        deck.write_text(CALLED)
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(calls), str(deck)], check=False
        )
        assert deck.read_text() in (CALLED, mended)
        seen.add(deck.read_text())
        if done.returncode == 0:
            break

    assert done.returncode == 0
    assert seen == {CALLED, mended}


# -- watching -------------------------------------------------------------------


@contextmanager
def _watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "srs", "check", "--watch", "--select", "R07", "."],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_watching_checks_again_when_a_deck_is_saved(tmp_path: Path) -> None:
    """The first report stands there at once, the next after a change."""
    (tmp_path / "a.md").write_text(GOOD)
    with _watching(tmp_path) as process:
        assert process.stdout is not None
        told = iter(process.stdout)
        assert next(told) == "1 deck, 1 note, 1 card: no problem.\n"
        assert next(told).startswith("Waiting for the next change")
        # The watch may begin a moment after its line: change the deck until it sees.
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path / "a.md"), LONG]
        )
        try:
            assert next(told) == (
                "a.md:2:1: warning: The answer has 26 words; up to 18 are well. [R07]\n"
            )
        finally:
            writer.kill()
            writer.wait()


_WRITER = """
import sys, time
from pathlib import Path
while True:
    Path(sys.argv[1]).write_text(sys.argv[2])
    time.sleep(0.3)
"""
