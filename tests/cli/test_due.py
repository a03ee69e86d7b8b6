"""Does `srs due` say the same, whether it works it out or remembers it?"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs import config
from srs.cli.door import Door
from srs.cli.main import run
from srs.core.card import CardId
from srs.core.log import BatchId, BreakSet, Rating, Suspended
from srs.store.database import open_store
from srs.study.agenda import start_deck
from srs.study.collection import Collection, open_collection
from srs.study.outcome import undo_last
from srs.study.review import ReviewSession
from srs.study.upkeep import back_up, keep_of, store_path
from tests.conftest import Clock

FORMS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("--short",))
DECK = "# Knots\n\n" + "\n".join(f"Q: Knot {n}?\nA: Loop {n}\n" for n in range(4))


class Desk:
    """A collection, a home and a clock, and what a learner does to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "decks"
        self.clock = Clock(datetime(2026, 3, 2, 8, tzinfo=UTC))
        (self.root / "sea").mkdir(parents=True)
        # So few that tomorrow has others than today.
        self.suggest_new(2)
        self.write("sea/knots.md", DECK)
        self.write("waits.md", "---\nstart: manual\n---\nQ: Later?\nA: Yes\n")
        self.made = 0

    @property
    def glance(self) -> Path:
        """Where the numbers are kept."""
        return store_path(self.root).with_name("glance.json")

    def say(self, *form: str) -> tuple[int, str]:
        """Return exit code and words of `srs due`."""
        out = io.StringIO()
        with redirect_stdout(out):
            code = run(["-C", str(self.root), "due", *form], Door(clock=self.clock))
        return code, out.getvalue()

    def write(self, name: str, text: str) -> None:
        """Write a file of the collection."""
        (self.root / name).write_text(text, encoding="utf-8")

    def suggest_new(self, count: int) -> None:
        """Say in the collection's file how many new cards come a day."""
        preset = f"[presets.default]\nnew_per_day = {count}"
        self.write("srs.toml", f'id = "desk"\n{preset}\n')

    @contextmanager
    def opened(self) -> Iterator[Collection]:
        """Open the collection as another program would."""
        with closing(open_collection(self.root, clock=self.clock)) as collection:
            yield collection

    # -- what happens between two looks -------------------------------------------

    def nothing(self) -> None:
        """Let a second pass."""
        self.clock.sleep(seconds=1)

    def review(self) -> None:
        """Answer two cards."""
        with self.opened() as collection:
            session = ReviewSession(collection)
            for rating in (Rating.GOOD, Rating.EASY):
                if session.current is not None:
                    session.answer(rating, duration_ms=4000)

    def forget(self) -> None:
        """Forget a card, which then comes in steps."""
        with self.opened() as collection:
            session = ReviewSession(collection)
            if session.current is not None:
                session.answer(Rating.AGAIN, duration_ms=4000)

    def undo(self) -> None:
        """Take the last thing back."""
        with self.opened() as collection:
            if collection.store.log.count():
                undo_last(collection)

    def suspend(self) -> None:
        """Hide the next card until it is called back."""
        with self.opened() as collection:
            session = ReviewSession(collection)
            if session.current is not None:
                session.suspend()

    def bury(self) -> None:
        """Hide the next card until tomorrow."""
        with self.opened() as collection:
            session = ReviewSession(collection)
            if session.current is not None:
                session.bury()

    def edit(self) -> None:
        """Add a card to a deck."""
        self.made += 1
        text = (self.root / "sea/knots.md").read_text(encoding="utf-8")
        self.write("sea/knots.md", f"{text}\nQ: More {self.made}?\nA: Yes\n")

    def new_file(self) -> None:
        """Write another deck, one of whose notes has a slip."""
        self.made += 1
        self.write(f"new{self.made}.md", "Q: Another?\nA: Yes\n\nC: no gap\n")

    def delete_file(self) -> None:
        """Delete the newest deck."""
        for file in sorted(self.root.glob("new*.md"))[-1:]:
            file.unlink()

    def ignore(self) -> None:
        """Keep a deck out of the collection, or let it in again."""
        self.made += 1
        self.write(".srsignore", "waits.md\n" if self.made % 2 else "")

    def wish(self) -> None:
        """Change a setting of the learner's."""
        self.made += 1
        file = config.user_config_path()
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f"rollover = {self.made % 5}\n[presets.default]\n"
        file.write_text(f"{text}new_per_day = {5 + self.made}\n", encoding="utf-8")

    def suggest(self) -> None:
        """Change a preset of the collection's, in a file of the same length."""
        self.made += 1
        status = (self.root / "srs.toml").stat()
        self.suggest_new(9 - self.made % 7)
        os.utime(self.root / "srs.toml", ns=(status.st_atime_ns, status.st_mtime_ns))

    def start(self) -> None:
        """Begin the deck that waits."""
        with self.opened() as collection:
            entries = collection.decks.values()
            if any(it.deck.name == "waits" and not it.started for it in entries):
                start_deck(collection, "waits")

    def holiday(self) -> None:
        """Plan a break."""
        with self.opened() as collection:
            batch = BatchId(f"{self.made:032x}")
            days = date(2026, 3, 3), date(2026, 3, 4)
            collection.log(BreakSet(first=days[0], last=days[1], batch=batch))
            collection.forget_caches()

    def tick(self) -> None:
        """Let some minutes pass, so that steps come due."""
        self.clock.sleep(minutes=11)

    def hours(self) -> None:
        """Let twenty hours pass: the night, and not always another date."""
        self.clock.sleep(hours=20)

    def back(self) -> None:
        """Set the clock back by a day."""
        self.clock.sleep(days=-1)

    def travel(self) -> None:
        """Go to another time zone."""
        zones = ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles")
        here = zones.index(os.environ["TZ"])
        os.environ["TZ"] = zones[(here + 1) % len(zones)]

    def foreign_events(self) -> None:
        """Take in what another device wrote long ago: no event is newer."""
        with open_store(store_path(self.root), device="0000000b") as store:
            cards = store.connection.execute("select id from card order by id")
            card = CardId(cards.fetchall()[0][0])
            store.log.append(
                Suspended(card=card),
                at=datetime(2026, 1, 1, tzinfo=UTC),
                offset_min=0,
                day=date(2026, 1, 1),
            )

    def restore(self) -> None:
        """Go back to a copy of the store, and on from there to other contents."""
        path = store_path(self.root)
        copy = self.folder / "copy.sqlite"
        if copy.exists():
            shutil.copy(copy, path)
        else:
            with self.opened() as collection:
                keep = keep_of(collection.settings)
                made = back_up(collection.store, day=collection.today(), keep=keep)
            shutil.copy(made, copy)
            made.unlink()
            self.review()


