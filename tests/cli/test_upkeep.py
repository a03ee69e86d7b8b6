"""Do the commands that keep the history safe say what they would do?"""

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.core.log import Rating
from srs.study.review import ReviewSession
from tests.conftest import Clock, Open

DECK = "Q: Which knot makes a loop that does not slip?\nA: The bowline\n"


def test_a_backup_that_is_not_there_is_told_before_anything_is_asked(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong name is told at once, with where the right ones are to be seen."""
    root = collect({"knots.md": DECK}).root

    code = run(["-C", str(root), "restore", "nix"], Door(clock=clock))

    told = capsys.readouterr()
    assert (code, told.out) == (5, "")
    assert "There is no backup nix." in told.err
    assert "srs restore --list" in told.err


def test_where_nothing_is_due_a_break_still_says_what_it_does(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A break moves no card there, but what is reviewed later keeps clear of it."""
    collection = collect({"knots.md": DECK})
    ReviewSession(collection).answer(Rating.EASY, duration_ms=1000)
    span = "2026-04-20..2026-04-27"

    run(["-C", str(collection.root), "break", span, "--yes"], Door(clock=clock))

    assert (
        "No card has to move. What you review from now on keeps clear of these days"
        " too.\nDone. srs undo takes it back.\n"
    ) in capsys.readouterr().out


def test_a_break_that_began_is_refused_with_the_first_day_that_will_do(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A break in the past is told with today's date."""
    root = collect({"knots.md": DECK}).root

    code = run(["-C", str(root), "break", "2026-02-20..2026-03-05"], Door(clock=clock))

    assert code == 5
    assert "A break begins today or later: 2026-03-02 or after." in (
        capsys.readouterr().err
    )
