"""What does the palette (ctrl+p) offer?

The screen's own keys, and what has no key since it moves many cards at once: that
asks first.
"""

from collections.abc import Awaitable, Callable, Iterable

from textual.app import SystemCommand
from textual.screen import Screen

from srs.tui.host import Host
from srs.tui.keys import shown
from srs.tui.place import Place


def commands(app: Host, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield the palette's commands for a screen."""
    if isinstance(screen, Place):
        for key in screen.hints():
            yield SystemCommand(
                (key.label or key.id).capitalize(),
                f"{key.help} ({shown(key.keys.split(',')[0])})",
                _runner(screen, key.action),
            )
    yield SystemCommand(
        "Spread a backlog",
        "Look at a plan for what is overdue, then decide.",
        _runner(screen, "app.plan_catch_up"),
    )
    yield SystemCommand(
        "Take a break",
        "Plan days without reviews, look at the forecast, then decide.",
        _runner(screen, "app.plan_break"),
    )
    yield SystemCommand("Theme", "Choose colours.", app.action_change_theme)
    yield SystemCommand("Manual", "Read the manual.", _runner(screen, "app.manual"))
    yield SystemCommand("Quit", "Leave; everything is saved.", app.action_quit)


def _runner(screen: Screen[object], action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await screen.run_action(action)

    return run
