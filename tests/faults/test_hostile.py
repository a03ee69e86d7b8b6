"""Does hostile text stay text on every surface, and does it crash none of them?

A surface is one line in `SCREENS` or `COMMANDS`: how to get there, and whether every
payload must be readable there.
"""

import re
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.cli.daily import SPLASH
from srs.core.log import Flagged, Rating, Reviewed
from srs.study.collection import open_collection
from srs.study.scan import scan
from srs.study.search import card_ids
from tests.bench.terminal import Gone, Terminal
from tests.faults.hostile import (
    FORBIDDEN,
    PAYLOADS,
    deck,
    fill,
    shown,
    toml,
    trespasses,
)
from tests.faults.world import World, answered, show

pytestmark = pytest.mark.slow

IN_ARGUMENTS = "".join(
    text for name, text in PAYLOADS.items() if name not in ("zero", "huge")
)
"""What fits into a word of a command line, all in one."""

PLAIN = [
    name
    for name in PAYLOADS
    if name not in ("huge", "storm", "zero-width", "markdown", "c0")
]
"""Payloads whose look is the same in every terminal: so they can be looked for."""

IN_NAMES = [name for name in PLAIN if "/" not in PAYLOADS[name]]
"""Payloads that are one deck's name: a stroke makes folders."""


@dataclass(frozen=True)
class Screen:
    """A surface of the app."""

    keys: tuple[str, ...] = ()
    """What is pressed, one after another, on the way."""
    there: str = ""
    """What stands on the screen when it is reached."""
    shows: tuple[str, ...] = ()
    """The payloads that can be read there."""
    arguments: tuple[str, ...] = ()


PASTED = "\x1b[200~a\x07b\x08c\x9b5;9;31md\u202ee\x1b[201~"
"""What a terminal sends when somebody pastes a text with control characters."""
FIRST = ("review", "osc52", "--new", "50")
SCREENS: dict[str, Screen] = {
    "home": Screen(there="All decks", shows=tuple(IN_NAMES)),
    "palette": Screen(keys=("\x10",), there="Search"),
    "problems": Screen(keys=("P",), there="all else is read", shows=("apc",)),
    "started": Screen(keys=("G", "\r"), there="Started", shows=("csi",)),
    "rescan": Screen(keys=("R",), there="unchanged"),
    "doubtful": Screen(keys=("d",), there="Same question as before?", shows=("csi",)),
    "help": Screen(keys=("?",), there="Keys"),
    "add": Screen(keys=("a",), there="New card in this deck"),
    "pasted": Screen(keys=("a", PASTED), there="New card"),
    "pasted line": Screen(arguments=FIRST, keys=("f", PASTED), there="Change"),
    "front": Screen(arguments=FIRST, there="show", shows=("osc52",)),
    "back": Screen(arguments=FIRST, keys=(" ",), there="3 Good", shows=("osc52",)),
    "info": Screen(arguments=FIRST, keys=("i",), there="Card info", shows=("osc52",)),
    "type": Screen(
        arguments=FIRST,
        keys=("t", "\x1b[200~[/] [red]x\x1b[201~", "\r"),
        there="[red]x",
    ),
    "flag": Screen(arguments=FIRST, keys=("f",), there="Flagged. Change the words"),
    "add under": Screen(
        arguments=FIRST, keys=("a",), there="New card", shows=("osc52",)
    ),
    "toast": Screen(arguments=FIRST, keys=("o",), there="no link or picture"),
    "buried": Screen(arguments=FIRST, keys=("b",), there="Buried"),
    "undone": Screen(arguments=FIRST, keys=("b", "u"), there="Taken back"),
    "search": Screen(keys=("/",), there=" cards", shows=("csi",)),
    "found": Screen(keys=("/", "q-osc52"), there="1 card", shows=("osc52",)),
    "no query": Screen(keys=("/", "is:x", PASTED), there="there is no is:x"),
    "completed": Screen(keys=("/", "deck:", "\t"), there="deck:"),
    "statistics": Screen(keys=("p",), there="Now"),
    "concepts": Screen(keys=("p", "7"), there="Concepts"),
}


@dataclass(frozen=True)
class Command:
    """A surface of the command line."""

    words: tuple[str, ...]
    code: int = 0
    shows: tuple[str, ...] = ()


