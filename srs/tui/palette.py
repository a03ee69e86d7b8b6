"""What does the palette (ctrl+p) offer?

The screen's own keys, and what has no key since it moves many cards at once: that
asks first.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from textual.app import SystemCommand
from textual.markup import escape
from textual.screen import Screen

from srs.core.text import safe_line
from srs.tui.host import Host
from srs.tui.keys import shown
from srs.tui.place import Place, as_mapped

_SHORT = re.compile(r"[.,:;]")
"""Where the first words of a key's help end."""


def commands(app: Host, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield the palette's commands for a screen."""
    if isinstance(screen, Place):
        for key in screen.hints():
            if key.action.startswith("app."):
                continue  # it stands below, on every screen
            name = key.label or _SHORT.split(key.help, maxsplit=1)[0]
            keys = as_mapped(app, key).keys
            yield SystemCommand(
                name[0].upper() + name[1:],
                f"{key.help} ({shown(keys.split(',')[0])})",
                _runner(screen, key.action),
            )
    yield from _queues(app, screen)
    yield SystemCommand(
        "Look at ideas",
        "Those that come back today; they are never right or wrong.",
        _runner(screen, "app.ideas"),
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
    yield _control_cards(app, screen)
    yield SystemCommand(
        "Theme", "Choose colours; they are kept.", app.action_change_theme
    )
    yield SystemCommand("Manual", "Read the manual.", _runner(screen, "app.manual"))
    yield SystemCommand("Leave srs", "Everything is saved. (ctrl+q)", app.action_quit)


def _queues(app: Host, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield the queues that are no deck: ready-made ones, then saved searches."""
    yield SystemCommand(
        "Forgotten today",
        "Go through what was forgotten today; nothing is written.",
        _runner(screen, "app.review_forgotten"),
    )
    yield SystemCommand(
        "Review ahead",
        "Review what is due within some days, before its day.",
        _runner(screen, "app.review_ahead"),
    )
    for name, query in app.collection.settings.searches.items():
        yield SystemCommand(
            f"Review: {escape(safe_line(name))}",
            f"A saved search: {escape(safe_line(query))}",
            partial(app.review_saved, name),
        )


def _control_cards(app: Host, screen: Screen[object]) -> SystemCommand:
    name = "Leave 1 new card in 25 unreviewed"
    run = _runner(screen, "app.control_cards")
    if app.collection.settings.control_cards:
        return SystemCommand(
            f"{name} no more", "Those that wait are cards like all others again.", run
        )
    return SystemCommand(
        f"{name}, as a test",
        "Each is asked once after 30, 60 or 120 days; Progress says what was left.",
        run,
    )


def _runner(screen: Screen[object], action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await screen.run_action(action)

    return run
