"""How long does a card take to draw? Run it: `python tests/bench/bench_draw.py`.

Each card is read, laid out and turned into strips inside a running app without a
terminal, as `CardView` does it when the next card appears. Times are of the wall
clock; on a shared machine only ratios between runs of one sitting mean much.
"""

import asyncio
import statistics
import sys
import time
from pathlib import Path

from textual.app import App, ComposeResult

from srs.core.text import safe
from srs.tui import card_view
from srs.tui.glyphs import BRAILLE

WIDTH, ROUNDS = 90, 80
CARDS = {
    "question and answer": "What does *Goodhart's law* say of a proxy that is pushed?",
    "cloze": "A **Goodhart effect** is the collapse of the relation between a goal "
    "and its \ufdd0first letter p\ufdd1 under \ufdd0\ufdd1.",
    "nested list": "\n".join(
        f"{'  ' * (n % 3)}- item {n} of a list" for n in range(15)
    ),
    "code": "```python\n"
    + "\n".join(f"def f{n}(x: int) -> str:\n    return f'{{x}} {n}'" for n in range(6))
    + "\n```",
    "table": "| a | b | c | d |\n|---|:-:|--:|---|\n"
    + "| one | two | 3.5 | 中文 |\n" * 5,
    "formulas": "Given $U = V + X$, $\\sigma^2 = 1$, what is $\\mathbb{E}[V \\mid U]$?"
    "\n\n$$\\sum_{n=1}^\\infty \\frac{1}{n^2} = \\frac{\\pi^2}{6}$$",
    "chart": "```chart\ntitle: A line\nx: time (s)\ny: value (m)\n\nt,one,two\n"
    + "\n".join(f"{n},{n * n},{n * 3}" for n in range(20))
    + "\n```",
    "fifteen sections": "\n\n".join(
        f"## Part {n}\n\nSome *text* with `code` and $x_{n}^2$.\n\n- a\n- b"
        for n in range(15)
    ),
}


class Bench(App[None]):
    """An app with one card."""

    def compose(self) -> ComposeResult:
        """Show nothing yet."""
        yield card_view.CardView(glyphs=BRAILLE)


async def _times(markdown: str, app: Bench) -> list[float]:
    view = app.query_one(card_view.CardView)
    taken = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        # A text of its own each time: what is kept of the last one must not help.
        view.update(f"{markdown}\n\n{number}")
        view.get_content_height(app.size, app.size, WIDTH)
        view.render_lines(view.size.region)
        taken.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(0)
    return taken


async def _main() -> None:
    app = Bench()
    async with app.run_test(size=(WIDTH, 50)) as pilot:
        await pilot.pause()
        start = time.perf_counter()
        card_view.warm()
        print(f"warm(): {(time.perf_counter() - start) * 1000:.0f} ms")
        decks = Path(__file__).parents[2] / "decks"
        for name, markdown in {**CARDS, **_deck_cards(decks)}.items():
            taken = sorted(await _times(markdown, app))
            ninth = taken[len(taken) * 9 // 10]
            print(
                f"{name:24} median {statistics.median(taken):6.2f} ms"
                f"   p90 {ninth:6.2f} ms"
            )


def _deck_cards(decks: Path) -> dict[str, str]:
    """Return the middle part of each deck, the longest text we ship."""
    return {
        file.name: safe(file.read_text(encoding="utf-8"))[2000:5000]
        for file in sorted(decks.glob("*.md"))[:3]
    }


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
