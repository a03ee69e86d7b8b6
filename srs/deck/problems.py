"""Where is the slip? Collects problems, each with its line as it stands."""

from srs.core.card import Problem, Severity
from srs.core.text import safe_line

_SHOWN_CHARACTERS = 200


class Problems:
    """Problems of one deck, in the order in which they are met."""

    def __init__(self, path: str, text: str) -> None:
        self._path = safe_line(path)
        self._text = text
        self._lines: list[str] | None = None
        self._found: list[Problem] = []

    def add(
        self,
        line: int,
        code: str,
        message: str,
        *,
        column: int = 1,
        severity: Severity = "error",
        suggestion: str = "",
    ) -> None:
        """Note a problem at a line, both line and column counted from 1."""
        self._found.append(
            Problem(
                path=self._path,
                line=line,
                column=column,
                code=code,
                message=message,
                severity=severity,
                text=safe_line(self.line(line))[:_SHOWN_CHARACTERS],
                suggestion=suggestion,
            )
        )

    def line(self, number: int) -> str:
        """Return the text of a line, or nothing where there is no such line."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def sorted(self) -> tuple[Problem, ...]:
        """Return all problems in the order of their places."""
        return tuple(sorted(self._found, key=lambda it: (it.line, it.column)))
