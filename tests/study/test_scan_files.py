"""What a scan makes of files: which are decks, what is reported, what is written."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.core.day import Calendar
from srs.store.database import open_store
from srs.study.scan_files import scan_folder
from srs.study.unchanged import folder_changed
from tests.study.conftest import Desk, desk_in


def codes(desk: Desk) -> list[tuple[str, int, str]]:
    """Return place and code of each problem of a scan."""
    return [(it.path, it.line, it.code) for it in desk.scan().problems]


def test_a_page_without_cards_is_no_deck(desk: Desk) -> None:
    """A README stands beside the decks and is not looked into again."""
    report = desk.scan(README="# Notes\n\nUse std::path here.\n", a="Q: 1?\nA: 2.\n")

    assert (report.decks, report.notes, report.problems) == (1, 1, ())
    assert not folder_changed(desk.store.cards, desk.root)


def test_front_matter_says_whether_a_file_is_a_deck(desk: Desk) -> None:
    """`srs = false` keeps a file with cards out."""
    desk.scan(a="---\nsrs = false\n---\nQ: 1?\nA: 2.\n", b="Q: 3?\nA: 4.\n")

    assert list(desk.cards()) == ["Q: 3?"]


def test_in_a_vault_only_files_that_say_so_are_decks(desk: Desk) -> None:
    """A vault holds the whole life of its owner."""
    desk.scan(a="Q: 1?\nA: 2.\n", b="---\nsrs: true\n---\nQ: 3?\nA: 4.\n")
    assert len(desk.cards()) == 2

    (desk.root / ".obsidian").mkdir()
    assert folder_changed(desk.store.cards, desk.root)
    desk.scan()

    assert list(desk.cards()) == ["Q: 3?"]


def test_a_file_that_is_no_utf8_costs_itself(desk: Desk) -> None:
    """Its line is named, and the others are read."""
    (desk.root / "bad.md").write_bytes(b"Q: One?\nA: \xff\n")
    desk.write(good="Q: One?\nA: Two.\n")

    assert codes(desk) == [("bad.md", 2, "not-utf-8")]
    assert list(desk.cards()) == ["Q: One?"]


def test_a_huge_file_is_not_read(desk: Desk) -> None:
    """50 MB are refused by their size alone."""
    with (desk.root / "big.md").open("wb") as file:
        file.truncate(50_000_000)
    desk.write(good="Q: One?\nA: Two.\n")

    assert codes(desk) == [("big.md", 1, "file-too-long")]


def test_crlf_and_a_mark_change_no_card(desk: Desk) -> None:
    """Line ends and byte order marks belong to editors, not to texts."""
    desk.scan(a="Q: One?\nA: Two\nThree.\n")
    before = set(desk.cards().values())

    (desk.root / "a.md").write_bytes(b"\xef\xbb\xbfQ: One?\r\nA: Two\r\nThree.\r\n")

    assert desk.scan().sentence() == "1 unchanged"
    assert set(desk.cards().values()) == before


def test_an_unreadable_file_is_not_taken_for_deleted(desk: Desk) -> None:
    """Nothing takes its cards while nobody can say what it holds."""
    desk.scan(a="Q: What is it?\nA: A rather long answer.\n")
    before = desk.learn()
    (desk.root / "a.md").write_bytes(b"\xff")

    report = desk.scan(b="Q: What was it?\nA: A rather long answer.\n")
    assert (report.gone, report.unread, report.closed) == (0, 1, ["a.md"])
    assert not set(before.values()) & set(desk.cards().values())

    report = desk.scan(a="Q: What is it?\nA: A rather long answer.\n")
    assert (report.returned, report.closed) == (1, [])
    assert set(before.values()) < set(desk.cards().values())


def test_the_same_note_in_two_files_is_one_note(desk: Desk) -> None:
    """It stands in the first; the second place is told, and takes over later."""
    note = "Q: One?\nA: Two.\n"
    report = desk.scan(a=note, b=f"Q: Three?\nA: Four.\n\n{note}")
    assert [(it.path, it.line, it.code) for it in report.problems] == [
        ("b.md", 4, "R03")
    ]
    before = desk.learn()

    report = desk.scan(a="Q: Five?\nA: Six.\n")

    assert report.problems == ()
    assert before.items() <= desk.cards().items()


def test_a_note_that_comes_into_an_earlier_file_moves_there(desk: Desk) -> None:
    """Which place is first does not depend on which was scanned first."""
    note = "Q: One?\nA: Two.\n"
    desk.scan(b=note)
    report = desk.scan(a=note)

    assert [(it.path, it.code) for it in report.problems] == [("b.md", "R03")]
    assert report.notes == 1


def test_two_notes_with_one_id_are_two_notes(desk: Desk) -> None:
    """The first owns the id."""
    report = desk.scan(
        a="Q: One?\nA: Two.\n<!-- id: k7 -->\n",
        b="Q: Three?\nA: Four.\n<!-- id: k7 -->\n",
    )

    assert [(it.path, it.code) for it in report.problems] == [("b.md", "duplicate-id")]
    assert report.cards == 2


def test_problems_between_decks_are_told(desk: Desk) -> None:
    """Concepts met twice, unknown links, unknown and circular requirements."""
    desk.write(
        a='---\n[requires]\none = ["two", "nowhere"]\ntwo = ["one"]\n---\n'
        "# A\n\n## One\n\nQ: See [[three]]?\nA: Or [[two]].\n",
        b="# B\n\n## Two\n\nQ: 3?\nA: 4.\n\n## One\n\nQ: 5?\nA: 6.\n",
    )

    assert codes(desk) == [
        ("a.md", 1, "R25"),
        ("a.md", 1, "R25"),
        ("a.md", 10, "unknown-link"),
        ("b.md", 8, "duplicate-concept"),
    ]
    assert codes(desk) == codes(desk)


def ranked(desk: Desk) -> list[str]:
    """Return the questions in the order in which new cards come."""
    rows = desk.store.connection.execute(
        "select n.body from card c join note n on n.id = c.note order by c.rank"
    )
    return [row[0].partition("\n")[0] for row in rows]


def test_new_cards_come_in_the_order_of_files_and_lines(desk: Desk) -> None:
    """Also after a deck came in between, and a note on top."""
    desk.scan(a="Q: 1\nA: x\n\nQ: 2\nA: x\n", c="Q: 5\nA: x\n")
    desk.scan(b="Q: 3\nA: x\n\nQ: 4\nA: x\n")
    desk.scan(a="Q: 0\nA: x\n\nQ: 1\nA: x\n\nQ: 2\nA: x\n")

    assert ranked(desk) == [f"Q: {n}" for n in range(6)]


def test_what_is_required_comes_first_also_from_another_deck(desk: Desk) -> None:
    """And without the requirement the order is that of the files again."""
    a = "# A\n\n## One\n\nQ: 1\nA: x\n"
    b = "# B\n\n## Two\n\nQ: 2\nA: x\n"
    desk.scan(a=f'---\n[requires]\none = ["two"]\n---\n{a}', b=b)
    assert ranked(desk) == ["Q: 2", "Q: 1"]

    desk.scan(a=a)
    assert ranked(desk) == ["Q: 1", "Q: 2"]


def test_an_edit_in_the_middle_moves_the_lines_below(desk: Desk) -> None:
    """A partial reading leaves what a full one would have left."""
    notes = [f"Q: Question {n} of many?\nA: Answer {n}.\n" for n in range(30)]
    text = "# Deck\n\n## Part\n\n" + "\n".join(notes)
    desk.scan(a=text + "\n## Last\n\nQ: End?\nA: End.\n")
    edited = text.replace("Answer 7.", "Answer 7,\nand a line more.")
    edited = edited.replace("Answer 20.", "Answer 20!")
    desk.scan(a=edited + "\n## Last\n\nQ: End?\nA: End.\n")
    after = everything(desk)

    desk.store.cache.recreate()
    desk.scan()

    assert everything(desk) == after


def everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    """Return what the store holds of decks, without numbers of rows."""
    queries = (
        "select path, digest, name, head, concepts, problems, links, twins, lines"
        " from deck_file order by path",
        "select f.path, n.line, n.end_line, n.kind, n.fingerprint, n.concept,"
        " n.breadcrumb, n.tags, n.explicit_id, n.draft, n.doubtful, n.body"
        " from note n join deck_file f on f.id = n.deck order by f.path, n.line",
        "select c.id, n.fingerprint, c.ordinal, c.key, c.rank, c.active"
        " from card c join note n on n.id = c.note order by c.id",
    )
    return [desk.store.connection.execute(query).fetchall() for query in queries]


def test_a_changed_time_alone_reads_nothing_new(desk: Desk) -> None:
    """The digest says that the content is the same."""
    desk.scan(a="Q: One?\nA: Two.\n")
    os.utime(desk.root / "a.md", ns=(1, 10**18))
    assert folder_changed(desk.store.cards, desk.root)

    assert desk.counts() == "1 unchanged"
    assert not folder_changed(desk.store.cards, desk.root)


def test_a_file_changed_just_now_is_looked_into_once_more(desk: Desk) -> None:
    """A second change may bear the same time and size."""
    path = desk.root / "a.md"
    desk.at = datetime.now(UTC)
    desk.write(a="Q: One?\nA: Two.\n")
    scan_folder(desk.store, desk.root, at=datetime.now(UTC), calendar=Desk.calendar)
    status = path.stat()
    path.write_text("Q: One?\nA: Six.\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert desk.scan().edited == 1


def test_a_report_is_stable_json(desk: Desk) -> None:
    """Keys are a promise to those who read them."""
    assert list(desk.scan(a="Q: One?\nA: Two.\n").to_json()) == [
        "schema", "decks", "notes", "cards", "unchanged", "moved", "edited", "returned",
        "new", "gone", "unread", "doubtful", "problems",
    ]  # fmt: skip


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from srs.core.day import Calendar
from srs.store.database import open_store
from srs.study import scan_files
here = Path(sys.argv[1])
store = open_store(here / "store.sqlite", device="00000001")
scan_files._Scan._collection_wide = lambda self: os.kill(os.getpid(), 9)
scan_files.scan_folder(store, here / "decks", at=datetime.now(UTC),
                       calendar=Calendar(timezone=ZoneInfo("UTC")))
"""


@pytest.mark.slow
def test_a_scan_that_was_killed_is_done_by_the_next(tmp_path: Path) -> None:
    """All or nothing is written: the next scan finds the same edits."""
    desk = desk_in(tmp_path)
    desk.scan(a="Q: One and two?\nA: Three.\n")
    desk.learn()
    before = everything(desk)
    desk.write(a="Q: One and two?\nA: Three!\n")
    desk.store.close()

    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.returncode == -9
    desk.store = open_store(tmp_path / "store.sqlite", device="00000001")
    assert everything(desk) == before
    assert desk.counts() == "0 unchanged, 1 edited (history kept)"
    desk.store.close()


def test_asking_whether_decks_changed_loads_no_parser() -> None:
    """Every command asks this first."""
    code = (
        "import sys, srs.study.unchanged\n"
        "print([m for m in sys.modules if m.startswith('srs.deck') or m in"
        " ('rapidfuzz', 'sqlite_utils', 'markdown_it', 'numpy')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.stdout.strip() == "[]"


def test_a_calendar_of_another_zone_changes_nothing(desk: Desk) -> None:
    """Cards do not depend on where their learner lives."""
    assert isinstance(Desk.calendar, Calendar)
    assert desk.counts() == "0 unchanged"
