"""What becomes of cards through the real history of a repository of decks?

    python tests/bench/bench_identity_git.py REPOSITORY [--branch NAME] [--show]

Goes through the commits of a git repository, oldest first, writes the Markdown files
of each into a folder and scans it; all cards are reviewed between two commits. The
truth of an edit is not known here, so what is counted is what the scan decided:
kept, asked, new, gone. `--show` prints each carry-over and each pair of a new and a
gone note of one commit, for a reader to judge. Only git's plumbing reads the
repository; nothing in it is run.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from srs.core.day import Calendar
from srs.core.log import Linked, Rating, Reviewed
from srs.store.database import Store, open_store
from srs.study.identity import carry_overs
from srs.study.scan_files import scan_folder

CALENDAR = Calendar(timezone=ZoneInfo("UTC"))
START = datetime(2020, 1, 1, tzinfo=UTC)
LARGEST_BYTES = 5_000_000


def git(repository: Path, *words: str) -> bytes:
    """Return what git's plumbing says about a repository."""
    command = ["git", f"--git-dir={repository}", *words]
    return subprocess.run(command, check=True, capture_output=True).stdout


def commits(repository: Path, branch: str) -> list[str]:
    """Return the commits of a branch, the oldest first, without side branches."""
    said = git(repository, "rev-list", "--reverse", "--first-parent", branch)
    return said.decode().split()


def markdown(repository: Path, commit: str) -> dict[str, str]:
    """Return the Markdown files of a commit, as path to object."""
    found = {}
    listed = git(repository, "ls-tree", "-r", "-z", "--long", commit).decode(
        "utf-8", "replace"
    )
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, name, size = about.split()
        inside = ".." not in path.split("/") and not path.startswith("/")
        plain = kind == "blob" and mode != "120000" and path.endswith(".md")
        if plain and inside and int(size) < LARGEST_BYTES:
            found[path] = name
    return found


def write(
    repository: Path, root: Path, before: dict[str, str], now: dict[str, str]
) -> None:
    """Bring a folder from one commit's files to another's."""
    for path in before.keys() - now.keys():
        (root / path).unlink()
    for path, name in now.items():
        if before.get(path) != name:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(git(repository, "cat-file", "blob", name))


def learn(store: Store, at: datetime) -> None:
    """Review every card that has no history yet."""
    rows = store.connection.execute("select id from card where active").fetchall()
    cards = [row[0] for row in rows]
    lived = store.cards.with_history(cards)
    events = [
        Reviewed(card=card, rating=Rating.GOOD, duration_ms=1000)
        for card in cards
        if card not in lived
    ]
    store.log.append_all(events, at=at, offset_min=0, day=at.date())


def texts(store: Store) -> set[tuple[str, str]]:
    """Return what all notes ask and answer, as raw blocks with their paths."""
    rows = store.connection.execute(
        "select f.path, n.body from note n join deck_file f on f.id = n.deck"
    )
    return set(rows.fetchall())


def replay(repository: Path, branch: str, *, show: bool) -> None:
    """Scan every commit and print the sum."""
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "decks"
        root.mkdir()
        store = open_store(Path(folder) / "store.sqlite", device="00000001")
        files: dict[str, str] = {}
        history = commits(repository, branch)
        for number, commit in enumerate(history):
            now = markdown(repository, commit)
            if now == files:
                continue
            write(repository, root, files, now)
            files = now
            at = START + timedelta(hours=number)
            old, asked = texts(store), total["waiting"]
            lost = len(store.cards.gone())
            report = scan_folder(store, root, at=at, calendar=CALENDAR)
            waiting = len(report.doubtful)
            total["commits"] += 1
            total["edited"] += report.edited
            total["moved"] += report.moved
            total["found again"] += report.returned
            total["asked"] += max(0, waiting - asked)
            total["waiting"] = waiting
            if number:
                total["new"] += report.new
                total["gone"] += report.gone
                # Only of cards with a history can anything be lost.
                lost = max(0, len(store.cards.gone()) - lost - waiting + asked)
                total["gone with a history"] += lost
                total["new beside these"] += min(report.new, lost)
            if show and (report.edited or (report.new and report.gone)):
                tell(store, commit, report.sentence(), old)
            learn(store, at + timedelta(minutes=30))
        notes = store.cards.counts().notes
        links = sum(
            isinstance(entry.event, Linked) for entry in store.log.of_kinds("linked")
        )
        store.close()
    print(f"{repository.name}: {len(history)} commits, {notes} notes at the end")
    print(f"  {dict(total)}, {links} links")
    edits = total["edited"] + total["asked"] + total["new beside these"]
    if edits:
        print(
            f"  of {edits} possible edits kept at once {total['edited'] / edits:.1%},"
        )
        kept = total["edited"] + total["asked"]
        print(f"  with doubts confirmed {kept / edits:.1%}")


def tell(store: Store, commit: str, sentence: str, old: set[tuple[str, str]]) -> None:
    """Print what one commit changed, for a reader to judge."""
    print(f"== {commit[:10]}: {sentence}")
    newest = carry_overs(store, limit=1000)
    last = newest[0].at if newest else None
    for over in newest:
        if last is not None and (last - over.at).total_seconds() < 1:
            print(f"  KEPT  {over.before}\n     -> {over.after}")
    now = texts(store)
    for mark, notes in (("-", old - now), ("+", now - old)):
        for path, body in sorted(notes):
            print(f"  {mark} {path}: {body[:150]!r}")


def main() -> None:
    """Replay a repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path, help="a git directory")
    parser.add_argument("--branch", default="HEAD")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if shutil.which("git") is None:
        parser.error("git is needed")
    folder = options.repository / ".git"
    repository = folder if folder.is_dir() else options.repository
    replay(repository, options.branch, show=options.show)


if __name__ == "__main__":
    main()
