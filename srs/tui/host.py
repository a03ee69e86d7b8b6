"""What may a screen ask of the app it stands in?

Screens know this much and not the app itself, which knows all of them.
"""

from functools import cached_property
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from srs.core.errors import SrsError
from srs.core.text import safe
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.tui.glyphs import Glyphs, glyphs
from srs.tui.keys import Where, remapped

FOREVER = 10**9
"""Seconds that an error stays on the screen: until it is dismissed."""

MOST_MACROS = 100_000
"""Bytes of a `macros.tex` that are read."""


class Host(App[int]):
    """An app over one collection, as its screens see it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True)
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self.collection = collection
        self.glyphs: Glyphs = glyphs(collection.settings.glyphs)
        self.key_wishes, self.wrong_keys = remapped(collection.settings.keys)
        self.leaving = False
        """Whether the app ends with the sitting that it was started for."""
        self.draws_pictures = False
        """Whether pictures of cards are drawn; else their descriptions stand alone."""

    @cached_property
    def macros(self) -> str:
        """The collection's own commands for formulas, from its `macros.tex`."""
        try:
            with (self.collection.root / "macros.tex").open("rb") as file:
                return safe(file.read(MOST_MACROS).decode("utf-8", "replace"))
        except OSError:
            return ""

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Show a sentence for a while; an error until it is dismissed.

        A sentence takes the place of the one before.
        """
        for note in list(self._notifications):
            if note.severity == "information":
                self._unnotify(note)
        self.notify(
            safe(sentence),
            severity="error" if error else "information",
            timeout=FOREVER if error else 4,
            markup=False,
        )

    def trouble(self, error: SrsError) -> None:
        """Show what went wrong and what to do, instead of what went wrong before."""
        self.close_errors()
        self.say(str(error), error=True)

    def close_errors(self) -> bool:
        """Dismiss the errors on the screen; return whether there were any."""
        errors = [note for note in self._notifications if note.severity == "error"]
        if errors:
            self.clear_notifications()
        return bool(errors)

    def start_review(self, scope: Scope, *, leave_after: bool = False) -> None:
        """Begin a sitting; say so where nothing is due."""
        raise NotImplementedError

    def leave_sitting(self, screen: Screen[None]) -> None:
        """Go back to the decks, or leave where a sitting is all that was wanted."""
        if self.leaving:
            self.exit(0)
        else:
            screen.dismiss()

    def turn_to_review(self, session: ReviewSession) -> None:
        """Show the session's current card instead of this screen."""
        raise NotImplementedError

    def turn_to_done(self, session: ReviewSession) -> None:
        """Show the finished page instead of this screen."""
        raise NotImplementedError

    def open_manual(self, topic: str, where: tuple[Where, ...]) -> None:
        """Show a page of the manual, with the keys of some places before it."""
        raise NotImplementedError
