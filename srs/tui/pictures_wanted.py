"""Are pictures wanted now, and can this terminal draw them?

What draws them asks the terminal for its ways when it is imported, which costs a
moment; so it is imported only where a card that may come today has a picture.
"""

import os
from collections.abc import Mapping
from importlib.util import find_spec

from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.pictures import any_picture

_PROGRAMS = frozenset({"wezterm", "iterm.app", "ghostty", "konsole", "mintty", "rio"})
_TERMS = ("kitty", "ghostty", "foot", "mlterm", "contour", "sixel", "wezterm")
_VARIABLES = ("KITTY_WINDOW_ID", "KONSOLE_VERSION", "WEZTERM_PANE")


def capable(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal looks like one that draws pictures.

    Inside tmux and screen it does not: they pass nothing on unless told to.
    """
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith(("screen", "tmux")):
        return False
    program = environ.get("TERM_PROGRAM", "").casefold()
    named = program in _PROGRAMS or any(name in term for name in _TERMS)
    return named or any(name in environ for name in _VARIABLES)


def wanted(wish: str, environ: Mapping[str, str]) -> bool:
    """Return whether pictures shall be drawn; a way that is named needs no looks."""
    if wish == "off" or find_spec("textual_image") is None:
        return False
    return wish != "auto" or capable(environ)


def load_if_wanted(collection: Collection, scope: Scope | None) -> bool:
    """Load what draws pictures, if one may come; return whether it is there."""
    wish = collection.settings.images
    if not wanted(wish, os.environ) or not any_picture(collection, scope or Scope()):
        return False
    from srs.tui.pictures import load

    return load(wish)
