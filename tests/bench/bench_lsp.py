"""How soon does the language server start, and answer a keystroke in a large deck?

Start: from the process to the answer of `initialize`, next to a process that only
imports pygls' server. Keystroke: from the change to its problems, in a deck of 2,000
cards and, as the floor, in a deck of one: that is the pause and the protocol alone.

    PYTHONPATH=. python tests/bench/bench_lsp.py
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pygls.lsp.client import LanguageClient

from tests.lsp.conftest import SERVER
from tests.lsp.editor import Editor

CARDS, ROUNDS, STARTS = 2_000, 15, 5
WORDS = (
    "selection", "mutation", "entropy", "reward", "gradient", "belief", "signal",
    "memory", "channel", "proxy", "critic", "policy", "drift", "noise", "prior",
)  # fmt: skip


def deck(cards: int) -> str:
    """Return a deck of so many different cards."""
    parts = ["# Large"]
    for number in range(cards):
        if number % 5 == 0:
            parts.append(f"## Concept {number} {{#c{number}}}")
        first, second = WORDS[number % 15], WORDS[number // 15 % 15]
        parts.append(
            f"Q: Which {first} of kind {number} follows from the {second}"
            f" in experiment {number * 7 % 9973}?\n"
            f"A: The {second} number {number * 3 % 997}\n"
            f"S: Author {1950 + number % 70}, p. {number}"
        )
    return "\n\n".join(parts) + "\n"


async def _start(root: Path) -> Editor:
    client = LanguageClient("bench", "1")
    await client.start_io(sys.executable, "-c", SERVER)
    editor = Editor(client, root)
    await editor.start()
    return editor


async def _stop(editor: Editor) -> None:
    await editor.client.shutdown_async(None)
    editor.client.exit(None)
    await editor.client.stop()  # type: ignore[no-untyped-call]


async def _starts(root: Path) -> tuple[float, float]:
    """Return the medians of a start and of the floor, in seconds."""
    ours, floor = [], []
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import pygls.lsp.server"], check=True)
        floor.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        editor = await _start(root)
        ours.append(time.perf_counter() - begun)
        await _stop(editor)
    return median(ours), median(floor)


async def _keystrokes(root: Path, name: str, text: str) -> list[float]:
    """Return how long each change waited for its problems, in milliseconds."""
    editor = await _start(root)
    await editor.open(name, text)
    waited = []
    for number in range(ROUNDS):
        changed = text.replace("A: The", f"A: The {'x' * (number + 1)}", 1)
        begun = time.perf_counter()
        await editor.change(name, changed)
        waited.append((time.perf_counter() - begun) * 1000)
    await _stop(editor)
    return waited


async def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "srs.toml").write_text('id = "bench-lsp"\n')
        ours, floor = await _starts(root)
        print(
            f"start {ours:.2f} s, importing pygls {floor:.2f} s: {ours / floor:.2f} x"
        )
        for cards in (1, CARDS):
            waited = await _keystrokes(root, f"d{cards}.md", deck(cards))
            print(
                f"{cards} cards: keystroke to problems, median {median(waited):.0f} ms,"
                f" worst {max(waited):.0f} ms"
            )


if __name__ == "__main__":
    asyncio.run(main())
