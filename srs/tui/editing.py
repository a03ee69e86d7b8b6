"""How does the learner edit a deck and come back?"""

import subprocess
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from srs.core.errors import DeckError, SrsError
from srs.core.text import safe, safe_line
from srs.study.editor import editor_command, editor_words, way_back
from srs.study.saving import read_deck, write_atomically
from srs.tui.host import Host
from srs.tui.key_bar import KeyBar
from srs.tui.keys import on
from srs.tui.place import as_mapped, bindings

_MARK = "\ufeff"
_LINE_ENDS = "\r\u2028\u2029"
"""What Textual's text area would turn into line feeds."""


async def edit(app: Host, file: Path, line: int) -> bool:
    """Open a file at a line in the learner's editor; return whether it was opened.

    Raises:
        InputError: `$EDITOR` names no program.
        DeckError: There is no editor, and our own cannot show the file.
    """
    words = editor_words()
    if words is None:
        return await _own_editor(app, file, line)
    command = editor_command(words, file, line)
    try:
        with app.suspend():
            hint = way_back(words)
            print(f"srs: {safe_line(file.name)}:{line}  {hint}".rstrip(), flush=True)  # noqa: T201 - the app is suspended
            result = subprocess.run(command, check=False)
    except SuspendNotSupported:
        return await _own_editor(app, file, line)
    except OSError as error:
        app.say(
            f"{safe_line(Path(words[0]).name)} cannot be started: {error.strerror}."
            " $VISUAL or $EDITOR names another editor.",
            error=True,
        )
        return False
    if result.returncode:
        editor = safe_line(Path(words[0]).name)
        app.say(
            f"{editor} ended with code {result.returncode}; what is saved in the deck"
            " counts. $VISUAL or $EDITOR names another editor.",
            error=True,
        )
    return True


async def _own_editor(app: Host, file: Path, line: int) -> bool:
    return await app.push_screen_wait(EditScreen(file, _editable(file), line))


def _editable(file: Path) -> str:
    """Return a deck's text, if saving what the screen shows loses nothing of it.

    Raises:
        DeckError: It cannot be read, or holds what the screen cannot show.
    """
    old = read_deck(file)
    plain = _plain(old)
    mixed = "\r\n" in old and "\n" in old.replace("\r\n", "")
    if mixed or safe(plain) != plain or any(end in plain for end in _LINE_ENDS):
        raise DeckError(
            f"{safe_line(file.name)} holds control characters or mixed line ends.",
            next_step="Edit it elsewhere: export EDITOR=nano",
        )
    return old


def _plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n")


class EditScreen(Screen[bool]):
    """A plain editor for machines that have none."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("write")]
    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    EditScreen {
        #title { height: 1; padding: 0 1; color: $text-muted; }
        #trouble { height: auto; padding: 0 1; color: $text-error; display: none; }
        TextArea, TextArea:focus { border: none; padding: 0; height: 1fr; }
    }
    """

    def __init__(self, file: Path, text: str, line: int) -> None:
        super().__init__()
        self._file = file
        self._old = text
        self._line = line
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out title, text and keys."""
        title = f"{safe_line(self._file.name)}:{self._line}"
        yield Static(Content(title), id="title")
        area = TextArea(_plain(self._old), show_line_numbers=True, soft_wrap=True)
        area.cursor_blink = False
        yield area
        yield Static(id="trouble", markup=False)
        yield KeyBar([as_mapped(self.app, key) for key in on("write")])

    def on_mount(self) -> None:
        """Go to the line."""
        area = self.query_one(TextArea)
        area.move_cursor((self._line - 1, 0), center=True)
        area.focus()

    def action_save(self) -> None:
        """Write the text back, with the line ends that the file had."""
        text = self.query_one(TextArea).text
        if "\r\n" in self._old:
            text = text.replace("\n", "\r\n")
        if self._old.startswith(_MARK):
            text = _MARK + text
        try:
            if text != self._old:
                write_atomically(
                    self._file,
                    text.encode("utf-8"),
                    expected=self._old.encode("utf-8"),
                )
        except SrsError as error:
            self._say(str(error))
            return
        self.dismiss(True)

    def _say(self, sentence: str) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.update(Content(sentence))
        trouble.display = True

    def action_leave(self) -> None:
        """Go back without saving; what was typed goes at a second press."""
        changed = self.query_one(TextArea).text != _plain(self._old)
        if changed and not self._warned:
            self._warned = True
            self._say("This is not saved. Leave again to throw it away.")
            return
        self.dismiss(False)