DEEDS: dict[str, Callable[[Desk], None]] = {
    name: deed
    for name, deed in vars(Desk).items()
    if callable(deed)
    and name not in ("__init__", "say", "write", "opened", "suggest_new")
}


def assert_the_same_again(desk: Desk) -> None:
    """Hold what is remembered against what is worked out, in each form."""
    for form in FORMS:
        kept = desk.glance.read_bytes() if desk.glance.exists() else None
        told = desk.say(*form)
        desk.glance.unlink(missing_ok=True)
        assert told == desk.say(*form)
        if kept is not None and form != FORMS[-1]:
            desk.glance.write_bytes(kept)  # the next form meets the old one too


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A collection that was looked at once."""
    made = Desk(tmp_path)
    made.say()
    return made


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_remembered_is_what_is_worked_out(desk: Desk, name: str) -> None:
    """After anything that a learner may do, both ways say the same, byte for byte."""
    desk.review()
    desk.say()
    for _ in range(2):
        DEEDS[name](desk)
        assert_the_same_again(desk)


@given(names=st.lists(st.sampled_from(sorted(DEEDS)), max_size=8))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_it_stays_so_in_any_order(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any deeds in any order, both ways say the same."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setenv("TZ", "Europe/Berlin")
        desk = Desk(folder)
        desk.say()
        for name in names:
            DEEDS[name](desk)
            assert_the_same_again(desk)


def invent(desk: Desk) -> None:
    """Put numbers into the glance that no look at the store would give."""
    kept = json.loads(desk.glance.read_text(encoding="utf-8"))
    kept[4][0] = 777
    desk.glance.write_text(json.dumps(kept), encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_second_look_reads_what_the_first_one_kept(
    desk: Desk, form: tuple[str, ...]
) -> None:
    """While nothing happens, the numbers come from the glance, in every form."""
    invent(desk)

    told = desk.say(*form)[1]
    assert "777" in told or told.startswith("779")


def test_a_card_in_steps_leaves_the_glance_standing(desk: Desk) -> None:
    """Numbers do not hang on the minute, so steps that come due change none."""
    desk.forget()
    desk.say()
    desk.tick()
    invent(desk)

    assert desk.say("--json")[1].startswith('{"schema": "srs/due/1", "due": 777')


@pytest.mark.parametrize("torn", ["", "[", "[]", "[1, 2, 3, 4, 5]", "null", "\ud800"])
def test_a_torn_glance_is_worked_out_again(desk: Desk, torn: str) -> None:
    """A file that keeps no glance costs nothing but time."""
    told = desk.say()
    desk.glance.write_bytes(torn.encode("utf-8", "surrogatepass"))

    assert desk.say() == told
    assert json.loads(desk.glance.read_bytes())


def test_a_store_that_is_gone_is_missed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A glance does not hide that the store is missing, empty or damaged."""
    desk.review()
    desk.say()
    path = store_path(desk.root)
    sound = path.read_bytes()
    for spoilt in (b"", sound[: len(sound) // 2], bytes(len(sound))):
        path.write_bytes(spoilt)
        assert desk.say()[0] == 4
        assert "srs restore" in capsys.readouterr().err


def test_a_store_of_a_later_version_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A glance does not hide that a later program wrote the store."""
    with open_store(store_path(desk.root), device="00000001") as store:
        store.connection.execute("pragma user_version = 99")
    kept = store_path(desk.root).read_bytes()

    assert desk.say()[0] == 4
    assert "Install the newest version" in capsys.readouterr().err
    assert store_path(desk.root).read_bytes() == kept


def test_settings_with_a_slip_are_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A glance does not hide a slip in the learner's settings."""
    file = config.user_config_path()
    file.parent.mkdir(parents=True)
    file.write_text("rollover = 77\n", encoding="utf-8")

    assert desk.say()[0] == 5
    assert "config.toml:1" in capsys.readouterr().err


def test_a_look_while_the_app_is_open_sees_each_rating(desk: Desk) -> None:
    """Another program that holds the store is waited for by nobody, nor overheard."""
    with desk.opened() as collection:
        session = ReviewSession(collection)
        left = []
        while session.current is not None:
            session.answer(Rating.EASY, duration_ms=1000)
            left.append(desk.say("--short"))
            assert desk.say("--short") == left[-1]
        version = collection.store.data_version()
        desk.say()
        assert collection.store.data_version() == version

    assert [words for _, words in left] == ["1 · 1m\n", "0\n"]


def test_a_look_leaves_nothing_beside_the_store(desk: Desk) -> None:
    """Neither way of looking leaves journals or half-written files behind."""
    desk.say()
    desk.glance.unlink()
    desk.say()

    beside = sorted(each.name for each in desk.glance.parent.iterdir())
    assert beside == ["glance.json", "store.sqlite"]


def test_a_store_that_cannot_be_written_is_read(desk: Desk) -> None:
    """Where nothing can be written, the numbers are worked out each time."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    told = desk.say()
    folder = desk.glance.parent
    desk.glance.unlink()
    folder.chmod(0o500)
    try:
        assert desk.say() == told
    finally:
        folder.chmod(0o700)


# -- budgets -----------------------------------------------------------------------

LOOK = """
import contextlib, io, sys
from srs.cli.door import Door
from srs.cli.main import run
with contextlib.redirect_stdout(io.StringIO()):
    run(["-C", sys.argv[1], "due"], Door())
print(*[name for name in sys.modules if name.partition(".")[0] == "srs"])
"""

LIGHT = {
    "srs",
    "srs.cli",
    "srs.cli.door",
    "srs.cli.due",
    "srs.cli.main",
    "srs.config",
    "srs.config.durable",
    "srs.config.paths",
    "srs.core",
    "srs.core.errors",
    "srs.core.text",
    "srs.store",
    "srs.store.engine",
    "srs.store.files",
    "srs.store.quick_look",
    "srs.store.shape",
    "srs.store.stamps",
    "srs.study",
    "srs.study.due",
    "srs.study.glance",
    "srs.study.ignore",
    "srs.study.place",
    "srs.study.unchanged",
    "srs.study.walk",
    "srs.study.words",
}
"""All that a look at a collection that has not changed may import of our own."""


def test_a_second_look_imports_little(desk: Desk) -> None:
    """Neither cards nor settings nor the log are known to who reads a glance."""

    def look() -> set[str]:
        command = [sys.executable, "-c", LOOK, str(desk.root)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    look()

    assert look() == LIGHT


def test_a_second_look_asks_the_store_little(desk: Desk) -> None:
    """A glance costs 14 statements, however many cards and decks there are."""
    desk.say()
    asked = statements(desk)

    assert len(asked) <= 13  # and one to begin


def statements(desk: Desk) -> list[str]:
    """Return what a quick look says to SQLite, as SQLite traces it."""
    from srs.store.engine import connect
    from srs.store.shape import is_ours
    from srs.store.stamps import Stamps
    from srs.study.unchanged import folder_changed

    asked: list[str] = []
    with closing(connect(store_path(desk.root))) as connection:
        connection.set_trace_callback(asked.append)
        assert is_ours(connection)
        Stamps(connection).state()
        assert not folder_changed(Stamps(connection), desk.root)
    return asked
