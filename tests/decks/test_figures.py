"""Do the charts in the decks show what their scripts compute?

Every chart in `decks/*.md` is printed by one script in `decks/figures/`. The
decks hold the numbers so that they read as plain text; these tests keep the two
the same.
"""

import importlib.util
import math
import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK_FILES = sorted(_DECKS.glob("*.md"))
_SCRIPTS = sorted(_DECKS.glob("figures/[!_]*.py"))


def _load(script: Path) -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location(f"figures_{script.stem}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _chart_of(script: Path) -> str:
    """Return what the script's `chart()` gives."""
    return str(_load(script).chart())


def _fences(deck: Path) -> Iterator[tuple[int, str]]:
    """Return the line number and the body of each chart fence of a deck."""
    body: list[str] | None = None
    start = 0
    for number, line in enumerate(deck.read_text("utf-8").splitlines(), 1):
        if body is None and line.strip() == "```chart":
            body, start = [], number
        elif body is not None and line.strip() == "```":
            yield start, "\n".join(body)
            body = None
        elif body is not None:
            body.append(line)
    assert body is None, f"{deck.name}:{start}: the chart is not closed"


_FENCES = [
    pytest.param(body, id=f"{deck.name}:{number}")
    for deck in _DECK_FILES
    for number, body in _fences(deck)
]


@pytest.mark.parametrize("body", _FENCES)
def test_a_chart_is_printed_by_one_script(body: str) -> None:
    """A chart in a deck must be, to the letter, the output of exactly one script."""
    makers = [script.name for script in _SCRIPTS if _chart_of(script) == body]

    title = body.partition("\n")[0]
    assert len(makers) == 1, f"{title!r} is printed by {makers or 'no script'}"


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.stem)
def test_a_script_is_shown_in_a_deck(script: Path) -> None:
    """The chart of each script must stand in a deck."""
    shown = {body for deck in _DECK_FILES for _, body in _fences(deck)}

    is_shown = _chart_of(script) in shown
    assert is_shown, f"no deck shows the chart of {script.name}"


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.stem)
def test_running_a_script_prints_its_chart(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Running a script must print its chart and nothing else."""
    runpy.run_path(str(script), run_name="__main__")

    assert capsys.readouterr().out == _chart_of(script) + "\n"


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.stem)
def test_a_chart_is_well_formed(script: Path) -> None:
    """A chart has title, axes, an empty line, a header and 8 to 30 equal rows."""
    title, x, y, gap, header, *rows = _chart_of(script).splitlines()

    assert [title[:7], x[:3], y[:3], gap] == ["title: ", "x: ", "y: ", ""]
    names = header.split(",")
    assert len(names) >= 2
    assert len(set(names)) == len(names)
    assert 8 <= len(rows) <= 30
    cells = [[float(cell) for cell in row.split(",")] for row in rows]
    assert {len(row) for row in cells} == {len(names)}
    assert all(math.isfinite(cell) for row in cells for cell in row)
    xs = [row[0] for row in cells]
    assert xs == sorted(set(xs)), "x must rise from row to row"


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.stem)
def test_a_chart_has_few_digits(script: Path) -> None:
    """A number in a chart has at most four significant digits."""
    rows = _chart_of(script).splitlines()[5:]

    for cell in (cell for row in rows for cell in row.split(",")):
        assert float(cell) == float(f"{float(cell):.4g}"), cell
