"""The commands of an author: scan, add, list and identity, as typed."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from srs.cli.author import KINDS
from srs.cli.door import Door
from srs.cli.listing import SORTS
from srs.cli.main import run
from srs.core.query_tree import FieldName, PropertyName, State
from srs.study import search
from srs.study.manual import page

Run = Callable[..., tuple[int, str, str]]

GENES = """# Genes

## Drift {#drift}

Q: What does drift change?
A: The allele frequency.

C: Below the [threshold] it survives.

## Load

T: fitness
D: offspring
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A collection with one deck."""
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "genes.md").write_text(GENES, encoding="utf-8")
    return folder


@pytest.fixture
def srs(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in the collection; give its code, its output and its errors."""
    monkeypatch.chdir(root)

    def typed(*words: str, stdin: str | bytes = b"") -> tuple[int, str, str]:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        door = Door(clock=lambda: datetime(2026, 3, 2, 8, tzinfo=UTC))
        code = run(["-C", str(root), *words], door)
        told = capfd.readouterr()
        return code, told.out, told.err

    return typed


# -- scan -----------------------------------------------------------------------


def test_scan_says_what_is_new(srs: Run) -> None:
    """Counts first, then what became of the notes; no problem is code 0."""
    assert srs("scan") == (0, "1 deck, 3 notes, 4 cards: 0 unchanged, 3 new.\n", "")
    assert srs("scan") == (0, "1 deck, 3 notes, 4 cards: 3 unchanged.\n", "")


def test_scan_names_each_problem_and_ends_with_1(srs: Run, root: Path) -> None:
    """An error has file, line and column; control characters are shown as pictures."""
    (root / "bad.md").write_text("Q: no answer \x1b[2J\n", encoding="utf-8")
    code, out, _ = srs("scan")

    assert code == 1
    assert out.splitlines()[0] == (
        "error: bad.md:1:1: A question without an `A:` line. [R01]"
    )
    assert "\x1b" not in out


def test_scan_json_keeps_its_promise(srs: Run, root: Path) -> None:
    """The shape that other programs build on."""
    (root / "bad.md").write_text("Q: no answer\n", encoding="utf-8")
    code, out, _ = srs("scan", "--json")
    report = json.loads(out)
    (problem,) = report.pop("problems")

    assert code == 1
    assert report == {
        "schema": "srs/scan/1",
        "decks": 2,
        "notes": 4,
        "cards": 5,
        "unchanged": 0,
        "moved": 0,
        "edited": 0,
        "returned": 0,
        "new": 4,
        "gone": 0,
        "unread": 0,
        "doubtful": [],
    }
    assert (problem["file"], problem["line"], problem["code"]) == ("bad.md", 1, "R01")


# -- add ------------------------------------------------------------------------


def test_add_writes_to_the_inbox(srs: Run, root: Path) -> None:
    """Question and answer become a card; its place and the next step are told."""
    code, out, err = srs("add", "Why?", "Because.")

    assert (code, err) == (0, "")
    assert out == ('inbox.md:1\nIt is a new deck: inbox.\nNext: srs review "inbox"\n')
    assert (root / "inbox.md").read_text() == "Q: Why?\nA: Because.\n"


def test_add_goes_to_a_deck_and_a_concept(srs: Run, root: Path) -> None:
    """A card comes at the end of its concept, with kind and source as wished."""
    words = ("--deck", "genes", "--concept", "drift", "--kind", "term", "--source", "K")
    code, out, _ = srs("add", "drift", "chance", *words)

    assert (code, out) == (0, 'genes.md:10\nNext: srs review "genes"\n')
    assert (root / "genes.md").read_text() == GENES.replace(
        "## Load", "T: drift\nD: chance\nS: K\n\n## Load"
    )


@pytest.mark.parametrize(
    ("words", "stdin", "text"),
    [
        ((), "Q: a\nA: b\n\nC: an [x]\n", "Q: a\nA: b\n\nC: an [x]\n"),
        ((), "Why?\nBecause.\n", "Q: Why?\nA: Because.\n"),
        (("-",), "Why?\r\nBecause.\r\n", "Q: Why?\nA: Because.\n"),
        ((), "an [x]", "C: an [x]\n"),
        (("--kind", "idea"), "What\nif?", "I: What\nif?\n"),
        (("--source", "K"), "a\nb", "Q: a\nA: b\nS: K\n"),
        (("an [x]",), "", "C: an [x]\n"),
        (("-a", "--", "b"), "", None),
    ],
)
def test_add_reads_arguments_or_standard_input(
    srs: Run, root: Path, words: tuple[str, ...], stdin: str, text: str | None
) -> None:
    """Blocks are taken as they are; plain lines are question and answer."""
    code, _, _ = srs("add", *words, stdin=stdin)

    if text is None:
        assert code == 2
    else:
        assert (code, (root / "inbox.md").read_text()) == (0, text)


