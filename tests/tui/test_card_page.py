"""Where do the pictures of a card stand?"""

from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from srs.tui.card_model import Link
from srs.tui.card_page import CardPage
from srs.tui.card_sheet import Part, Side
from srs.tui.glyphs import BRAILLE


class Shown(App[None]):
    """An app with one page."""

    def compose(self) -> ComposeResult:
        """Show the page."""
        yield CardPage(id="body")


def part(markdown: str, *, pictured: bool = False) -> Part:
    """Return a text as a part."""
    side = Side(markdown, BRAILLE)
    return Part(lines=side.lines, links=side.document.links, pictured=pictured)


def draw(links: tuple[Link, ...]) -> list[Widget]:
    """Return a stand-in for each picture."""
    return [
        Static(f"<{link.target}>", classes="picture")
        for link in links
        if link.kind == "picture"
    ]


def rows(app: App[None]) -> list[str]:
    """Return what stands on the screen, without what is empty."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.strip() for strip in strips if strip.text.strip()]


async def test_a_picture_stands_beneath_its_text() -> None:
    """Pictures come between the parts, and go with the card."""
    app = Shown()
    async with app.run_test(size=(30, 12)) as pilot:
        page = app.query_one(CardPage)
        page.show(
            [
                part("one ![a](a.png)", pictured=True),
                part("two"),
                part("three ![b](b.png)", pictured=True),
                part("four ![c](c.png)"),
            ],
            base="",
            draw=draw,
        )
        await pilot.pause()
        with_pictures = rows(app)
        page.show([part("five")], base="", draw=draw)
        await pilot.pause()
        without = rows(app)
        height = page.card.outer_size.height

    assert with_pictures == [
        "one ▣ a",
        "<a.png>",
        "two",
        "three ▣ b",
        "<b.png>",
        "four ▣ c",
    ]
    assert without == ["five"]
    assert height == 12


async def test_where_none_can_be_drawn_there_is_one_sheet() -> None:
    """Without what draws pictures, all parts share a sheet."""
    app = Shown()
    async with app.run_test(size=(30, 12)) as pilot:
        page = app.query_one(CardPage)
        page.show([part("one ![a](a.png)", pictured=True)], base="", draw=None)
        await pilot.pause()

        assert rows(app) == ["one ▣ a"]
        assert len(page.children) == 1
