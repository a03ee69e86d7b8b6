"""How do the parts of a card stand on one sheet?"""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection
from textual.style import Style

from srs.tui.card_model import Link
from srs.tui.card_sheet import Part, Sheet, Side, side, text
from srs.tui.card_view import CardView
from srs.tui.glyphs import BRAILLE


def parts() -> list[Part]:
    """Return a question, a line across, an answer and a remark."""
    asked = Side("See [one](https://e.org/1)", BRAILLE)
    answered = Side("- [two](https://e.org/2)\n- b", BRAILLE, first=1)
    rule = Side("---", BRAILLE)
    return [
        Part(lines=asked.lines, links=asked.document.links),
        Part(lines=rule.lines, gap=True, copied=False),
        Part(lines=answered.lines, links=answered.document.links, first=1, gap=True),
        text(Content("Source: three"), muted=True),
    ]


class Shown(App[None]):
    """An app with one sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.followed: list[Link] = []

    def compose(self) -> ComposeResult:
        """Show the sheet."""
        yield CardView(glyphs=BRAILLE)

    def on_mount(self) -> None:
        """Put the parts on it."""
        self.query_one(CardView).show(parts())

    def on_card_view_followed(self, event: CardView.Followed) -> None:
        """Keep the link that was clicked."""
        self.followed.append(event.link)


async def test_parts_stand_below_each_other_and_links_keep_their_numbers() -> None:
    """Empty rows come where they are wanted; a click finds the link of its part."""
    app = Shown()
    async with app.run_test(size=(20, 12)) as pilot:
        await pilot.pause()
        view = app.query_one(CardView)
        drawn = [strip.text.rstrip() for strip in view.render_lines(view.size.region)]
        for offset in ((5, 0), (3, 4)):
            await pilot.click(CardView, offset=offset)
        targets = [link.target for link in view.links]

    assert drawn == [
        "See one",
        "",
        "─" * 20,
        "",
        "• two",
        "• b",
        "",
        "Source: three",
    ]
    assert targets == ["https://e.org/1", "https://e.org/2"]
    assert [link.target for link in app.followed] == targets


async def test_muted_parts_follow_the_theme() -> None:
    """Muted text has a colour of its own, in each theme."""
    app = Shown()
    colours = {}
    async with app.run_test(size=(20, 12)) as pilot:
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            view = app.query_one(CardView)
            strips = view.render_lines(view.size.region)
            plain, muted = (next(iter(strips[row])).style for row in (0, 7))
            assert plain is not None
            assert muted is not None
            colours[theme] = (plain.color, muted.color)

    assert len({colour for pair in colours.values() for colour in pair}) == 4


def test_what_parts_texts_is_not_copied() -> None:
    """A selection over all has the texts, without the line across and empty rows."""
    sheet = Sheet(parts(), Style)
    sheet.height(20)

    assert sheet.selected(Selection(None, None)) == (
        "See one\n• two\n• b\nSource: three"
    )
    assert sheet.selected(Selection(Offset(2, 4), Offset(6, 7))) == "two\n• b\nSource"


def test_a_side_is_read_once() -> None:
    """The same text for the same terminal is the same side, already laid out."""
    one = side("**a**", BRAILLE, (), 0)

    assert side("**a**", BRAILLE, (), 0) is one
    assert one.lines(30) is one.lines(30)
