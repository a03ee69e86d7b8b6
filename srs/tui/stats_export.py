"""In which format, and into which folder, does a view go?"""

from pathlib import Path
from typing import Any

from textual.screen import Screen

from srs.tui.dialogs import AskScreen, ChooseScreen

FORMATS = {
    "csv": "csv   a table a file, for spreadsheets",
    "json": "json  with the units of every column",
    "md": "md    Markdown, for notes",
    "html": "html  one page with its charts, offline",
    "svg": "svg   a drawing a file, sharp at every size",
    "png": "png   a picture a file",
}
"""What each is good for."""


async def ask_for_export(screen: Screen[Any], view: str) -> tuple[str, Path] | None:
    """Return the format and the folder that the learner wishes; None for neither."""
    from srs.study.exports import OFFERS

    forms = [form for form in FORMATS if form in OFFERS[view]]
    lines = [FORMATS[form] for form in forms]
    chosen = await screen.app.push_screen_wait(ChooseScreen("Export as", lines))
    if chosen is None:
        return None
    ask = AskScreen("Into which folder?", value=str(Path.cwd()), check=_wrong_folder)
    folder = await screen.app.push_screen_wait(ask)
    return None if folder is None else (forms[chosen], _folder(folder))


def _folder(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _wrong_folder(text: str) -> str:
    if text.strip() and _folder(text).is_dir():
        return ""
    return "That is no folder. Name one that is there, such as ~/Documents."
