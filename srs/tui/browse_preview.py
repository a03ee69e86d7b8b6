"""How does the card under the cursor look, question and answer?"""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.study.cards import Place, place_of
from srs.study.collection import Collection
from srs.study.search import Row
from srs.tui.card_view import CardView
from srs.tui.glyphs import Glyphs


class Preview(VerticalScroll, can_focus=False):
    """One card, drawn as in review, with its answer."""

    DEFAULT_CSS = """
    Preview {
        scrollbar-size-vertical: 1;
        padding: 0 1;
        & > CardView { max-width: 90; }
        & > Static { height: auto; color: $text-muted; }
        & > #preview-rule { height: 1; color: $surface-lighten-3; margin: 1 0; }
        & > #preview-extra, & > #preview-source { margin-top: 1; }
    }
    """

    def __init__(self, collection: Collection, glyphs: Glyphs) -> None:
        super().__init__(id="preview")
        self._collection = collection
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out place, question, answer and what stands beneath."""
        yield Static(id="preview-place", markup=False)
        yield CardView(id="preview-question")
        yield Static(id="preview-rule", markup=False)
        yield CardView(id="preview-answer")
        yield CardView(id="preview-extra")
        yield Static(id="preview-source", markup=False)

    def show(self, row: Row | None) -> None:
        """Show a card, or nothing."""
        place = self._place(row)
        self.scroll_home(animate=False)
        if row is None or place is None:
            self._fill("", "" if row is None else row.front, "", "", "", base="")
            return
        sides = place.note.sides[place.ordinal]
        whole = place.note.kind != "cloze"
        self._fill(
            f"{safe_line(place.deck.path)}:{place.line}",
            sides.front if whole else sides.back,
            sides.back if whole else "",
            place.note.extra,
            place.source,
            base=place.deck.path,
        )

    def _place(self, row: Row | None) -> Place | None:
        """Return where a card stands; None for a draft, or a card that is gone."""
        if row is None or row.card_id is None:
            return None
        try:
            place = place_of(self._collection, CardId(row.card_id))
        except InputError:
            return None
        return place if place.ordinal < len(place.note.sides) else None

    def _fill(
        self, place: str, question: str, answer: str, extra: str, source: str, *,
        base: str,
    ) -> None:  # fmt: skip
        self.query_one("#preview-place", Static).update(Content(place))
        for name, text in (
            ("question", question),
            ("answer", answer),
            ("extra", extra),
        ):
            view = self.query_one(f"#preview-{name}", CardView)
            view.display = bool(text)
            view.update(text, base=base)
        rule = self.query_one("#preview-rule", Static)
        rule.display = bool(answer)
        rule.update(Content(self._glyphs.rule * max(1, min(88, self.size.width - 3))))
        line = self.query_one("#preview-source", Static)
        line.display = bool(source)
        line.update(Content(f"Source: {source}"))
