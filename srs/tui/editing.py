"""How does the learner edit a deck and come back?"""

import subprocess
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from srs.core.errors import SrsError
from srs.core.text import safe, safe_line
from srs.study.author import read_deck, write_atomically
from srs.study.editor import editor_command, editor_words, way_back
from srs.tui.host import Host


async def edit(app: Host, file: Path, line: int) -> bool:
    """Open a file at a line in the learner's editor; return whether it was opened."""
    try:
        words = editor_words()
    except SrsError as error:
        app.trouble(error)
        return False
    if words is None:
        return await _own_editor(app, file, line)
    try:
        with app.suspend():
            if hint := way_back(words):
                print(f"srs: {safe_line(file.name)}:{line}  {hint}")  # noqa: T201 - the app is suspended
            result = subprocess.run(editor_command(words, file, line), check=False)
    except SuspendNotSupported:
        return await _own_editor(app, file, line)
    except OSError as error:
        app.say(f"The editor cannot be started: {error.strerror}.", error=True)
        return False
    if result.returncode:
        app.say(f"The editor ended with code {result.returncode}.", error=True)
    return True


async def _own_editor(app: Host, file: Path, line: int) -> bool:
    screen: Screen[bool] = EditScreen(file, line)
    return await app.push_screen_wait(screen)


class EditScreen(Screen[bool]):
    """A plain editor for machines that have none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EditScreen { #title, #foot { height: 1; padding: 0 1; color: $text-muted; } }
    """

    def __init__(self, file: Path, line: int) -> None:
        super().__init__()
        self._file = file
        self._line = line
        self._old = ""

    def compose(self) -> ComposeResult:
        """Lay out title, text and foot."""
        yield Static(Content(safe_line(str(self._file))), id="title")
        yield TextArea(show_line_numbers=True, soft_wrap=True)
        yield Static(Content("ctrl+s save and go back   esc leave"), id="foot")

    def on_mount(self) -> None:
        """Load the file and go to the line."""
        try:
            self._old = read_deck(self._file)
        except SrsError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            self.dismiss(False)
            return
        area = self.query_one(TextArea)
        # What the screen cannot show must not be lost by saving: refuse to edit it.
        if safe(self._old.replace("\r\n", "\n").lstrip("\ufeff")) != self._old.replace(
            "\r\n", "\n"
        ).lstrip("\ufeff"):
            self.notify(
                "This file holds control characters; edit it elsewhere.",
                severity="error",
                markup=False,
            )
            self.dismiss(False)
            return
        area.load_text(self._old.replace("\r\n", "\n").lstrip("\ufeff"))
        area.move_cursor((self._line - 1, 0), center=True)
        area.focus()

    def action_save(self) -> None:
        """Write the text back, with the line ends that the file had."""
        text = self.query_one(TextArea).text
        if "\r\n" in self._old:
            text = text.replace("\n", "\r\n")
        if self._old.startswith("\ufeff"):
            text = "\ufeff" + text
        try:
            if text != self._old:
                write_atomically(self._file, text.encode("utf-8"))
        except SrsError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back without saving."""
        self.dismiss(False)
