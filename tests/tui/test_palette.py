"""What does the palette offer?"""

from srs.study.agenda import Scope
from srs.study.setup import settings_file
from srs.tui.home import HomeScreen
from srs.tui.planning import USUAL_DAYS
from tests.conftest import Open
from tests.tui.screens import KNOTS, Window, window


def _offered(seen: Window) -> dict[str, str]:
    screen = seen.app.screen
    return {it.title: it.help for it in seen.app.get_system_commands(screen)}


async def test_it_offers_the_screens_keys_and_the_plans(collect: Open) -> None:
    """On home: its keys with their names, then what has no key."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        offered = _offered(seen)

        assert list(offered) == [
            "Review",
            "Read the decks again now",
            "Search",
            "Add",
            "Undo",
            "Progress",
            "Help",
            "Quit",
            "Forgotten today",
            "Review ahead",
            "Look at ideas",
            "Spread a backlog",
            "Take a break",
            "Leave 1 new card in 25 unreviewed, as a test",
            "Theme",
            "Manual",
            "Leave srs",
        ]
        assert offered["Read the decks again now"] == "Read the decks again now. (R)"


async def test_in_review_it_offers_what_can_be_done_to_the_card(collect: Open) -> None:
    """In review the ratings stand in it too, with their keys."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        offered = _offered(seen)

        assert {"Show", "Rate Forgot", "Rate Easy", "Edit", "Bury", "Suspend"} <= set(
            offered
        )
        assert offered["Edit"].endswith("(e)")


async def test_a_command_is_run(collect: Open) -> None:
    """`ctrl+p`, a few letters and `enter` do what the command says."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("ctrl+p")
        await seen.write("take a b")
        await seen.pilot.pause(0.5)
        await seen.press("down", "enter")
        await seen.pilot.pause(0.2)
        assert "From which day to which?" in seen.text()
        await seen.press("escape")

        seen.on(HomeScreen)
        assert USUAL_DAYS == 7


async def test_the_test_with_cards_left_alone_is_begun_and_ended(collect: Open) -> None:
    """It asks once before it begins; the settings file and the palette follow."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:
        screen = seen.app.screen
        await screen.run_action("app.control_cards")
        await seen.settle()
        assert "1 new card in 25" in seen.text()
        await seen.press("escape")
        assert not settings_file().exists()

        await screen.run_action("app.control_cards")
        await seen.settle()
        await seen.press("y")
        assert "control_cards = true\n" in settings_file().read_text()
        assert "Leave 1 new card in 25 unreviewed no more" in _offered(seen)

        await screen.run_action("app.control_cards")
        await seen.settle()
        assert "control_cards = false\n" in settings_file().read_text()
        assert not collection.settings.control_cards
