"""Which screen comes first, in which colours, and what happens when things go wrong?"""

from pathlib import Path

import pytest
from textual.widgets import Static

from srs.core.errors import InputError, StoreBusy
from srs.study.agenda import Scope
from srs.tui.app import SrsApp
from srs.tui.done import DoneScreen
from srs.tui.help import HelpScreen
from srs.tui.home import HomeScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, card, rate, window


def _wish(home: Path, text: str) -> Path:
    """Write the learner's settings; return their file."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text, encoding="utf-8")
    return settings


async def test_home_comes_first(collect: Open) -> None:
    """Without a wish the decks are shown."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        seen.on(HomeScreen)


async def test_the_very_first_run_goes_into_a_review(
    collect: Open, clock: Clock
) -> None:
    """After the first screen the first card follows, and `q` at the end leaves."""
    async with window(collect({"one.md": "Q: A?\nA: B\n"}), first_run=True) as seen:
        seen.on(ReviewScreen)
        await rate(seen, clock, "4")
        seen.on(DoneScreen)
        assert seen.hints()[-1] == "q quit"
        await seen.press("q")

        assert seen.app.return_code == 0


async def test_keys_after_the_one_that_leaves_do_nothing(collect: Open) -> None:
    """Who types ahead, and leaves with it, sees no mistake of a screen half built."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        seen.app.exit(0)
        for action in ("progress", "search"):
            await seen.app.screen.run_action(action)
        seen.app.start_review(Scope())

        seen.on(HomeScreen)


# -- colours -------------------------------------------------------------------------


async def test_a_chosen_theme_is_kept(collect: Open, home: Path) -> None:
    """A theme that is chosen in the app is written to the settings."""
    collection = collect({"knots.md": KNOTS})
    settings = home / "config" / "srs" / "config.toml"
    async with window(collection) as seen:
        assert not settings.exists()
        seen.app.theme = "nord"
        await seen.settle()

        assert 'theme = "nord"' in settings.read_text("utf-8")


async def test_the_kept_theme_is_used(collect: Open, home: Path) -> None:
    """The theme of the settings is the app's, and is not written again."""
    settings = _wish(home, 'theme = "gruvbox"  # warm\n')
    async with window(collect({"knots.md": KNOTS})) as seen:
        assert seen.app.theme == "gruvbox"
        assert settings.read_text("utf-8") == 'theme = "gruvbox"  # warm\n'


async def test_an_unknown_theme_is_told(collect: Open, home: Path) -> None:
    """A theme that is not there leaves the usual one, with a sentence."""
    _wish(home, 'theme = "nrod"\n')
    async with window(collect({"knots.md": KNOTS})) as seen:
        assert seen.app.theme == "textual-dark"
        assert seen.said() == ["There is no theme nrod; yours stays as it was."]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_colours(
    collect: Open, home: Path, clock: Clock, theme: str
) -> None:
    """With an ANSI theme nothing is blended: every colour is one of the terminal's."""
    _wish(home, f'theme = "{theme}"\n')
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("space")
        strips = seen.app.screen._compositor.render_strips()
        colours = {
            colour
            for strip in strips
            for segment in strip
            if segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }

        assert all(colour.is_default or colour.number is not None for colour in colours)