def test_add_says_that_a_draft_waits(srs: Run) -> None:
    """A question alone is a draft, and told to be one."""
    _, out, _ = srs("add", "Why?")

    assert out == (
        "inbox.md:1\n1 draft: asked once the answer is written.\n"
        "It is a new deck: inbox.\n"
    )


def test_add_says_that_a_deck_waits(srs: Run, root: Path) -> None:
    """A card in a deck that has not been started is not promised for today."""
    (root / "later.md").write_text("---\nstart = 'manual'\n---\n", encoding="utf-8")
    _, out, _ = srs("add", "Why?", "Because.", "--deck", "later")

    assert out == 'later.md:5\nThe deck waits. Begin it: srs start "later"\n'


def test_add_says_that_a_file_is_ignored(srs: Run, root: Path) -> None:
    """What the scan leaves out is written, and told to be no deck."""
    (root / ".srsignore").write_text("old.md\n", encoding="utf-8")
    _, out, _ = srs("add", "Why?", "Because.", "--deck", "old")

    assert out.splitlines()[1:] == [
        "The file is taken for no deck: it is ignored, or says srs = false."
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("What does drift change?", "The  allele frequency."),
            5,
            "srs: This card is there already: genes.md:5.",
        ),
        (
            ("a", "b", "--deck", "../out"),
            5,
            "srs: ../out is no place in the collection.",
        ),
        (("a", "b", "--deck", ".git/x"), 5, "srs: .git/x would be hidden,"),
        (("a", "b", "--deck", "a\x00b"), 5, "srs: a␀b is no place in the collection."),
        (
            ("a", "b", "--deck", "genes", "--concept", "lod"),
            5,
            "srs: The deck has no heading lod. Did you mean load?",
        ),
        (("--kind", "cloze", "none"), 5, "srs: This would not be read as a card:"),
        (("--kind", "card", "a"), 2, ""),
        (("",), 5, "srs: The card asks nothing."),
    ],
)
def test_add_refuses_what_it_cannot_do(
    srs: Run, root: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """One sentence and its code; no deck is touched, none is made."""
    found, out, err = srs("add", *words)

    assert (found, out) == (code, "")
    assert err.startswith(sentence)
    assert sorted(path.name for path in root.glob("*.md")) == ["genes.md"]
    assert (root / "genes.md").read_text() == GENES


def test_add_refuses_input_that_is_no_text(srs: Run, root: Path) -> None:
    """Bytes that are no UTF-8, or nothing at all, add nothing."""
    assert srs("add", stdin=b"Q: \xff\n")[0] == 5
    assert srs("add", stdin=b"\n \n")[0] == 5
    assert not (root / "inbox.md").exists()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make `$EDITOR` a script that changes the file it is given."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def use(script: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(
            "import sys, pathlib\n"
            "file = pathlib.Path(sys.argv[-1])\n"
            f"text = file.read_text()\n{script}\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")

    return use


@pytest.fixture
def at_terminal(
    srs: Run, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Run a command whose standard input is a terminal; temporary files lie apart."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))

    def typed(*words: str) -> tuple[int, str, str]:
        class Terminal(io.TextIOWrapper):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(io, "TextIOWrapper", Terminal)
        return srs(*words)

    return typed


@pytest.mark.parametrize(
    ("script", "out"),
    [
        (
            "file.write_text(text.replace('Q: ', 'Q: Why?').replace('A: ', 'A: So.'))",
            'inbox.md:1\nIt is a new deck: inbox.\nNext: srs review "inbox"\n',
        ),
        ("", "Nothing was added.\n"),
        ("file.write_text('')", "Nothing was added.\n"),
    ],
)
def test_add_opens_the_editor(
    at_terminal: Run,
    editor: Callable[[str], None],
    root: Path,
    tmp_path: Path,
    script: str,
    out: str,
) -> None:
    """A template is filled in; what is left as it was adds nothing, and no file."""
    editor(script)

    assert at_terminal("add") == (0, out, "")
    assert (root / "inbox.md").exists() == ("inbox" in out)
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("file.write_text('C: no gap')", "srs: This would not be read as a card:"),
        (
            "file.write_text('Q: a\\nA: b'); sys.exit(3)",
            "srs: The editor ended with code 3: nothing was added.",
        ),
    ],
)
def test_add_never_loses_what_was_written(
    at_terminal: Run,
    editor: Callable[[str], None],
    tmp_path: Path,
    script: str,
    sentence: str,
) -> None:
    """When the card cannot be added, the text is kept and its place is told."""
    editor(script)
    code, out, err = at_terminal("add")
    (kept,) = (tmp_path / "temporary").iterdir()

    assert (code, out) == (5, "")
    assert err.startswith(sentence)
    assert err.endswith(f"Your text is kept: {kept}\n")


