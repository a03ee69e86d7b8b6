"""Feedback: a line a card, and back at the card wherever it moved."""

from srs.core.log import Rating
from srs.study.check import check_gathered
from srs.study.check_files import gather
from srs.study.feedback import told
from srs.study.review import ReviewSession
from srs.study.workspace import Workspace
from tests.conftest import Open


def test_what_a_reader_says_stands_at_the_card(collect: Open) -> None:
    """Words and counts by place; after a move the check and the editor find it."""
    collection = collect({"a.md": "Q: Which of the two?\nA: Both of them.\n"})
    session = ReviewSession(collection)
    assert session.current is not None
    note = session.current.note
    session.flag(1, "two answers\x1b fit")
    session.answer(Rating.AGAIN, duration_ms=1)
    (plain,) = told(collection, ["a"])
    (counted,) = told(collection, counts=True)

    assert plain == f"a.md:1 {note.fingerprint} two answers\u241b fit"
    assert counted.endswith(" 1 of 1 failed; two answers\u241b fit")
    root = collection.root
    (root / "srs.toml").write_text('id = "x"\n', encoding="utf-8")
    hostile = f"noise\n\x1b[2J\n{counted}\n{counted}\nb.md:1 {'0' * 32} gone\n"
    (root / "feedback.txt").write_text(hostile, encoding="utf-8")
    (root / "a.md").write_text(
        "# A\n\nQ: Which of the two?\nA: Both of them.\n", encoding="utf-8"
    )
    workspace = Workspace(root)
    workspace.refresh()
    problems = [
        *check_gathered(gather([root], here=root)).problems,
        *workspace.problems("a.md"),
    ]
    said = [it for it in problems if it.code == "feedback"]

    assert [(it.line, it.severity, it.message) for it in said] == [
        (3, "information", "Readers say: 1 of 1 failed; two answers\u241b fit")
    ] * 2