async def test_without_colour_signs_are_left(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR the signs of the ratings stand, all in grey."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("space")
        assert seen.app.no_color
        assert "✗ 1 Forgot 1m   ~ 2 Hard 6m   ✓ 3 Good 10m   ✓✓ 4 Easy" in seen.text()


# -- keys ----------------------------------------------------------------------------


async def test_keys_can_be_changed(collect: Open, home: Path, clock: Clock) -> None:
    """A key of the settings does it, the usual one no longer, and the bar shows it."""
    _wish(home, '[keys]\nshow = "l"\nsuspend = "%"\nadd = "w"\n')
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        assert "l show" in seen.text()
        first = card(seen)
        await seen.press("space")
        assert not seen.on(ReviewScreen).revealed
        await seen.press("l")
        assert seen.on(ReviewScreen).revealed
        await seen.press("s")
        assert card(seen) == first
        await seen.press("percent_sign")
        assert card(seen) != first


async def test_wishes_that_cannot_be_met_are_told(collect: Open, home: Path) -> None:
    """An unknown id, a clash and a name of no key are told; the usual keys stay."""
    _wish(home, '[keys]\nbury = "e"\nshow = "spcae"\nsuspnd = "x"\n')
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        assert sorted(seen.said()) == [
            "[keys] bury = e already means edit; bury keeps b,minus.",
            "[keys] names no suspnd. Did you mean suspend?",
            "[keys] show = spcae is no key; show keeps space,enter.",
        ]
        await seen.press("space")
        assert seen.on(ReviewScreen).revealed


# -- when things go wrong ------------------------------------------------------------


async def test_trouble_in_an_action_never_ends_the_app(collect: Open) -> None:
    """What an action cannot do is told, and the screen goes on working."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:

        def broken() -> None:
            raise StoreBusy("Another program holds it.", next_step="Try again.")

        screen = seen.on(HomeScreen)
        screen.action_rescan = broken  # type: ignore[method-assign]
        await seen.press("R")
        assert seen.said() == ["Another program holds it. Try again."]
        await seen.press("enter")

        seen.on(ReviewScreen)


async def test_trouble_in_a_worker_never_ends_the_app(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that is not there is told by a worker, and the card stays."""
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("e")
        assert seen.said() == [
            "$EDITOR says 'no-such-editor', and there is no such program."
            " Set it to your editor: export EDITOR=nano"
        ]
        await seen.press("space")

        assert seen.on(ReviewScreen).revealed


async def test_a_newer_error_takes_the_place_of_the_older(collect: Open) -> None:
    """Errors do not pile up; `q` closes the one that stands, and only that."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        seen.app.trouble(InputError("First."))
        await seen.settle()
        seen.app.trouble(InputError("Second."))
        await seen.settle()
        assert seen.said() == ["Second."]
        await seen.press("q")
        assert seen.said() == []

        seen.on(HomeScreen)


class _Faulty(SrsApp):
    """An app whose first screen cannot be drawn."""

    def __init__(self, *wishes: object, error: Exception) -> None:
        super().__init__(*wishes)  # type: ignore[arg-type]
        self._error = error

    @property
    def is_headless(self) -> bool:
        """As in a terminal, where nobody waits for the exception."""
        return False

    def on_mount(self) -> None:
        """Fail."""
        raise self._error


async def test_a_crash_leaves_one_line_and_a_file(collect: Open) -> None:
    """A mistake of the program's own ends it with a line; the details are in a file."""
    app = _Faulty(collect({"knots.md": KNOTS}), error=KeyError("\x1b[31mred"))
    await app.run_async(headless=True)

    assert app.return_code == 1
    assert app.crash_log is not None
    assert app.crash_line() == (
        "srs stopped by a mistake of its own; nothing is lost."
        f" Details: {app.crash_log}"
    )
    text = app.crash_log.read_text("utf-8")
    assert "KeyError" in text
    assert "\x1b" not in text
    assert app._exit_renderables == []


async def test_trouble_before_the_first_screen_is_one_sentence(collect: Open) -> None:
    """Trouble that no screen can tell ends the app with its sentence alone."""
    error = StoreBusy("Another program holds it.", next_step="Close it.")
    app = _Faulty(collect({"knots.md": KNOTS}), error=error)
    await app.run_async(headless=True)

    assert app.crash_log is None
    assert app.crash_line() == "srs: Another program holds it. Close it."


async def test_markup_in_a_sentence_is_text(collect: Open) -> None:
    """A toast shows brackets as they are and never takes them for markup."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        seen.app.say("[/x] [red]not red[/red] \x1b]0;t\x07")
        await seen.settle()

        assert "[/x] [red]not red[/red]" in seen.text()
        assert seen.app.screen.query(Static)


# -- what is said above the keys ----------------------------------------------------


async def test_what_is_said_covers_nothing(collect: Open) -> None:
    """A sentence takes a line of its own: the body gives way, the rest moves up."""
    for size in SIZES:
        async with window(collect({"knots.md": KNOTS}), size=size) as seen:
            await seen.press("enter", "space")
            before = seen.text().splitlines()
            seen.app.say("Something that is told.")
            await seen.settle()
            after = seen.text().splitlines()

            assert after[-2].strip() == "Something that is told."
            assert after[-1] == before[-1]
            ratings = [line for line in before if "Forgot" in line]
            assert ratings
            assert set(ratings) <= set(after)
            body = seen.app.screen.query_one("#body").region
            assert body.bottom <= seen.app.screen.query_one("#foot").region.y


async def test_what_is_said_goes_with_the_next_deed(collect: Open) -> None:
    """The next key that does something takes a sentence away; another key does not."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("R")
        assert len(seen.said()) == 1
        await seen.press("Z")
        assert len(seen.said()) == 1
        await seen.press("j")

        assert seen.said() == []


async def test_an_error_does_not_outlive_its_screen(collect: Open) -> None:
    """An error stays for other keys of its screen, and is gone on the next screen."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        seen.app.say("It went wrong.", error=True)
        await seen.press("j")
        assert seen.said() == ["It went wrong."]
        await seen.press("question_mark")
        assert seen.said() == []
        await seen.press("q")

        assert not isinstance(seen.app.screen, HelpScreen)
        assert seen.said() == []


async def test_what_is_said_goes_along_to_the_screen_that_the_deed_leads_to(
    collect: Open,
) -> None:
    """The last card is buried: the finished page says that it was."""
    async with window(collect({"one.md": "Q: One?\nA: 1\n"})) as seen:
        await seen.press("enter", "b")
        seen.on(DoneScreen)

        assert "Buried until tomorrow. u brings it back." in seen.text()


async def test_a_long_error_is_read_in_a_small_window(collect: Open) -> None:
    """An error takes as many lines as it needs, up to a third of the window."""
    sentence = " ".join(["The disk is full and nothing was written."] * 3)
    async with window(collect({"knots.md": KNOTS}), size=(40, 15)) as seen:
        seen.app.say(sentence, error=True)
        await seen.settle()

        assert sentence in " ".join(seen.text().split())
