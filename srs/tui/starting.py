"""How is a deck that waits started?"""

from srs.core.text import safe_line
from srs.study.agenda import start_deck
from srs.study.overview import DeckDue, overview, waiting
from srs.study.words import number
from srs.tui.dialogs import ChooseScreen
from srs.tui.host import Host


async def choose_deck(app: Host) -> DeckDue | None:
    """Let the learner choose a deck that waits and start it; return it as it is then.

    Leaving the choice starts none.
    """
    found = waiting(overview(app.collection, charts=False).decks)
    if not found:
        app.say("No deck waits to be started.")
        return None
    width = max(len(it.name) for it in found)
    lines = [f"{it.name:{width}}  {number(it.cards, 'card')}" for it in found]
    chosen = await app.push_screen_wait(ChooseScreen("Start another deck", lines))
    return None if chosen is None else start(app, found[chosen].name)


def start(app: Host, name: str) -> DeckDue:
    """Start a deck, or the waiting decks of a folder, and return its row."""
    start_deck(app.collection, name)
    decks = overview(app.collection, charts=False).decks
    return next(it for it in decks if it.name == name)


def started_words(row: DeckDue, *, begun: bool = False) -> str:
    """Return what a start gives today, in one sentence or two.

    Args:
        row: The deck, started.
        begun: Whether its first card is shown already.
    """
    label = safe_line(row.label)
    if begun:
        return f"Started {label}. u takes it back."
    if row.new:
        new = number(row.new, "new card")
        return f"Started {label}: {new} today. enter reviews it, u takes it back."
    if not row.waiting:
        return f"Started {label}: none of its cards is new. u takes it back."
    return (
        f"Started {label}. Today's new cards are given out: its first ones come"
        " tomorrow, or now with enter and m. u takes it back."
    )
