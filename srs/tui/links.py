"""Which addresses does a card hold, and how is one opened?

Only http and https leave the program, after the whole address was shown; a
picture must be a regular file inside the collection.
"""

import webbrowser
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from srs.study.sitting import Shown
from srs.tui.card_view import links_of
from srs.tui.dialogs import ChooseScreen
from srs.tui.host import Host


def addresses(shown: Shown, *, revealed: bool) -> list[str]:
    """Return the addresses of what can be seen of a card, each once."""
    texts = [shown.sides.front]
    if revealed:
        texts += [shown.sides.back, shown.note.extra, shown.place.source]
    return addresses_in(texts)


def addresses_in(texts: Iterable[str]) -> list[str]:
    """Return the addresses that some texts hold, each once."""
    found = [address for text in texts for address in links_of(text)]
    return list(dict.fromkeys(found))


def opened_as(address: str, root: Path, folder: Path) -> str | None:
    """Return what may be given to the system to open, or None.

    Args:
        address: As the card has it.
        root: The collection's directory; nothing outside it is opened.
        folder: The deck's directory, which relative names start from.
    """
    parts = urlsplit(address)
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    if parts.scheme or parts.netloc:
        return None
    try:
        file = (folder / unquote(parts.path)).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return None  # RuntimeError: a link that leads to itself
    inside = file.is_relative_to(root.resolve()) and file.is_file()
    return file.as_uri() if inside else None


async def choose_and_open(app: Host, folder: Path, found: list[str]) -> None:
    """Show the whole addresses, and open the one that is chosen.

    Args:
        app: The app.
        folder: The deck's directory, which relative names start from.
        found: The addresses.
    """
    usable = [
        (address, target)
        for address in found
        if (target := opened_as(address, app.collection.root, folder))
    ]
    if not usable:
        app.say("This side of the card has no link or picture that can be opened.")
        return
    chosen = await app.push_screen_wait(
        ChooseScreen("Open", [address for address, _ in usable])
    )
    if chosen is None:
        return
    address, target = usable[chosen]
    if webbrowser.open(target):
        app.say(f"Opened {address}")
    else:
        app.say(f"This machine has no program to open {address}", error=True)