COMMANDS: dict[str, Command] = {
    "due": Command(("due",), shows=tuple(PLAIN)),
    "due --json": Command(("due", "--json")),
    "due --short": Command(("due", "--short")),
    "scan": Command(("scan",), 1, shows=("csi",)),
    "scan --json": Command(("scan", "--json"), 1),
    "list": Command(("list", "is:new", "--limit", "2000"), shows=("csi",)),
    "list --json": Command(("list", "is:new", "--json", "--limit", "2000")),
    "stats": Command(("stats",)),
    "stats concepts": Command(("stats", "concepts"), shows=("csi",)),
    "stats --json": Command(("stats", "--json")),
    "identity": Command(("identity",), shows=("csi",)),
    "ideas": Command(("ideas",), shows=("csi",)),
    "ideas --json": Command(("ideas", "--json")),
    "doctor": Command(("doctor",)),
    "config show": Command(("config", "show")),
    "config path": Command(("config", "path")),
    "export events": Command(("export", "events")),
    "check": Command(("check",), 1, shows=("csi",)),
    "check json": Command(("check", "--format", "json"), 1),
    "check sarif": Command(("check", "--format", "sarif"), 1),
    "export cards": Command(("export", "cards"), shows=("csi",)),
    "export jsonl": Command(("export", "cards", "--format", "jsonl")),
    "export metrics": Command(("export", "metrics")),
    "export calendar": Command(("export", "calendar")),
    "no export": Command(("export", IN_ARGUMENTS), 2, shows=("csi",)),
    "no file": Command(("check", IN_ARGUMENTS), 5, shows=("csi",)),
    "no rule": Command(("check", "--explain", IN_ARGUMENTS), 2, shows=("csi",)),
    "undo": Command(("undo",)),
    "help": Command(("help", "settings")),
    # Words of the command line that are wrong come back in the sentence.
    "no command": Command((IN_ARGUMENTS,), 2, shows=("csi", "osc8", "bidi")),
    "no option": Command(("due", "--" + IN_ARGUMENTS), 2),
    "no value": Command(("review", "--limit", IN_ARGUMENTS), 2),
    "no word": Command(("due", IN_ARGUMENTS), 2, shows=("csi",)),
    "no directory": Command(("-C", IN_ARGUMENTS, "due"), 5, shows=("csi",)),
    "no query": Command(("list", "is:" + PAYLOADS["csi"]), 2),
    "no bytes": Command(("list", "is:\udcff\udc9b"), 2),
    "no page": Command(("help", IN_ARGUMENTS), 5, shows=("csi",)),
    "no view": Command(("stats", IN_ARGUMENTS), 2),
    "no log": Command(("stats", "--log", IN_ARGUMENTS), 5, shows=("csi",)),
    "no deck": Command(("start", IN_ARGUMENTS), 5, shows=("csi",)),
    "no review": Command(("review", IN_ARGUMENTS), 5, shows=("csi",)),
    "no place": Command(("add", "q", "a", "--deck", IN_ARGUMENTS), 5, shows=("csi",)),
    "no setting": Command(("config", "set", IN_ARGUMENTS, "1"), 5, shows=("csi",)),
    "no theme": Command(("config", "set", "glyphs", IN_ARGUMENTS), 5),
    "no backup": Command(("restore", "--yes", IN_ARGUMENTS), 5, shows=("csi",)),
    "no days": Command(("break", IN_ARGUMENTS), 5),
    "found": Command(("list", "deck:csi", "--limit", "99"), shows=("csi",)),
    "started": Command(("start", "started.md"), shows=("csi",)),
    "added": Command(("add", "more \x1b[5;9;31m?", "--deck", "x\x9b\x1b[2Jy.md")),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A collection in which everything is hostile, with a flag and a doubt."""
    made = World(tmp_path_factory.mktemp("hostile"), more={"PAGER": "cat"})
    fill(made)
    # In the list of decks it comes last, for it waits to be started.
    head = f"---\nname = {toml('z' + PAYLOADS['csi'])}\nstart = 'manual'\n---\n"
    made.write("started.md", head + "Q: a\nA: b\n")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in made.environment.items():
            patch.setenv(name, value)
        collection = open_collection(made.root, clock=lambda: datetime.now(UTC))
        scan(collection)
        first = min(card_ids(collection, "q-osc52"))
        (doubted,) = card_ids(collection, "q-csi")
        for card in (first, doubted):
            collection.log(Flagged(card=card, flag=1, note=PAYLOADS["csi"]))
            collection.log(Reviewed(card=doubted, rating=Rating.GOOD, duration_ms=900))
        text = deck("csi").decode().replace("q-csi", "Who wrote")
        made.write("csi.md", text.replace("a-csi", "somebody else"))
        scan(collection)
        collection.replay_all()
        collection.close()
    return made


@pytest.fixture
def world(hostile: World, tmp_path: Path) -> World:
    """The hostile collection, as it was before any other test."""
    shutil.copytree(hostile.folder, tmp_path / "copy", symlinks=True)
    return World(tmp_path / "copy", more=hostile.more)


def read(terminal: Terminal, keys: tuple[str, ...]) -> None:
    """Press keys, and let the program draw after each of them."""
    for key in keys:
        terminal.settle(quiet=0.3)
        terminal.press(key)
    terminal.settle(quiet=0.3)


def squashed(text: str) -> str:
    """Return a text without white space, which lines that are broken change."""
    return "".join(text.split())


def missing(text: str, payloads: tuple[str, ...]) -> list[str]:
    """Return the payloads that cannot be read in a text."""
    seen = squashed(text)
    return [name for name in payloads if squashed(shown(name)) not in seen]


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_no_screen_obeys_or_loses_hostile_text(world: World, screen: Screen) -> None:
    """Nothing is sent that a terminal would obey, and what was written can be read."""
    with world.terminal(*screen.arguments, columns=130, rows=160) as terminal:
        terminal.wait_for("All decks" if not screen.arguments else "show")
        read(terminal, screen.keys)
        terminal.wait_for(screen.there)
        text = terminal.text()
        terminal.kill(signal.SIGTERM)
        ended(terminal)

    assert trespasses(terminal.stream) == []
    assert missing(text, screen.shows) == []
    assert "mistake of its own" not in terminal.tail()


def ended(terminal: Terminal) -> None:
    """Read until the program is gone."""
    with suppress(Gone):
        while True:
            terminal.read(1)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_no_command_prints_what_a_terminal_obeys(
    world: World, command: Command
) -> None:
    """Whatever a command says on a terminal holds no control character."""
    with world.terminal(*command.words, columns=200) as terminal:
        code = terminal.wait_for_end()
    said = terminal.stream.decode("utf-8", "replace")

    assert FORBIDDEN.findall(said.replace("\r\n", "\n")) == []
    # A colour of our own is one number; the payloads have three.
    assert "\x1b" not in re.sub("\x1b\\[[0-9]*m", "", said.removeprefix(SPLASH))
    assert "Traceback" not in said
    assert code == command.code, said[-500:]
    assert missing(said, command.shows) == []


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_card_is_obeyed(tmp_path: Path, name: str) -> None:
    """Every kind of card that holds a payload is asked, answered and rated."""
    world = World(tmp_path)
    world.write("deck.md", deck(name))
    seen = ""
    with world.terminal("review", "--new", "50", columns=100, rows=50) as terminal:
        terminal.wait_until(lambda: asking(terminal), "a question")
        while asking(terminal):
            before = answered(terminal)
            terminal.settle(quiet=0.25)
            seen += terminal.text()
            show(terminal)
            terminal.settle(quiet=0.25)
            seen += terminal.text()
            go_on(terminal, before)
        terminal.press("q")
        code = terminal.wait_for_end()

    assert trespasses(terminal.stream) == []
    assert "Traceback" not in terminal.tail()
    assert code == 0
    kinds = () if name == "huge" else KINDS
    assert [kind for kind in kinds if f"{kind}-{name}" not in seen] == []
    assert name not in PLAIN or missing(seen, (name,)) == []


KINDS = ("q", "a", "mixed", "x", "t", "d", "code", "chart", "table")
"""What the deck's notes begin with, as far as every payload leaves them whole."""


def asking(terminal: Terminal) -> bool:
    """Return whether a question stands on the screen."""
    return "Answer in your head" in terminal.text() or " show" in terminal.text()


def go_on(terminal: Terminal, before: int) -> None:
    """Rate the card, and wait until another is asked or nothing is left."""
    terminal.press("4")
    terminal.wait_until(lambda: gone_on(terminal, before), "the next card")


def gone_on(terminal: Terminal, before: int) -> bool:
    """Return whether the next question stands there, or nothing is left."""
    if "Done." in terminal.text():
        return True
    return answered(terminal) > before and asking(terminal)
