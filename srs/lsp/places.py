"""Where is that in the editor's lines and columns?

The program counts lines and columns from 1, in characters; the protocol from 0, in
the units that editor and server agreed on, which a codec of the library turns.
"""

from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from srs.core.card import Note


class Places:
    """The places of one text."""

    def __init__(self, lines: Sequence[str], codec: PositionCodec) -> None:
        self._lines = lines
        self._codec = codec

    def range(
        self, line: int, column: int, end_line: int, end_column: int
    ) -> types.Range:
        """Return a range; columns and lines from 1, the end lies behind it."""
        return types.Range(
            self._position(line, column), self._position(end_line, end_column)
        )

    def within(self, line: int, start: int, end: int) -> types.Range:
        """Return the range between two columns of a line."""
        return self.range(line, start, line, end)

    def rest_of_line(self, line: int, column: int) -> types.Range:
        """Return the range from a column to the end of its line, spaces left out."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return self.within(line, column, max(column, len(text.rstrip()) + 1))

    def whole_lines(self, line: int, end_line: int) -> types.Range:
        """Return the range of some lines, the last line's end left out."""
        text = self._lines[end_line - 1] if end_line <= len(self._lines) else ""
        return self.range(line, 1, end_line, len(text) + 1)

    def note(self, note: Note) -> types.Range:
        """Return the range of a note."""
        return self.whole_lines(note.span.line, note.span.end_line)

    def place(self, position: types.Position) -> tuple[int, int]:
        """Return line and column of a position, from 1, in characters."""
        at = self._codec.position_from_client_units(list(self._lines), position)
        return at.line + 1, at.character + 1

    def _position(self, line: int, column: int) -> types.Position:
        at = types.Position(line - 1, column - 1)
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if text.isascii():
            return at
        units = self._codec.client_num_units(text[: column - 1])
        return types.Position(line - 1, units)
