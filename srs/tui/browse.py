"""Which cards are there, and what shall become of them? The search screen.

A thread of its own looks for the cards, so that no key waits: each change of the
query asks anew, and the newest answer is shown. The table asks for the rows it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from srs.core.query_tree import QueryError
from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.completion import Completions, completed
from srs.study.finder import Answer, Done, Finder, Told, Wrong
from srs.study.lookup import Lookup, Wanted
from srs.study.search import Row, rows_at, words_of
from srs.study.words import number
from srs.tui.browse_actions import BrowseActions
from srs.tui.browse_preview import Preview
from srs.tui.browse_table import CardTable, TableHead
from srs.tui.card_view import CardView
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import bindings

WIDE = 120
"""From so many columns on the preview stands beside the table."""


class BrowseScreen(BrowseActions):
    """Searches as one types; a table, a preview, and what can be done to many."""

    WHERE: ClassVar[tuple[Where, ...]] = ("browse", "everywhere")
    TOPIC = "search"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("browse", "everywhere", "scroll")
    ]
    DEFAULT_CSS = """
    BrowseScreen {
        #line { height: 1; }
        #line > #prompt { width: 2; padding: 0 0 0 1; color: $text-accent; }
        #line { layout: horizontal; }
        #query { width: 1fr; height: 1; border: none; padding: 0; }
        #query:focus { border: none; }
        #count { width: auto; padding: 0 1; color: $text-muted; }
        #hint { height: 1; padding: 0 1; color: $text-muted; }
        #hint.wrong { color: $text-error; }
        #both { height: 1fr; }
        #found { width: 1fr; height: 1fr; }
        #preview { height: 40%; border-top: solid $surface-lighten-3; }
        &.-wide #both { layout: horizontal; }
        &.-wide #found { width: 3fr; }
        &.-wide #preview { width: 2fr; height: 1fr; border-top: none;
                           border-left: solid $surface-lighten-3; }
        &.-narrow #preview { display: none; }
        &.preview-off #preview { display: none; }
        &.-narrow.preview-on #found { display: none; }
        &.-narrow.preview-on #preview { display: block; height: 1fr; border: none; }
    }
    """

    @dataclass
    class Heard(Message):
        """The finder's thread has something to tell."""

        told: Told

    def __init__(self, collection: Collection, query: str = "") -> None:
        super().__init__()
        self.collection = collection
        self.wanted = Wanted(text=query)
        self._completions = Completions(collection)
        self._top = True
        self._whole = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the query, the table and the preview."""
        with Container(id="line"):
            yield Static(Content("/"), id="prompt")
            line = Input(
                value=self.wanted.text, id="query", compact=True, select_on_focus=False
            )
            line.cursor_blink = False
            yield line
            yield Static(id="count", markup=False)
        yield Static(id="hint", markup=False)
        with Container(id="both"):
            with Vertical(id="found"):
                yield TableHead()
                yield CardTable(self._fetch, self.collection.today())
            yield Preview(self.collection, self.glyphs)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first cards, and wait for a query."""
        self.table.glyphs = self.glyphs
        self.query_one(Input).focus()
        self._look(top=True)
        if not self.wanted.text:
            first = Lookup(self.collection).first(self.wanted, self.app.size.height)
            self._show_found(
                Answer(wanted=self.wanted, keys=first.keys, whole=first.whole)
            )
        self.call_after_refresh(self._begin_to_find)

    def _begin_to_find(self) -> None:
        """Begin the thread, which would hold up the first picture."""
        if self.is_attached:
            self.finder = Finder(
                self.collection, lambda told: self.post_message(self.Heard(told))
            )
            self._look(top=self._top)

    def on_unmount(self) -> None:
        """Let the finder end."""
        if self.finder is not None:
            self.finder.close()

    def on_screen_resume(self) -> None:
        """Look again: a review or an edit may have gone before."""
        if self.finder is not None and self.is_mounted:
            self.look_again()

    @property
    def table(self) -> CardTable:
        """The table of what was found."""
        return self.query_one(CardTable)

    def _fetch(self, keys: Sequence[int]) -> list[Row]:
        return rows_at(self.collection, keys)

    # -- looking -------------------------------------------------------------------

    def _look(self, *, top: bool) -> None:
        self._top = top
        self._whole = False
        if self.finder is not None:
            self.finder.look(self.wanted)
        self.query_one(TableHead).show(
            self.wanted.sort, reverse=self.wanted.reverse, glyphs=self.glyphs
        )

    def look_again(self) -> None:
        """Ask for everything anew, and stay where the cursor is."""
        self.collection.forget_caches()
        self.table.forget_rows(self.collection.today())
        self._look(top=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        if event.value != self.wanted.text:
            self.wanted = replace(self.wanted, text=event.value)
            self._look(top=True)
        self._show_hint()

    def on_browse_screen_heard(self, event: Heard) -> None:
        """Show what was found, or what is wrong; answers to old queries are past."""
        told = event.told
        if isinstance(told, Done):
            self._done(told)
        elif told.wanted != self.wanted:
            return
        elif isinstance(told, Wrong):
            self._show_wrong(told)
        else:
            self._show_found(told)

    def _show_found(self, answer: Answer) -> None:
        if not answer.whole and not answer.keys:
            return  # what comes is worth waiting for; the old rows stay till then
        self._whole = answer.whole
        words = words_of(answer.wanted.text)
        self.table.show(answer.keys, top=self._top, words=words)
        self._top = False
        self._show_count()
        self._show_hint()
        self._show_card()

    def _show_wrong(self, wrong: Wrong) -> None:
        if isinstance(wrong.error, QueryError) and self._words_to_come():
            return  # the word is only begun, and the line below says how it goes on
        hint = self.query_one("#hint", Static)
        hint.update(Content(str(wrong.error)))
        hint.set_class(True, "wrong")
        if not isinstance(wrong.error, QueryError):
            self.srs.trouble(wrong.error)

    def _done(self, done: Done) -> None:
        if done.error is not None:
            self.srs.trouble(done.error)
        else:
            self.srs.say(done.sentence)
        self.look_again()

    # -- what stands on the screen ---------------------------------------------------

    def _show_count(self) -> None:
        table = self.table
        count = f"{len(table.keys):,}" + ("" if self._whole else "+")
        words = f"{count} {'card' if count == '1' else 'cards'}"
        if table.picked:
            words = f"{len(table.picked):,} of {words} selected"
        self.query_one("#count", Static).update(Content(words))

    def _show_hint(self) -> None:
        """Show how the word could go on; else what an empty table means."""
        hint = self.query_one("#hint", Static)
        hint.set_class(False, "wrong")
        line = self.query_one(Input)
        words = self._words_to_come() if line.has_focus else []
        text = ""
        if words:
            text = "tab " + "  ".join(safe_line(word) for word in words)
        elif self._whole and not self.table.keys:
            text = "No card is found. f1 shows how to search."
        elif not line.value:
            text = "Type words, or is:due  tag:…  deck:…  prop:lapses>3  rated:7:1"
        hint.update(Content(text))

    def _words_to_come(self) -> list[str]:
        line = self.query_one(Input)
        return self._completions.of(line.value[: line.cursor_position])

    def on_card_table_moved(self) -> None:
        """Show the card under the cursor, once the cursor rests."""
        self._show_count()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(0.02, self._show_card)

    def _show_card(self) -> None:
        preview = self.query_one(Preview)
        if self._preview_is_seen():
            preview.show(self.table.row)
        self.refresh_hints()

    def _preview_is_seen(self) -> bool:
        if self.has_class("preview-off"):
            return False
        return self.app.size.width >= 80 or self.has_class("preview-on")

    def on_resize(self) -> None:
        """Fill the preview, which may have come into sight."""
        self.call_after_refresh(self._show_card)

    def hints(self) -> list[Key]:
        """Return the keys that have something to do now."""
        if self.query_one(Input).has_focus:
            words, keys = {"look": "to the table"}, {"back": "escape", "help": "f1"}
            shown = {"look", "help", "back", "save-search"}
        else:
            words = {"look": "table" if self.has_class("preview-on") else "preview"}
            keys = dict[str, str]()
            shown = {key.id for key in on(*self.WHERE)} - {"add"}
        return [
            replace(
                key, label=words.get(key.id, key.label), keys=keys.get(key.id, key.keys)
            )
            for key in on(*self.WHERE)
            if key.id in shown
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Write no card from here: there is no place for it."""
        return action != "add"

    # -- moving between line, table and preview ----------------------------------------

    def action_search(self) -> None:  # type: ignore[override]
        """Go to the line of the query."""
        self.query_one(Input).focus()
        self._show_hint()
        self.refresh_hints()

    def on_input_submitted(self) -> None:
        """Go from the line to the table."""
        self.to_table()

    def to_table(self) -> None:
        """Let the keys act on the table."""
        self.set_focus(None)
        self._show_hint()
        self.refresh_hints()

    async def on_key(self, event: events.Key) -> None:
        """Finish the word with tab; letters typed before the line stood go there."""
        line = self.query_one(Input)
        if line.has_focus and event.is_printable and event.character:
            event.stop().prevent_default()
            line.insert_text_at_cursor(event.character)
        elif event.key == "tab":
            event.stop().prevent_default()
            if not line.has_focus:
                self.action_search()
            elif words := self._words_to_come():
                before = line.value[: line.cursor_position]
                text = completed(before, words[0])
                line.value = text + line.value[line.cursor_position :]
                line.cursor_position = len(text)

    def on_card_view_followed(self, event: CardView.Followed) -> None:
        """Offer to open the link that was clicked, with its whole address."""
        if event.link.kind == "concept":
            self.srs.say(f"A concept of these decks: {event.link.target}")
        else:
            self.open_some([event.link.target])

    def on_click(self) -> None:
        """Let the keys act where was clicked."""
        self.refresh_hints()

    def on_card_table_opened(self) -> None:
        """Show the card that was clicked again."""
        self.to_table()
        self.action_look()

    def on_table_head_clicked(self, event: TableHead.Clicked) -> None:
        """Sort by the column, or turn the order."""
        self.sort_by(event.sort)

    def sort_by(self, sort: str) -> None:
        """Sort; what is sorted so already is turned round."""
        reverse = sort == self.wanted.sort and not self.wanted.reverse
        if sort != self.wanted.sort:
            reverse = sort in ("lapses", "seen", "reviews", "d")
        self.wanted = replace(self.wanted, sort=sort, reverse=reverse)
        self._look(top=True)

    def action_turn_order(self) -> None:
        """Turn the order round."""
        self.sort_by(self.wanted.sort)

    def action_look(self) -> None:
        """Show the preview, or hide it."""
        if self.query_one(Input).has_focus:
            self.to_table()
            return
        narrow = self.app.size.width < 80
        self.toggle_class("preview-on" if narrow else "preview-off")
        self._show_card()

    def leave(self) -> None:
        """Go back a step: from the line, from a preview, from a selection, away."""
        if self.query_one(Input).has_focus and self.wanted.text:
            self.to_table()
        elif self.has_class("preview-on") and self.app.size.width < 80:
            self.remove_class("preview-on")
            self._show_card()
        elif self.table.picked:
            self.table.let_go()
        else:
            self.dismiss()

    def action_down(self) -> None:
        """Go to the next card."""
        self.table.move(1)

    def action_up(self) -> None:
        """Go to the card before."""
        self.table.move(-1)

    def action_first(self) -> None:
        """Go to the first card."""
        self.table.go_to(0)

    def action_last(self) -> None:
        """Go to the last card."""
        self.table.go_to(len(self.table.keys) - 1)

    def action_half_down(self) -> None:
        """Go down half a screen."""
        self.table.move(max(1, self.table.size.height // 2))

    def action_half_up(self) -> None:
        """Go up half a screen."""
        self.table.move(-max(1, self.table.size.height // 2))

    def action_pick(self) -> None:
        """Select the card, or let it go, and turn to the next."""
        self.table.pick(self.table.at)
        self.table.move(1)

    def action_pick_all(self) -> None:
        """Select all that was found."""
        if not self._whole:
            self.srs.say("Still counting; press it again in a moment.")
            return
        self.table.pick_all()
        self.srs.say(f"{number(len(self.table.picked), 'card')} selected.")
