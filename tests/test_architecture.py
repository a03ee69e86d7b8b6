"""Does the house still stand as its plan says?"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import srs
from srs import config
from srs.cli.main import COMMANDS
from srs.study.manual import PARTS, page, topics
from srs.tui.keys import KEYS, keys_table

PACKAGE = Path(srs.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CLOCKS = {"now", "today", "utcnow", "time", "time_ns"}
CLOCK_OWNERS = {"datetime", "date", "time"}
DOORS = ("cli/door.py", "lsp/main.py")


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    """A longer file wants splitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_function_is_longer_than_60_lines(path: Path) -> None:
    """A longer function wants splitting."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_door_asks_the_clock(path: Path) -> None:
    """The time comes in as an argument everywhere but at the door."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in CLOCK_OWNERS
    ]
    assert asked == [] or _name(path) in DOORS


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """A module has a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_manual_has_every_command() -> None:
    """Each command has a heading in the manual's page of commands."""
    text = page("commands")

    assert [name for name in COMMANDS if f"\n## srs {name}" not in text] == []


def test_the_manual_has_every_key() -> None:
    """Each key stands in the manual's page of keys, with its id."""
    text = page("keys", keys=keys_table())

    assert [key.id for key in KEYS if f"`{key.id}`" not in text] == []


def test_the_manual_has_every_setting() -> None:
    """Each setting stands in the manual's page of settings."""
    text = page("settings")

    assert [row.key for row in config.describe() if f"`{row.key}`" not in text] == []


@pytest.mark.parametrize("topic", ["start", "review", "home", "commands", "changes"])
def test_the_manual_has_its_pages(topic: str) -> None:
    """The pages that the app and other pages point to are there."""
    assert topic in topics()


HEAVY = {"textual", "rich", "markdown_it", "numpy", "sqlite_utils", "fsrs", "pygments"}


def _imported(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter loads for some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def _run(*words: str) -> str:
    return (
        "from srs.cli.door import Door\nfrom srs.cli.main import run\n"
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    run({list(words)!r}, Door())"
    )


def test_every_page_of_the_manual_has_its_place() -> None:
    """The table of contents names each page once, and no page that is not there."""
    placed = [name for pages in PARTS.values() for name in pages]

    assert sorted(placed) == sorted(topics())


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("help", "--all")])
def test_small_commands_load_nothing_heavy(words: tuple[str, ...]) -> None:
    """Version and help load neither the screen nor the store nor a model."""
    assert _imported(_run(*words)) & (HEAVY | {"pysqlite3", "sqlite3"}) == set()


def test_due_loads_nothing_heavy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`srs due` loads neither Textual, Rich, markdown-it, numpy nor sqlite-utils."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "one.md").write_text("Q: q\nA: a\n", encoding="utf-8")
    warm = _run("init", str(decks)) + f"\nrun(['-C', {str(decks)!r}, 'due'], Door())"
    _imported(warm)

    assert _imported(_run("-C", str(decks), "due")) & HEAVY == set()


def test_home_reads_no_deck_before_its_first_frame() -> None:
    """The app and its home screen load neither the reader of decks nor the review."""
    code = "import srs.tui.app, srs.tui.home\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    late = {"srs.deck.parser", "srs.study.review", "srs.study.scan", "numpy"}

    assert late & set(done.stdout.split()) == set()