# -- list -----------------------------------------------------------------------


def test_list_in_a_pipe_is_parted_by_tabs(srs: Run) -> None:
    """Place, state, front and back, each card on a line; no line is added."""
    assert srs("list", "drift", "or", "kind:cloze") == (
        0,
        "genes.md:5\tnew\tWhat does drift change?\tThe allele frequency.\n"
        "genes.md:8\tnew\tBelow the […] it survives.\tBelow the threshold it"
        " survives.\n",
        "",
    )
    assert srs("list", "nothing-like-that") == (0, "", "")


def test_list_on_a_terminal_fits_it(
    srs: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns are aligned, lines cut by cells, and the count says what is hidden."""
    (root / "zh.md").write_text(
        "Q: 学习方法学习方法学习方法?\nA: 好\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")

    assert srs("list", "--limit", "4")[1].splitlines() == [
        "genes.md:5   new  What does drift chang…",
        "genes.md:8   new  Below the […] it surv…",
        "genes.md:12  new  fitness → offspring",
        "genes.md:12  new  offspring → fitness",
        "5 cards found. 4 are shown.",
    ]
    assert srs("list", "学习")[1].splitlines() == [
        "zh.md:1  new  学习方法学习方法学习方法?…",
        "1 card found.",
    ]


def test_list_takes_a_minus_for_a_term(srs: Run) -> None:
    """A term that begins with a minus sign is no option."""
    assert srs("list", "-kind:basic", "-is:suspended", "--limit", "1")[:2] == (
        0,
        "genes.md:8\tnew\tBelow the […] it survives.\tBelow the threshold it"
        " survives.\n",
    )


def test_list_shows_nothing_that_moves_the_cursor(srs: Run, root: Path) -> None:
    """Escapes, feeds and tabs of a card are text or space, never obeyed."""
    (root / "evil.md").write_text("Q: \x1b[2Ja\tb\nc\nA: \x9bm\n", encoding="utf-8")

    assert srs("list", "deck:evil")[1] == "evil.md:1\tnew\t␛[2Ja b c\t�m\n"


def test_list_json_is_one_object(srs: Run) -> None:
    """The rows stand in an object with its schema; an empty result too."""
    _, out, _ = srs("list", "kind:term", "--json", "--limit", "1", "--reverse")
    found = json.loads(out)

    assert (found["schema"], found["count"]) == ("srs/list/1", 2)
    assert [(row["front"], row["line"]) for row in found["rows"]] == [("offspring", 12)]
    assert json.loads(srs("list", "none", "--json")[1]) == {
        "schema": "srs/list/1",
        "count": 0,
        "rows": [],
    }


def test_list_reads_decks_that_have_changed(srs: Run, root: Path) -> None:
    """A file that was written since the last command is read first."""
    srs("list")
    (root / "more.md").write_text("Q: zebra?\nA: stripes\n", encoding="utf-8")

    assert srs("list", "zebra")[1] == "more.md:1\tnew\tzebra?\tstripes\n"


def test_list_refuses_a_wrong_query(srs: Run) -> None:
    """A wrong query is a matter of usage: code 2."""
    assert srs("list", "is:dew") == (
        2,
        "",
        "srs: Column 4: there is no is:dew. Did you mean new?\n",
    )


def test_choices_are_those_of_the_use_cases() -> None:
    """What the options offer is what there is."""
    from srs.deck.kinds import KINDS as KNOWN

    assert search.SORTS == SORTS
    assert tuple(kind.name for kind in KNOWN) == KINDS


def test_list_loads_no_screen_and_no_numbers(srs: Run, root: Path) -> None:
    """Once the index stands, `srs list` loads none of the heavy packages."""
    srs("list", "drift")
    code = (
        "import sys\n"
        "from srs.cli.door import Door\nfrom srs.cli.main import run\n"
        f"run(['-C', {str(root)!r}, 'list', 'drift'], Door())\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert "drift" in done.stdout
    assert loaded & {"textual", "rich", "numpy", "markdown_it", "sqlite_utils"} == set()


# -- identity -------------------------------------------------------------------


def test_identity_without_doubts(srs: Run) -> None:
    """Where nothing waits, that is said; a number that is not there is refused."""
    assert srs("identity") == (0, "No match is doubtful.\n", "")
    assert srs("identity", "undo")[1] == "No history was carried over.\n"
    assert srs("identity", "confirm")[0] == 2
    assert srs("identity", "reject", "1")[0] == 2
    assert srs("identity", "undo", "1")[0] == 2


@pytest.fixture
def doubt(srs: Run, root: Path) -> Path:
    """A deck whose one card, answered once, was edited beyond recognition."""
    from srs.core.log import Rating, Reviewed
    from srs.study.collection import open_collection
    from srs.study.search import card_ids

    deck = root / "one.md"
    deck.write_text("Q: Who found the error threshold?\nA: Manfred Eigen, 1971\n")
    srs("scan")
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    collection = open_collection(root, clock=lambda: at)
    (card,) = card_ids(collection, "deck:one")
    collection.log(Reviewed(card=card, rating=Rating.GOOD, duration_ms=900))
    collection.close()
    deck.write_text("Q: Who first found an error limit?\nA: Eigen in 1971\n")
    return deck


def test_identity_lists_what_waits_and_confirms(srs: Run, doubt: Path) -> None:
    """The texts before and after are shown; confirming keeps the history."""
    _, out, _ = srs("identity")

    assert out.splitlines()[:3] == [
        "1. one.md:1  1 review",
        "   was: Who found the error threshold? → Manfred Eigen, 1971",
        "   now: Who first found an error limit? → Eigen in 1971",
    ]
    assert srs("list", "deck:one")[1].split("\t")[1] == "doubtful"
    assert srs("identity", "confirm", "1") == (
        0,
        "1 note kept the history. Back: srs undo\n",
        "",
    )
    assert srs("identity")[1] == "No match is doubtful.\n"
    assert srs("list", "rated:7", "--json")[1].count("card_id") == 1
    assert srs("identity", "undo")[1].splitlines()[0] == "1. 2026-03-02  1 card"
    assert srs("identity", "undo", "1")[1] == "Taken back. Again: srs undo\n"
    assert srs("identity")[1].startswith("1. one.md:1")


def test_identity_rejects(srs: Run, doubt: Path) -> None:
    """Rejecting starts the card anew; nothing waits any more."""
    assert srs("identity", "reject", "--all")[:2] == (
        0,
        "1 note started anew. Back: srs undo\n",
    )
    assert srs("identity")[1] == "No match is doubtful.\n"
    assert srs("list", "deck:one")[1].split("\t")[1] == "new"
    assert srs("list", "rated:7")[1] == ""


# -- the manual -----------------------------------------------------------------


def _keys(value: object) -> set[str]:
    """Return every key of an object, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


def test_the_manual_names_every_key_of_json(srs: Run, root: Path, doubt: Path) -> None:
    """What `--json` prints stands in the manual, key by key, with its schema."""
    (root / "bad.md").write_text("Q: no answer\n", encoding="utf-8")
    text = page("json")
    for words in (("scan",), ("list",), ("due",)):
        found = json.loads(srs(*words, "--json")[1])
        missing = {
            key
            for key in _keys(found)
            if f"`{key}`" not in text and f".{key}`" not in text
        }

        assert missing == set()
        assert f"`{found['schema']}`" in text


def test_the_manual_names_every_term() -> None:
    """Each field, state, number and order of a query stands in the manual."""
    text = page("search")
    terms = [f"`is:{state}`" for state in get_args(State)]
    terms += [f"`prop:{name}" for name in get_args(PropertyName)]
    terms += [f"`{name}:" for name in get_args(FieldName)]
    terms += ["`flag:", "`rated:", "`added:", "`edited:"]
    terms += [f"`{sort}`" for sort in SORTS]

    assert [term for term in terms if term not in text] == []


def test_the_manual_names_every_kind_of_event() -> None:
    """Each kind of event stands in the manual's page on exporting."""
    from srs.store.rows import KINDS as EVENTS

    text = page("exports")

    assert [kind for kind in EVENTS.values() if f"`{kind}`" not in text] == []
