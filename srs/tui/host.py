"""What may a screen ask of the app it stands in?

Screens know this much and not the app itself, which knows all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from srs.core.errors import SrsError
from srs.core.text import safe
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.macros import macros_of
from srs.tui.glyphs import Glyphs, glyphs
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Where, remapped
from srs.tui.pasting import make_safe

if TYPE_CHECKING:
    # Loading it reads decks, which the first screen does not need.
    from srs.study.review import ReviewSession


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence above the keys."""

    sentence: str
    is_error: bool
    deed: int
    """Which of the learner's deeds it answers."""


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
        self.over = False
        """Whether the app is about to end."""
        self._said: list[_Said] = []
        self._deeds = 0

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave, and do nothing more."""
        self.over = True
        super().exit(*args, **kwargs)

    @cached_property
    def macros(self) -> str:
        """The collection's own commands for formulas, from its `macros.tex`."""
        return macros_of(self.collection.root)

    async def on_event(self, event: events.Event) -> None:
        """Make pasted text safe before a line that is written shows it."""
        make_safe(event)
        await super().on_event(event)

    # -- what is said above the keys -------------------------------------------------

    @property
    def said(self) -> list[str]:
        """The sentences that stand above the keys."""
        return [one.sentence for one in self._said]

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Show a sentence above the keys, in a line of its own.

        It stays until the learner does the next thing, an error until it is
        dismissed; neither outlives the screen on which its deed ends. A sentence
        takes the place of the one before, an error stands beside other errors.
        """
        said = _Said(safe(sentence), error, self._deeds)
        self._said = [
            *(one for one in self._said if one.is_error and one != said),
            said,
        ]
        self.show_said()

    def trouble(self, error: SrsError) -> None:
        """Show what went wrong and what to do, instead of what went wrong before."""
        self.close_errors()
        self.say(str(error), error=True)

    def close_errors(self) -> bool:
        """Dismiss the errors on the screen; return whether there were any."""
        found = any(one.is_error for one in self._said)
        if found:
            self._said = []
            self.show_said()
        return found

    def turned(self) -> None:
        """Forget what was said before the deed that led to this screen."""
        self._said = [one for one in self._said if one.deed == self._deeds]
        self.show_said()

    def show_said(self) -> None:
        """Show on the current screen what is to be said."""
        if self._screen_stack:
            for bar in self.screen.query(KeyBar):
                bar.tell([(one.sentence, one.is_error) for one in self._said])

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Perform an action; what was said about the one before it goes.

        Keys that were pressed ahead of the screen may come after the one that
        leaves: they find nothing to do any more.
        """
        if self.over:
            return False
        self._deeds += 1
        if any(not one.is_error for one in self._said):
            self._said = [one for one in self._said if one.is_error]
            self.show_said()
        return await super().run_action(action, default_namespace, namespaces)

    def took_card_back(self) -> bool:
        """Take a card out again, if its writing was the last deed; return whether."""
        if not self.collection.additions:
            return False
        from srs.study.adding import take_back

        sentence = take_back(self.collection)
        if sentence:
            self.say(sentence)
        return bool(sentence)

    # -- going places ----------------------------------------------------------------

    def start_review(self, scope: Scope, *, leave_after: bool = False) -> None:
        """Begin a sitting; say so where nothing is due."""
        raise NotImplementedError

    def leave_sitting(self, screen: Screen[None]) -> None:
        """Go back to the decks, or leave where a sitting is all that was wanted."""
        if self.leaving:
            self.exit(0)
        else:
            screen.dismiss()

    def turn_to_review(self, session: "ReviewSession") -> None:
        """Show the session's current card instead of this screen."""
        raise NotImplementedError

    def turn_to_done(self, session: "ReviewSession") -> None:
        """Show the finished page instead of this screen."""
        raise NotImplementedError

    def review_saved(self, name: str) -> None:
        """Review what is due of a saved search."""
        raise NotImplementedError

    def open_search(self, query: str = "") -> None:
        """Show the search screen, with a query or an empty line."""
        raise NotImplementedError

    def open_manual(
        self, topic: str, where: tuple[Where, ...], *, section: str = ""
    ) -> None:
        """Show a page of the manual, or a section of it, after the keys of places."""
        raise NotImplementedError

    def open_progress(self) -> None:
        """Show the statistics."""
        raise NotImplementedError
