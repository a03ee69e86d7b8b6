"""What does the help show?"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.study.agenda import Scope
from srs.study.manual import topics
from srs.tui.help import HelpScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Open
from tests.tui.screens import KNOTS, SIZES, window


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_keys_of_the_screen_come_first(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """`?` in review lists review's keys, each with a whole sentence."""
    async with window(collect({"knots.md": KNOTS}), size=size, begin=Scope()) as seen:
        await seen.press("question_mark")
        lines = seen.text().splitlines()

        # The number of pages and the scroll bar, in the last column, change with
        # the manual; the keys are what is shown.
        assert lines[0].startswith(" Manual · In review · page ")
        shown = [line[: size[0] - 1].rstrip() for line in lines[1:]]
        assert "\n".join(shown) == snapshot


async def test_pages_turn_and_the_key_closes(collect: Open) -> None:
    """`n` and `N` turn the manual's pages, round about; `?` closes it again."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("question_mark", "n")
        screen = seen.on(HelpScreen)
        names = list(topics())
        assert screen._topic == names[names.index("review") + 1]
        await seen.press("N", "N", "N")
        assert screen._topic == names[(names.index("review") - 2) % len(names)]
        await seen.press("question_mark")

        seen.on(ReviewScreen)


async def test_every_page_can_be_read(collect: Open) -> None:
    """Each page of the manual is drawn."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("question_mark")
        for _ in topics():
            await seen.press("n", "G")
            seen.on(HelpScreen)


async def test_changed_keys_are_shown(collect: Open, home: Path) -> None:
    """The help names the learner's own keys."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\nshow = "l"\n', encoding="utf-8")
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("question_mark")

        assert " l            Show the answer; then rate Good." in seen.text()
